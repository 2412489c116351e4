import Core
import Foundation
import TestSupport
import Testing
import TradingCalendar

@Suite("The ledger of predictions and labels")
struct LedgerTests {
    static let calendar = TradingCalendar.newYorkStockExchange

    func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }
    func instant(_ text: String) throws -> Date { try #require(Timestamp.parse(text)) }

    func prediction(
        _ id: String, _ session: String, _ label: String, madeAt: String? = nil, mean: Double = 0.01
    ) throws -> Prediction {
        Prediction(
            id: id, madeAt: try instant(madeAt ?? "\(session)T22:00:00Z"), session: try day(session),
            labelSession: try day(label), version: "v", mean: mean)
    }

    func label(_ key: String, _ value: Double?, _ since: String) throws -> Label {
        Label(
            key: key, value: value.map { Label.Value(label: $0, simpleReturn: expm1($0)) },
            knownSince: try instant(since))
    }

    func ledger(_ predictions: [Prediction], _ labels: [Label], asOf: String) throws -> Ledger {
        let instant = try instant(asOf)
        return LedgerBook(predictions: predictions, labels: labels, calendar: Self.calendar)
            .ledger(asOf: instant, dueThrough: Self.calendar.latestDue(at: instant, lag: .none))
    }

    @Test("a label that is not due is pending, one that is due and absent is missing, also after a weekend")
    func pendingAndMissing() throws {
        // Friday's prediction, Monday's label; Monday closes at 21:00 UTC.
        let friday = try prediction("a", "2024-01-05", "2024-01-08")
        #expect(try ledger([friday], [], asOf: "2024-01-07T12:00:00Z").entries[0].state == .pending)
        #expect(try ledger([friday], [], asOf: "2024-01-08T20:59:00Z").entries[0].state == .pending)
        #expect(try ledger([friday], [], asOf: "2024-01-08T21:00:00Z").entries[0].state == .missing)
    }

    @Test("a label that comes 1 … 10 sessions late is missing until then and matured from then on", arguments: 1...10)
    func late(sessions: Int) throws {
        let made = try prediction("a", "2024-01-04", "2024-01-05")
        let arrival = try #require(Self.calendar.session(sessions, from: try day("2024-01-05")))
        let before = try #require(Self.calendar.session(-1, from: arrival))
        let late = try label("2024-01-05", 0.02, "\(arrival)T21:00:00Z")
        #expect(try ledger([made], [late], asOf: "\(before)T21:00:00Z").entries[0].state == .missing)
        let arrived = try ledger([made], [late], asOf: "\(arrival)T21:00:00Z").entries[0]
        #expect(arrived.state == .matured && arrived.label?.label == 0.02)
    }

    @Test("a revised label counts from when it is known, and says that it changed")
    func revised() throws {
        let made = try prediction("a", "2024-01-04", "2024-01-05")
        let labels = [
            try label("2024-01-05", 0.02, "2024-01-05T21:00:00Z"),
            try label("2024-01-05", -0.01, "2024-01-09T21:00:00Z"),
        ]
        let first = try ledger([made], labels, asOf: "2024-01-08T21:00:00Z").entries[0]
        let second = try ledger([made], labels, asOf: "2024-01-09T21:00:00Z").entries[0]
        #expect(first.state == .matured && first.label?.label == 0.02)
        #expect(second.state == .revised && second.label?.label == -0.01)
        // The same value again is no revision.
        let same = [labels[0], try label("2024-01-05", 0.02, "2024-01-09T21:00:00Z")]
        #expect(try ledger([made], same, asOf: "2024-01-10T21:00:00Z").entries[0].state == .matured)
    }

    @Test("a null label is pending until it is due and missing from then on, and becomes a label when its value comes")
    func null() throws {
        let made = try prediction("a", "2024-01-04", "2024-01-05")
        let labels = [
            try label("2024-01-05", nil, "2024-01-05T15:00:00Z"), try label("2024-01-05", 0.01, "2024-01-08T21:00:00Z"),
        ]
        #expect(try ledger([made], labels, asOf: "2024-01-05T20:59:00Z").entries[0].state == .pending)
        let waiting = try ledger([made], labels, asOf: "2024-01-05T22:00:00Z").entries[0]
        #expect(waiting.state == .missing && waiting.label == nil)
        #expect(try ledger([made], labels, asOf: "2024-01-08T22:00:00Z").entries[0].state == .matured)
    }

    @Test("a ledger that only grows counts null labels as one that is revised does, at every instant")
    func countsOfNulls() throws {
        let sessions = try (0..<12).map { try #require(Self.calendar.session($0, from: try day("2024-01-04"))) }
        let predictions = try (0..<10).map { row in
            try prediction("p\(row)", "\(sessions[row])", "\(sessions[row + 1])")
        }
        // Three of ten labels are null, one of them known before it is due, and one is absent.
        let labels = try [0, 1, 2, 3, 4, 5, 6, 8, 9].map { row in
            try label(
                "\(sessions[row + 1])", [1, 4, 8].contains(row) ? nil : 0.01,
                "\(sessions[row + 1])T\(row == 4 ? "15" : "21"):00:00Z")
        }
        for session in sessions.dropFirst() {
            for hour in ["16", "22"] {
                let found = try ledger(predictions, labels, asOf: "\(session)T\(hour):00:00Z")
                #expect(found.isSteady && found.counts == found.counts(found.entries.indices), "\(session) \(hour)")
            }
        }
        // The last label is due; three are null and one is not there.
        let last = try ledger(predictions, labels, asOf: "\(sessions[10])T22:00:00Z")
        #expect(last.count(.missing) == 4 && last.count(.matured) == 6 && last.count(.pending) == 0)
    }

    @Test("of two predictions of one id, and two labels of one key and instant, the first is kept and the other told")
    func duplicates() throws {
        let found = try ledger(
            [
                try prediction("a", "2024-01-04", "2024-01-05", mean: 0.01),
                try prediction("a", "2024-01-04", "2024-01-05", mean: 0.09),
                try prediction("b", "2024-01-04", "2024-01-05", mean: 0.02),
            ],
            [
                try label("2024-01-05", 0.03, "2024-01-05T21:00:00Z"),
                try label("2024-01-05", 0.04, "2024-01-05T21:00:00Z"),
                try label("2024-02-05", 0.05, "2024-01-05T21:00:00Z"),
            ], asOf: "2024-01-09T00:00:00Z")
        #expect(found.entries.map(\.prediction.mean) == [0.01, 0.02])
        #expect(found.entries.allSatisfy { $0.label?.label == 0.03 })
        #expect(found.rejections.map(\.what) == ["label \"2024-01-05\"", "prediction \"a\""])
        #expect(found.rejections[1].reason == "a prediction of this id is there already")
        #expect(found.labelsWithoutPrediction == 1)
    }

    @Test("a prediction for a holiday is refused, with the holiday's name")
    func holiday() throws {
        let found = try ledger(
            [try prediction("a", "2024-07-03", "2024-07-04"), try prediction("b", "2024-07-04", "2024-07-05")], [],
            asOf: "2024-07-09T00:00:00Z")
        #expect(found.entries.isEmpty)
        #expect(
            found.rejections.map(\.reason) == [
                "its label session 2024-07-04 is no session of XNYS (Independence Day)",
                "its session 2024-07-04 is no session of XNYS (Independence Day)",
            ])
    }

    @Test("a prediction that was made when its label was known, or for a label before it, is refused")
    func hindsight() throws {
        let labels = [try label("2024-01-05", 0.03, "2024-01-05T21:00:00Z")]
        let found = try ledger(
            [
                try prediction("a", "2024-01-04", "2024-01-05", madeAt: "2024-01-05T21:00:00Z"),
                try prediction("b", "2024-01-04", "2024-01-05", madeAt: "2024-01-05T20:59:59Z"),
                try prediction("c", "2024-01-08", "2024-01-05"),
            ], labels, asOf: "2024-01-09T00:00:00Z")
        #expect(found.entries.map(\.prediction.id) == ["b"])
        #expect(found.rejections.map(\.what) == ["prediction \"a\"", "prediction \"c\""])
        #expect(found.rejections[0].reason.contains("when its label was known already"))
    }

    @Test("what was not made yet does not exist, and a refused first does not take the id")
    func asOf() throws {
        let later = try prediction("a", "2024-01-08", "2024-01-09")
        let found = try ledger([later], [], asOf: "2024-01-08T12:00:00Z")
        #expect(found.entries.isEmpty && found.rejections.isEmpty)
        let holiday = try prediction("a", "2024-01-01", "2024-01-02")
        #expect(try ledger([holiday, later], [], asOf: "2024-01-08T23:00:00Z").entries.count == 1)
    }
}

