import Foundation
import TradingCalendar

/// All labels there will be, those of one key together and by the instant they are known since.
struct LabelHistories: Sendable {
    /// By key, then by instant; NaN where a label is known to be null.
    private(set) var labels: [Double] = []
    private(set) var simpleReturns: [Double] = []
    private(set) var knownSince: [Date] = []

    /// The labels of each key, by its number.
    private(set) var ranges: [Range<Int32>] = []
    private var numbers: [String: Int32] = [:]

    func number(ofKey key: String) -> Int? { numbers[key].map { Int($0) } }

    /// Drops what is needed to find labels by their keys; it takes as much memory as the labels.
    mutating func forgetKeys() { numbers = [:] }

    /// - Parameters:
    ///   - labels: in the order they were written; of two of one key and instant the first counts.
    ///   - rejections: to which the others are added, by key.
    init(_ labels: [Label], rejections: inout [LedgerBook.DatedRejection]) {
        numbers.reserveCapacity(labels.count)
        var counts: [Int32] = []
        var keys: [Int32] = []
        keys.reserveCapacity(labels.count)
        for label in labels {
            let number = numbers[label.key, default: Int32(counts.count)]
            if Int(number) == counts.count {
                numbers[label.key] = number
                counts.append(0)
            }
            counts[Int(number)] += 1
            keys.append(number)
        }
        if counts.count == labels.count {
            for label in labels { append(label) }
            ranges = labels.indices.map { Int32($0)..<Int32($0) + 1 }
        } else {
            appendHistories(LabelHistories.grouped(labels, keys, counts: counts), &rejections)
        }
    }

    private static func grouped(_ labels: [Label], _ keys: [Int32], counts: [Int32]) -> [[Label]] {
        var histories = counts.map { count in
            var history: [Label] = []
            history.reserveCapacity(Int(count))
            return history
        }
        for (label, key) in zip(labels, keys) { histories[Int(key)].append(label) }
        return histories
    }

    private mutating func appendHistories(
        _ histories: [[Label]], _ rejections: inout [LedgerBook.DatedRejection]
    ) {
        var repeated: [Label] = []
        for history in histories {
            let start = Int32(knownSince.count)
            let inOrder = history.enumerated().sorted {
                ($0.element.knownSince, $0.offset) < ($1.element.knownSince, $1.offset)
            }
            for (_, label) in inOrder {
                if Int(start) < knownSince.count, knownSince.last == label.knownSince {
                    repeated.append(label)
                } else {
                    append(label)
                }
            }
            ranges.append(start..<Int32(knownSince.count))
        }
        for (_, label) in repeated.enumerated().sorted(by: { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
        ) {
            let reason = "a label of this key known since \(Timestamp.text(label.knownSince)) is there already"
            rejections.append((label.knownSince, Ledger.Rejection("label \"\(label.key)\"", reason)))
        }
    }

    private mutating func append(_ label: Label) {
        labels.append(label.value?.label ?? .nan)
        simpleReturns.append(label.value?.simpleReturn ?? .nan)
        knownSince.append(label.knownSince)
    }

    func isNull(_ index: Int) -> Bool { labels[index].isNaN }

    func value(_ index: Int) -> Label.Value? {
        isNull(index) ? nil : Label.Value(label: labels[index], simpleReturn: simpleReturns[index])
    }

    /// The label that is known last at an instant; nil where none is.
    func latest(_ range: Range<Int32>, asOf instant: Date) -> Int? {
        range.last { knownSince[Int($0)] <= instant }.map { Int($0) }
    }

    /// True if an earlier label, known to have had a value, had another.
    func hasChanged(_ range: Range<Int32>, before latest: Int) -> Bool {
        (Int(range.lowerBound)..<latest).contains { other in
            !isNull(other) && (labels[other], simpleReturns[other]) != (labels[latest], simpleReturns[latest])
        }
    }
}
