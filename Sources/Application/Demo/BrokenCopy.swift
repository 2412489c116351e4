import Foundation
package import TradingCalendar

/// A copy of the example in which something has been broken, in one of the ways in which feeds break.
package enum BrokenCopy: String, CaseIterable, Sendable {
    case columnMissing = "a column is missing"
    case columnRenamed = "a column is renamed"
    case typeChanged = "a type has changed"
    case nulls = "values are null"
    case late = "two sessions late"

    /// The change that was made, for people.
    package var account: String {
        switch self {
        case .columnMissing: "sp500_volume is gone"
        case .columnRenamed: "vix_close is called vix_last"
        case .typeChanged: "vix_close is written with a decimal comma, in the last 21 rows"
        case .nulls: "vix_close is empty in the last 6 rows"
        case .late: "the last two rows have not arrived"
        }
    }

    /// The rows of the example up to a session, broken.
    /// - Parameter csv: the example's file: date, sp500_close, sp500_volume, vix_close.
    package func breaking(_ csv: String, through session: Day) -> String {
        var lines = csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = lines.removeFirst()
        lines.removeAll { $0[0] > session.description }
        var names = header
        switch self {
        case .columnMissing:
            names.remove(at: 2)
            for row in lines.indices { lines[row].remove(at: 2) }
        case .columnRenamed: names[3] = "vix_last"
        case .typeChanged:
            for row in lines.indices.suffix(21) { lines[row][3] = "\"\(lines[row][3].replacing(".", with: ","))\"" }
        case .nulls: for row in lines.indices.suffix(6) { lines[row][3] = "" }
        case .late: lines.removeLast(2)
        }
        return ([names] + lines).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    }
}
