import Core
package import Reports

extension ChannelTrialReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        entries.map { entry in
            let place = entry.receipt.map { " as \($0)" } ?? ""
            let result = entry.isDelivered ? "delivered\(place)" : "NOT delivered: \(entry.reason)"
            let rest = entry.isDelivered && !entry.reason.isEmpty ? ", but \(entry.reason)" : ""
            return "\(entry.channel) (\(entry.kind)), \(entry.message): \(result)\(rest)".printable + "\n"
        }.joined()
    }
}
