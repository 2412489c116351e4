import Core

/// A message about an incident that is about to be written for one channel.
struct OutgoingNotice {
    let kind: Message.Kind
    let channel: String
    let teams: [String]
    let severity: Severity
    let why: String
}
