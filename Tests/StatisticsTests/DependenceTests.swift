import Foundation
import Statistics
import TestSupport
import Testing

/// Expected values are those of the formulas in Python, written apart from the code.
@Suite("Rows that are not independent")
struct DependenceTests {
    static let noise = (0..<120).map { sin(Double($0 * $0)) }

    @Test("autocorrelation at lag 1")
    func autocorrelation() {
        #expect(agrees(SerialDependence.autocorrelation([1, 2, 4, 7]) ?? .nan, 0.2261904761904762))
        #expect(agrees(SerialDependence.autocorrelation(Self.noise) ?? .nan, -0.05929502427225297))
        #expect(SerialDependence.autocorrelation([3, 3, 3]) == nil)
        #expect(SerialDependence.autocorrelation([1e200, -1e200, 1e200]) == nil)
    }

    @Test("neighbours of one category, beyond chance")
    func agreement() {
        // Half are of each, so half of the neighbours agree by chance; here 6 of 7 do.
        #expect(agrees(SerialDependence.agreement([0, 0, 0, 0, 1, 1, 1, 1]) ?? .nan, (6.0 / 7 - 0.5) / 0.5))
        #expect(agrees(SerialDependence.agreement([0, 1, 0, 1]) ?? .nan, -1))
        #expect(SerialDependence.agreement([2, 2]) == nil)
    }

    @Test("the test of a unit root is that of Phillips and Perron")
    func unitRoot() {
        let trend = Self.noise.enumerated().map { $1 + 0.05 * Double($0) }
        #expect(agrees(UnitRootTest(trend)?.statistic ?? .nan, -2.494096390304284))
        #expect(agrees(UnitRootTest(Self.noise)?.statistic ?? .nan, -11.411085579262494))
        var level = 0.0
        let course = (0..<300).map { place in
            level = 0.8 * level + sin(Double(place * place))
            return level
        }
        #expect(agrees(UnitRootTest(course)?.statistic ?? .nan, -5.605183264053088))
        #expect(UnitRootTest(Array(repeating: 1, count: 50)) == nil)
    }

    @Test("Wilson's interval of groups that are alike is that of as many trials as there are groups")
    func wilson() {
        // 20 sessions of 50 trials, 12 of them all hits.
        let hits = (0..<20).map { $0 < 12 ? 50 : 0 }
        let found = wilsonInterval(successes: hits, trials: hits.map { _ in 50 })
        #expect(agrees(found.lowerBound, 0.36838126361450835) && agrees(found.upperBound, 0.7941456035734282))
        // None succeeded: as many trials as groups.
        let none = wilsonInterval(successes: [0, 0, 0], trials: [50, 50, 50])
        #expect(none == wilsonInterval(successes: 0, trials: 3))
        // One group says as much as one trial.
        #expect(wilsonInterval(successes: [30], trials: [60]).lowerBound < 0.11)
    }

    @Test("groups of one row each change nothing of an interval")
    func single() throws {
        let squares = Self.noise.map { $0 * $0 }
        #expect(squares.indices.map { $0 }.runLengths == nil && [1, 1, 2].runLengths == [2, 1])
        let plain = try #require(MeanInterval(.positive, of: SessionRows(squares), in: 0..<120)?.interval)
        let rows = SessionRows(squares, groups: squares.map { _ in 1 })
        let grouped = try #require(MeanInterval(.positive, of: rows, in: 0..<120)?.interval)
        #expect(agrees(plain.lowerBound, grouped.lowerBound) && agrees(plain.upperBound, grouped.upperBound))
    }
}
