import Foundation
import TestSupport
import Testing
import TradingCalendar

@Suite("Days, instants and due times")
struct TimeTests {
    let calendar = TradingCalendar.newYorkStockExchange

    func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    @Test("every day from 1600 to 2400 survives the way to components and back, in order")
    func civilRoundTrip() throws {
        var previous = try day("1600-01-01").ordinal - 1
        for year in 1600...2400 {
            for month in 1...12 {
                for number in 1...Day.daysInMonth(month, year: year) {
                    let date = try #require(Day(year: year, month: month, day: number))
                    #expect(date.ordinal == previous + 1 && date.components == (year, month, number))
                    previous = date.ordinal
                }
            }
        }
        #expect(try day("1970-01-01").ordinal == 0)
        #expect(try day("2020-03-16").weekday == .monday)
    }

    @Test(
        "text that is not a date is refused",
        arguments: ["2026-2-3", "2026-02-30", "2026-13-01", "20260203", "2026-02-03 ", "2026/02/03", "", "0000-01-01"])
    func notADate(text: String) { #expect(Day(iso: text) == nil) }

    @Test("a time that a change of the clock skips means the first instant after it, a repeated time its first")
    func clockChanges() throws {
        let rows = try Fixtures.rows("calendar/changes.csv")
        #expect(rows.count == 42)
        for row in rows {
            let zone = try #require(ExchangeZone(row["zone"] ?? ""))
            let time = try #require(TimeOfDay(row["time"] ?? ""))
            let instant = zone.instant(of: try day(row["day"] ?? ""), at: time)
            #expect(Timestamp.text(instant) == row["instant"], "\(row)")
        }
    }

    @Test("instants are read with their zone and written in UTC")
    func timestamps() {
        #expect(Timestamp.parse("2018-02-05T23:59:59-05:00").map(Timestamp.text) == "2018-02-06T04:59:59Z")
        #expect(Timestamp.parse("2018-02-05T23:59Z").map(Timestamp.text) == "2018-02-05T23:59:00Z")
        #expect(Timestamp.parse("1969-12-31T23:59:59Z").map(Timestamp.text) == "1969-12-31T23:59:59Z")
        #expect(Timestamp.parse("1960-02-29T00:00:00Z").map(Timestamp.text) == "1960-02-29T00:00:00Z")
        for wrong in [
            "2018-02-05T23:59:59", "2018-02-30T00:00:00Z", "2018-02-05T24:00:00Z", "2018-02-05T23:59:59+5:00",
        ] {
            #expect(Timestamp.parse(wrong) == nil, "\(wrong)")
        }
    }

    @Test("a bare as-of date is the last second of that day in the exchange's zone")
    func endOfDay() throws {
        #expect(Timestamp.text(calendar.endOfDay(try day("2018-02-05"))) == "2018-02-06T04:59:59Z")
        #expect(calendar.zone.text(calendar.endOfDay(try day("2018-02-05"))) == "2018-02-05 23:59:59 America/New_York")
        // 2020-03-08 has 23 hours, 2020-11-01 has 25.
        #expect(Timestamp.text(calendar.endOfDay(try day("2020-03-07"))) == "2020-03-08T04:59:59Z")
        #expect(Timestamp.text(calendar.endOfDay(try day("2020-03-08"))) == "2020-03-09T03:59:59Z")
        #expect(Timestamp.text(calendar.endOfDay(try day("2020-11-01"))) == "2020-11-02T04:59:59Z")
    }

    @Test("the row of a session is due at its close plus the lag, across daylight saving and early closes")
    func due() throws {
        let lag = try #require(PublicationLag("90 minutes after close"))
        #expect(Timestamp.text(calendar.due(try day("2020-03-06"), lag: lag)) == "2020-03-06T22:30:00Z")
        #expect(Timestamp.text(calendar.due(try day("2020-03-09"), lag: lag)) == "2020-03-09T21:30:00Z")
        #expect(Timestamp.text(calendar.due(try day("2019-11-29"), lag: lag)) == "2019-11-29T19:30:00Z")
        // Over the night of the change the lag is elapsed time, not wall-clock time.
        let days = try #require(PublicationLag("3 days after close"))
        #expect(Timestamp.text(calendar.due(try day("2020-03-06"), lag: days)) == "2020-03-09T21:00:00Z")
    }

    @Test("the latest due session changes at the due instant, not a second before, and not on a weekend")
    func latestDue() throws {
        let lag = try #require(PublicationLag("90 minutes after close"))
        let due = calendar.due(try day("2020-03-16"), lag: lag)
        #expect(calendar.latestDue(at: due, lag: lag) == (try day("2020-03-16")))
        #expect(calendar.latestDue(at: due.addingTimeInterval(-1), lag: lag) == (try day("2020-03-13")))
        #expect(calendar.latestDue(at: calendar.endOfDay(try day("2020-03-15")), lag: lag) == (try day("2020-03-13")))
        #expect(calendar.latestDue(at: Date(timeIntervalSince1970: 0), lag: lag) == nil)
    }

    @Test("a year has 252 sessions on XNYS, and elsewhere the mean of the calendar")
    func sessionsPerYear() throws {
        #expect(calendar.sessionsPerYear == 252)
        #expect(TradingCalendar.everyDay.sessionsPerYear == 365.25)
        // 33,916 weekdays in the 47,482 days from 1970 to 2099, counted by Python's datetime.
        #expect(agrees(TradingCalendar.weekdays.sessionsPerYear, 33_916 * 365.25 / 47_482))
        let week = try #require(Day(iso: "2024-01-01"))...(try #require(Day(iso: "2024-12-29")))
        let weekly = TradingCalendar(
            name: "weekly", zone: .utc, close: try #require(TimeOfDay("12:00")), span: week,
            tradesOn: { $0 == .friday }, closures: [], earlyCloses: [])
        #expect(agrees(weekly.sessionsPerYear, 52 * 365.25 / 364))
    }

    @Test("occasions are text that sorts like time, and sessions lie among instants")
    func occasions() throws {
        let session = Occasion.session(try day("2020-03-16"))
        let instant = Occasion.instant(try #require(Timestamp.parse("2020-03-16T21:30:00Z")))
        for occasion in [session, instant] { #expect(Occasion(occasion.description) == occasion) }
        #expect(session < instant && session.description < instant.description)
        #expect(Occasion("2020-03-16T21:30:00") == nil && Occasion("16.3.2020") == nil)
        let lag = try #require(PublicationLag("90 minutes after close"))
        #expect(calendar.instant(of: session, lag: lag) == instant.instant)
        #expect(calendar.session(of: instant, lag: lag) == (try day("2020-03-16")))
    }

    @Test("a schedule has the due instants of sessions and the multiples of intervals, each once")
    func schedule() throws {
        let lag = try #require(PublicationLag("90 minutes after close"))
        let schedule = Schedule(
            calendar: calendar, lags: [lag, lag], cadences: [.session, .every(seconds: 900), .every(seconds: 1_800)])
        let start = try #require(Timestamp.parse("2020-03-16T21:15:01Z"))
        let found = schedule.instants(from: start, through: start.addingTimeInterval(1_800)).map(Timestamp.text)
        #expect(found == ["2020-03-16T21:30:00Z", "2020-03-16T21:45:00Z"])
        #expect(schedule.next(after: start).map(Timestamp.text) == "2020-03-16T21:30:00Z")
        #expect(schedule.latest(at: start).map(Timestamp.text) == "2020-03-16T21:15:00Z")
        #expect(schedule.isDue(at: try #require(Timestamp.parse("2020-03-16T21:30:00Z"))))
        #expect(!schedule.isDue(at: try #require(Timestamp.parse("2020-03-16T21:45:00Z"))))
        #expect(Cadence.every(seconds: 900).occasion(at: start, calendar: calendar, lag: lag) == nil)
    }

    @Test("a window spans sessions, and the one before it ends the session before its first")
    func windows() throws {
        let window = try #require(calendar.window(63, endingAt: try day("2018-02-05")))
        #expect(window.first == (try day("2017-11-03")) && window.count == 63)
        let before = try #require(calendar.window(504, before: window))
        #expect(before.last == (try day("2017-11-02")) && before.count == 504)
        #expect(calendar.window(63, endingAt: try day("2018-02-04")) == nil)
        #expect(calendar.window(63, endingAt: try day("1990-01-05"))?.count == 4)
    }

    @Test("24x7 has no closed day, weekdays has no holiday, and both close a minute before midnight UTC")
    func plainCalendars() throws {
        let everyDay = try #require(TradingCalendar.named("24x7"))
        let weekdays = try #require(TradingCalendar.named("weekdays"))
        let (christmas, saturday) = try (day("2024-12-25"), day("2024-12-28"))
        #expect(everyDay.isSession(christmas) && everyDay.isSession(saturday))
        #expect(weekdays.isSession(christmas) && !weekdays.isSession(saturday))
        #expect(Timestamp.text(weekdays.closeInstant(of: christmas)) == "2024-12-25T23:59:00Z")
        // A bare date includes the row of its own day.
        #expect(weekdays.latestDue(at: weekdays.endOfDay(christmas), lag: .none) == christmas)
        #expect(TradingCalendar.named("NYSE") == nil)
    }

    @Test(
        "a lag that is not understood is refused",
        arguments: ["90 minutes", "-1 hours after close", "1.5 hours after close", "soon"])
    func badLag(text: String) { #expect(PublicationLag(text) == nil) }
}
