import Foundation
import TestSupport
import Testing
import TradingCalendar

@Suite("London, Frankfurt, Tokyo and Hong Kong, against independent packages")
struct ExchangeTests {
    static let names = ["XLON", "XETR", "XTKS", "XHKG"]

    private func calendar(_ name: String) throws -> TradingCalendar { try #require(TradingCalendar.named(name)) }

    /// True if the day was closed, for the days on which the packages disagree.
    private static let decided: [String: Bool] = [
        "2020-10-13": true, "2021-04-06": true, "2021-10-13": true, "2023-09-01": true, "2023-09-08": true,
        "2024-09-06": true, "2029-09-24": true, "2034-04-26": false, "2034-05-22": false, "2034-05-25": true,
        "2034-06-20": true, "2034-08-29": false, "2034-09-21": false, "2034-09-28": true, "2034-10-20": true,
    ]

    /// Chung Yeung of 2033 falls on National Day, a Saturday, and moves to the Monday; both packages miss it.
    private static let missed = ["XHKG": ["2033-10-03"]]

    @Test("closed days and unusual closing times are theirs, and no other day has one", arguments: names)
    func days(_ name: String) throws {
        let calendar = try calendar(name)
        let expected = try Fixtures.rows("calendar/exchanges.csv").filter { $0["calendar"] == name }
        let disputed = try Fixtures.rows("calendar/exchange_disagreements.csv").filter { $0["calendar"] == name }
            .compactMap { $0["date"] }
        let closed = expected.filter { $0["close"]?.isEmpty ?? true }.compactMap { $0["date"] }
        #expect(closed.count > 200)
        let ours = Set(calendar.closures.map { String(describing: $0.date) })
        #expect(ours.subtracting(disputed) == Set(closed + (Self.missed[name] ?? [])))
        for date in disputed { #expect(ours.contains(date) == Self.decided[date], "\(date)") }
        let early = expected.filter { !($0["close"]?.isEmpty ?? true) }.map {
            "\($0["date"] ?? "") \($0["close"] ?? "")"
        }
        #expect(calendar.earlyCloses.map { "\($0.date) \($0.close)" } == early)
    }

    @Test("closing instants are theirs, through every change of a clock and of a closing time", arguments: names)
    func closingInstants(_ name: String) throws {
        let calendar = try calendar(name)
        let rows = try Fixtures.rows("calendar/exchange_closes.csv").filter { $0["calendar"] == name }
        #expect(rows.count > 50)
        for row in rows {
            let session = try #require(row["session"].flatMap { Day(iso: $0) })
            #expect(Timestamp.text(calendar.closeInstant(of: session)) == row["close"], "\(session)")
        }
    }
}
