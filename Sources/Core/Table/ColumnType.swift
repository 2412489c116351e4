/// The type that a contract demands of a column's cells.
package enum ColumnType: String, Sendable, CaseIterable {
    case date, timestamp, number, integer, text, boolean

    /// A valid cell as an example, for messages.
    package var example: String {
        switch self {
        case .date: "2020-03-16"
        case .timestamp: "2020-03-16T16:00:00-04:00"
        case .number: "82.69"
        case .integer: "7805450000"
        case .text: "any UTF-8 text"
        case .boolean: "true or false"
        }
    }
}