@Suite("Money")
struct MoneyTests {
    @Test("amounts are rounded half to even cents, and printed exactly")
    func rounding() throws {
        let cases: [(String, String)] = [
            ("0.005", "0.00"), ("0.015", "0.02"), ("0.025", "0.02"), ("-0.015", "-0.02"), ("-0.005", "0.00"),
            ("2000", "2000.00"), ("1234567.899", "1234567.90"), ("-0.07", "-0.07"), ("0.0250000001", "0.03"),
        ]
        for (amount, text) in cases {
            #expect(Money(rounding: try #require(Decimal(string: amount))).description == text, "\(amount)")
        }
        #expect(Money(cents: -123_456_789).grouped == "-1,234,567.89" && Money(cents: 5).grouped == "0.05")
        let money = MeasuredValue.Unit.money(currency: "USD")
        #expect(money.text(1e24) == "1e+24 USD" && money.text(-2_000) == "-2,000.00 USD")
        #expect(Money(cents: 3) - Money(cents: 5) == -Money(cents: 2))
    }

    @Test("sums of the largest exposure are exact beyond 64 bits")
    func largeSums() {
        let miss = -Money(rounding: Decimal(1_000_000_000_000))
        #expect((miss * 92_234).description == "-92234000000000000.00")
        #expect((miss * 2_147_483_647).grouped == "-2,147,483,647,000,000,000,000.00")
        let sum = (0..<100_000).reduce(Money.zero) { sum, _ in sum + miss }
        #expect(sum == miss * 100_000 && sum - miss * 100_000 == .zero)
    }
}
