import Foundation
import TestSupport
import Testing

/// A model of a file beside that of another file.
@Suite("skill against another ledger")
struct SkillCheckTests {
    let base: FileToVerdictTests
    static let sessions = 120

    init() throws { base = try FileToVerdictTests() }

    static func label(_ number: Int) -> Double { 0.02 * sin(Double(number * number + 1)) }
    static func own(_ number: Int) -> Double { label(number) + 0.01 * cos(Double(3 * number * number)) }
    static func other(_ number: Int) -> Double { label(number) + 0.004 * cos(Double(5 * number * number)) }

    /// - Parameter other: what is written in place of the other ledger.
    func policy(other: String? = nil) throws -> String {
        func predictions(_ mean: (Int) -> Double, leaving: Int? = nil) -> String {
            let rows = (0..<Self.sessions).filter { $0 != leaving }.map { number in
                let (day, next) = (FileToVerdictTests.day(number), FileToVerdictTests.day(number + 1))
                return "\(number),\(day)T23:30:00Z,\(day),\(next),\(number),v,\(mean(number)),0.01"
            }
            return (["id,made_at,session,label_session,key,version,mean,sigma"] + rows).joined(separator: "\n") + "\n"
        }
        let labels = (0..<Self.sessions).map { number in
            "\(number),\(Self.label(number)),\(FileToVerdictTests.day(number + 1))T23:20:00Z"
        }
        _ = try base.files.write(predictions(Self.own), as: "led.csv")
        _ = try base.files.write(other ?? predictions(Self.other, leaving: 100), as: "other.csv")
        _ = try base.files.write((["key,value,known_since"] + labels).joined(separator: "\n") + "\n", as: "lab.csv")
        _ = try base.files.write("date,x\n\(FileToVerdictTests.day(Self.sessions)),1\n", as: "a.csv")
        return try base.policy(
            [
                "name: skill, metric: skill, score: squared_error, against: {ledger: other.csv}, window: 80 sessions, critical: below 0",
                "name: rmse, metric: rmse, window: 80 sessions, critical: above 1",
            ], more: "model: {ledger: led.csv, labels: lab.csv}\n")
    }

    @Test(
        "the other's forecasts of the same labels are what the model is compared with; one that is absent is left out")
    func compared() throws {
        let check = try base.check(try policy(), day: Self.sessions).json.checks[0]
        let numbers = (Self.sessions - 80..<Self.sessions).filter { $0 != 100 }
        func square(_ error: Double) -> Double { error * error }
        let expected = numbers.reduce(0.0) { sum, number in
            sum + square(Self.other(number) - Self.label(number)) - square(Self.own(number) - Self.label(number))
        }
        #expect(check.sample.int == 79)
        #expect(agrees(check.value.double, expected / 79, within: 1e-12) && check.value.double < 0)
        #expect(check.verdict.string == "critical")
        #expect(check.details.left_out["the benchmark has no forecast of the label"].int == 1)
        #expect(check.details.horizon.int == 1)
    }

    @Test("another ledger that cannot be read is an error of its check alone")
    func unreadable() throws {
        let checks = try base.check(try policy(other: "no,such\n1,2\n"), day: Self.sessions).json.checks
        #expect(checks[0].verdict.string == "error")
        #expect(checks[0].reason.string.contains("other.csv"))
        #expect(checks[1].verdict.string == "ok")
    }
}
