import Foundation

/// The standard error of a window's mean as an estimate of the value that many such windows would have.
package struct LongRunError: Equatable, Sendable {
    package enum Source: Equatable, Sendable {
        /// The window's own rows.
        case window
        /// The spread of the means of earlier windows: so many windows long, with the mean of all rows.
        case history(windows: Double, mean: Double)
    }

    package let standardError: Double
    package let degreesOfFreedom: Int
    package let source: Source

    /// The windows that a history has to be long, at least.
    private static let windowsOfHistory = 5

    /// From the window's own rows; its standard error is 0 where nothing varies.
    /// - Parameters:
    ///   - window: at least 2 sessions.
    ///   - cosines: of as many rows as the window has, where they are there already.
    /// - Returns: nil where they weigh nothing.
    init?(of rows: SessionRows, in window: Range<Int>, cosines: SlowCosines? = nil) {
        guard let deviations = rows.deviations(window) else { return nil }
        let cosines = cosines.flatMap { $0.rows == window.count ? $0 : nil } ?? SlowCosines(rows: window.count)
        let error = cosines.spread(deviations).standardError
        standardError = error > rows.noise(window) ? error : 0
        degreesOfFreedom = cosines.cosines
        source = .window
    }

    /// From the means of all runs as long as the window, among the rows up to its last.
    ///
    /// Source: overlapping windows by Meketon and Schmeiser, 1984.
    /// - Returns: nil for a history of less than five windows, and where the means do not spread.
    init?(history rows: SessionRows, window: Range<Int>) {
        let (known, length) = (window.upperBound, window.count)
        guard length > 0, known >= LongRunError.windowsOfHistory * length,
            let spread = rows.spreadOfMeans(length: length, end: known)
        else { return nil }
        let windows = Double(known) / Double(length)
        standardError = (windows / (windows - 1) * spread.meanSquare).squareRoot()
        guard standardError.isFinite, standardError > rows.noise(0..<known) else { return nil }
        degreesOfFreedom = Int(1.5 * (windows - 1))
        source = .history(windows: windows, mean: spread.mean)
    }

    /// The history's mean; nil where the error is the window's own.
    var meanOfHistory: Double? { if case .history(_, let mean) = source { mean } else { nil } }

    /// By how many standard errors an end at a level lies from the mean.
    func quantile(_ level: Double) -> Double {
        StudentDistribution(degreesOfFreedom: degreesOfFreedom).quantile(level)
    }
}
