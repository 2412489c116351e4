import Foundation
import TestSupport
import Testing

/// A ledger with several predictions a session.
@Suite("Predictions of one session are not independent")
struct CrossSectionTests {
    let base: FileToVerdictTests
    static let sessions = 300

    init() throws { base = try FileToVerdictTests() }

    static let checks = [
        "name: rmse, metric: rmse, window: 260 sessions, judge: evidence, critical: above 0.0001",
        "name: scaled, metric: scaled_rmse, window: 260 sessions, judge: evidence, critical: above 0.0001",
        "name: mae, metric: mae, window: 260 sessions, judge: evidence, critical: above 0.0001",
        "name: bias, metric: bias, window: 260 sessions, judge: evidence, critical: above 0.0001",
        "name: value, metric: value, window: 260 sessions, judge: evidence, critical: below 1e12",
        "name: fp, metric: false_positive_cost, window: 260 sessions, judge: evidence, critical: above 1",
        "name: fn, metric: false_negative_cost, window: 260 sessions, judge: evidence, critical: above 1",
        "name: captured, metric: value_captured, window: 260 sessions, judge: evidence, warning: below 0.99",
        "name: hits, metric: hit_rate, window: 260 sessions, judge: evidence, critical: below 0.99",
        "name: right, metric: decision_accuracy, window: 260 sessions, judge: evidence, critical: below 0.99",
        "name: cal, metric: calibration, of: [probability_up, coverage_95], window: 260 sessions, critical: above 90",
    ]

    /// All predictions of a session are the same, so many of them say no more than one.
    func checked(names: Int, sessions: Int = sessions) throws -> [JSON] {
        var predictions = [
            "id,made_at,session,label_session,key,version,mean,sigma,probability_up,probability_of_event"
        ]
        var labels = ["key,value,known_since"]
        for number in 0..<sessions {
            let (day, next) = (FileToVerdictTests.day(number), FileToVerdictTests.day(number + 1))
            let label = 0.02 * sin(Double(number * number + 1))
            let mean = label + 0.01 * cos(Double(number * number * 3))
            let probability = 0.5 + 0.4 * sin(Double(number * number * 7))
            for name in 0..<names {
                predictions.append(
                    "\(number)-\(name),\(day)T23:30:00Z,\(day),\(next),\(number)-\(name),v,\(mean),0.01,\(probability),\(probability)"
                )
                labels.append("\(number)-\(name),\(label),\(next)T23:50:00Z")
            }
        }
        _ = try base.files.write(predictions.joined(separator: "\n") + "\n", as: "led.csv")
        _ = try base.files.write(labels.joined(separator: "\n") + "\n", as: "lab.csv")
        _ = try base.files.write("date,x\n\(FileToVerdictTests.day(sessions)),1\n", as: "a.csv")
        let path = try base.policy(
            Self.checks,
            more: """
                model: {ledger: led.csv, labels: lab.csv}
                decision: {event: simple_return below -1%, act_when: probability_of_event above 0.5, exposure: 1000000 \
                USD, costs: {act: 2 bps, miss: 16 bps}}

                """)
        return try base.check(path, day: sessions).json.checks.array
    }

    @Test("fifty equal predictions a session have the interval of one")
    func equal() throws {
        let (alone, many) = (try checked(names: 1), try checked(names: 50))
        for (one, fifty) in zip(alone, many) {
            #expect(one.sample.int == 260 && fifty.sample.int == 13_000)
            #expect(one.details.resampled_sessions.isNull && fifty.details.resampled_sessions.int == 260)
            let isSum = ["value", "fp", "fn"].contains(one.check.string)
            let scale = isSum ? 50.0 : 1
            #expect(agrees(fifty.value.double, scale * one.value.double))
            for (theirs, ours) in zip(one.interval.doubles, fifty.interval.doubles) {
                #expect(agrees(ours, scale * theirs), "\(one.check.string)")
            }
        }
    }

    @Test("one session of many predictions is not enough evidence")
    func oneSession() throws {
        for found in try checked(names: 300, sessions: 1) {
            #expect(found.sample.int == 300)
            switch found.check.string {
            case "captured", "cal": #expect(found.verdict.string == "insufficientEvidence", "\(found.reason.string)")
            default:
                #expect(
                    found.verdict.string == "insufficientEvidence" && found.interval.isNull, "\(found.check.string)")
            }
        }
    }
}
