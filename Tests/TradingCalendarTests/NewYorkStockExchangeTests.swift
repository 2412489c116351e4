import Foundation
import TestSupport
import Testing
import TradingCalendar

@Suite("The New York Stock Exchange, against two independent packages")
struct NewYorkStockExchangeTests {
    let calendar = TradingCalendar.newYorkStockExchange

    @Test("every weekday closure from 1990 to 2035 is theirs, and no other day is closed")
    func closures() throws {
        let expected = try Fixtures.rows("calendar/closures.csv").compactMap { $0["date"] }
        #expect(expected.count == 424)
        #expect(calendar.closures.map { String(describing: $0.date) } == expected)
    }

    @Test("every early close on which they agree is ours, and ours beyond them are the ones they dispute")
    func earlyCloses() throws {
        let expected = try Fixtures.rows("calendar/early_closes.csv").map { "\($0["date"]!) \($0["close"]!)" }
        let disputed = try Set(
            Fixtures.rows("calendar/disagreements.csv").flatMap { row in
                ["exchange_calendars", "pandas_market_calendars"].map { "\(row["date"]!) \(row[$0]!)" }
            })
        let ours = calendar.earlyCloses.map { "\($0.date) \($0.close)" }
        #expect(expected.count == 97)
        #expect(Set(expected).isSubset(of: ours))
        #expect(Set(ours).subtracting(expected).isSubset(of: disputed))
    }

    @Test("closing instants are theirs on both sides of every change of the clock")
    func closingInstants() throws {
        let rows = try Fixtures.rows("calendar/due.csv")
        #expect(rows.count == 60)
        for row in rows {
            let day = try #require(Day(iso: row["session"]!))
            #expect(Timestamp.text(calendar.closeInstant(of: day)) == row["close"])
        }
    }

    @Test("session arithmetic and counts are theirs")
    func arithmetic() throws {
        let rows = try Fixtures.rows("calendar/arithmetic.csv")
        #expect(rows.count == 200)
        for row in rows {
            let day = try #require(Day(iso: row["session"]!))
            let result = calendar.session(Int(row["offset"]!)!, from: day)
            #expect(result.map(String.init(describing:)) == row["result"])
            let (from, to) = try (#require(Day(iso: row["from"]!)), #require(Day(iso: row["to"]!)))
            #expect(calendar.count(from: from, through: to) == Int(row["count"]!))
        }
    }

    @Test("New Year's Day on a Saturday is not observed on the Friday")
    func newYearOnSaturday() throws {
        #expect(calendar.isSession(try #require(Day(iso: "2021-12-31"))))
        #expect(calendar.isSession(try #require(Day(iso: "2010-12-31"))))
        #expect(calendar.reasonClosed(try #require(Day(iso: "2023-01-02"))) == "New Year's Day")
    }
}
