extension Command {
    /// The id of the incident that it is about; nil for none.
    package var incident: String? {
        switch self {
        case .acknowledge(let id, _, _), .mitigate(let id, _, _), .resolve(let id, _, _), .close(let id, _),
            .askApproval(let id, _, _):
            id
        case .deadLetter(let message, _), .lostRecipients(let message, _),
            .requeue(let message, _, _), .drop(let message, _, _):
            message.kind == .heartbeat ? nil : message.incident
        case .silence, .endSilence: nil
        }
    }
}
