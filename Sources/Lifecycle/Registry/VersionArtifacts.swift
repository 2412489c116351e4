/// The documents of a version, from which it can be loaded again.
package struct VersionArtifacts: Equatable, Sendable {
    /// The canonical text of the artifact that makes the predictions.
    package let served: String
    /// The canonical text of the artifact that is compared; nil where there is none.
    package let gated: String?

    package init(served: String, gated: String?) {
        self.served = served
        self.gated = gated
    }
}
