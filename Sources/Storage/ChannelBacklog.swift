package import Foundation

/// The messages that wait on one channel.
package struct ChannelBacklog: Equatable, Sendable {
    package let channel: String
    package let count: Int
    /// The reason why the first of them that failed was not delivered; nil while none has failed.
    package let reason: String?
    /// The earliest instant at which one of them is tried again; nil where none has to wait.
    package let next: Date?

    package init(channel: String, count: Int, reason: String?, next: Date?) {
        self.channel = channel
        self.count = count
        self.reason = reason
        self.next = next
    }
}
