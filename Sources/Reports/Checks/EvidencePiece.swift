package import Core
package import TradingCalendar

/// A piece of a measurement's evidence that can be drawn.
package enum EvidencePiece: Sendable {
    /// The contribution of each bin to a distance.
    case bins([Bin])
    /// The counts of categories, the largest contributions first.
    case categories([Category], unseen: [String])
    case reliability(Reliability)
    /// Labels in each tenth of the forecast distribution, and how many lie inside the interval.
    case probabilityIntegralTransform(tenths: [Int], inside: Int)
    case importance(ImportanceDetails)
    /// Earlier estimates beside the scores that were realised.
    case estimates([ScoreEstimate])
    case decisions(DecisionDetails)
    case lines(now: LineFit, before: LineFit)
    case errors(ErrorDetails)
    case skill(SkillDetails)
    case labels(LabelCounts)
    case missingLabels(MissingLabelDetails)
    /// The baseline by its content, with the rows that it is made of.
    case baseline(Digest, BaselineSpan?)
    /// The window with the rows, pairs or decisions that the value rests on.
    case window(SessionWindow, sample: Int, noun: String)
    case nulls(NullDetails)
    /// A remark on the p-value, or why there is none.
    case remark(String)
    /// The latest row of a source, with the cells of its first columns.
    case latestRow(LatestRow)

    package struct LatestRow: Sendable {
        package struct Cell: Sendable {
            package let column: String
            package let text: String
        }

        package let session: Day
        /// The latest session whose row is due.
        package let due: Day
        package let cells: [Cell]
    }

    package struct Category: Sendable {
        package let name: String
        package let count: Int
        package let baselineCount: Int
        /// The share of all rows, 0 … 1.
        package let share: Double
        package let baselineShare: Double
        package let contribution: Double
    }

    package struct Bin: Sendable {
        package enum Place: Sendable {
            case below(Double)
            case between(Double, Double)
            case from(Double)
            case nulls
            /// A bin without edges, from 1.
            case number(Int)
        }

        package let place: Place
        /// The share of the values in it, now and in the baseline.
        package let share: Double
        package let baselineShare: Double
        package let contribution: Double
    }

    /// Forecast probabilities beside the share of events.
    package struct Reliability: Sendable {
        package struct Bin: Sendable {
            package let probability: Double
            package let share: Double
            package let interval: ClosedRange<Double>
            package let count: Int
        }

        /// A Brier score and its parts.
        package struct Brier: Sendable {
            package let score: Double
            package let reliability: Double
            package let resolution: Double
            package let uncertainty: Double
            package let withinBinResidual: Double
        }

        package let observed: Double
        package let expected: Double
        package let curve: [Bin]
        package let brier: Brier
        package let expectedCalibrationError: Double
        /// The 95 % quantile of the expected calibration error if every probability were right.
        package let calibrationError95IfRight: Double
    }
}
