/// Where in a deployment something is watched.
package enum Layer: String, Sendable, CaseIterable {
    case data, model, system, business
}
