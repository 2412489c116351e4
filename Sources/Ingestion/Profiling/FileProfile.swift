package import Core
import Foundation
package import Statistics
import Synchronization

/// The profile of a whole file, in one pass on all cores, with types guessed or taken from a baseline.
package struct FileProfile: Sendable {
    package struct Entry: Sendable {
        package let name: String
        /// The guessed type, widened where later cells say so.
        package let type: ColumnType
        package let profile: ColumnProfile
        /// Rows by text, of a text or boolean column with at most ``maximumCategories`` texts.
        package let categories: [String: Int]?
        /// The values, where they were kept to be a baseline; exact up to a million rows, within ``rankErrorBound``
        /// beyond.
        package let values: WeightedValues?
        /// No rank of ``values`` is wrong by more rows than this.
        package let rankErrorBound: Int
    }

    package let rows: Int
    /// The record number of the first row: 2 after a header.
    package let firstRow: Int
    package let header: [String]
    package let entries: [Entry]
    /// The first date or timestamp column, and whether it goes strictly forward.
    package let time: String?
    package let order: OrderProfile
    package let malformed: Int

    /// Beyond this many different texts a column is not a category.
    package static let maximumCategories = 1_000

    private let positions: [String: Int]

    package subscript(name: String) -> Entry? { positions[name].map { entries[$0] } }

    /// - Parameters:
    ///   - baseline: whose types are expected and in whose bins values are counted.
    ///   - keepsValues: whether numbers are kept and sorted, so that this profile can be a baseline.
    /// - Throws: ``InputFailure`` when the file cannot be read.
    package init(
        _ file: TabularFile, nulls: [String] = SourceSettings.defaultNulls, baseline: FileProfile? = nil,
        keepsValues: Bool = false, workers: Int = ProcessInfo.processInfo.activeProcessorCount
    ) throws {
        let guessed = TypeInference.types(of: file, nulls: nulls)
        let types = zip(file.header, guessed).map { baseline?[$0]?.type ?? $1 }
        // Whole numbers are read as numbers: one fraction among them widens the type and is no mistake.
        let plan = zip(file.header, types).map {
            ColumnPlan(
                name: $0, type: $1 == .integer ? .number : $1, nulls: nulls,
                maximumCategories: FileProfile.maximumCategories)
        }
        let time = zip(file.header, types).first { $1 == .date || $1 == .timestamp }?.0
        let question = ProfileQuestion(
            measures: file.header.map { name in
                let values = baseline?[name]?.values.flatMap { $0.count > 0 ? $0 : nil }
                return .init(column: name, edges: values.map { QuantileBins(baseline: $0).edges } ?? [])
            }, time: time)
        let keeps = plan.map { keepsValues && $0.type == .number }
        let whole = Mutex(Accumulation(question: question, path: file.path))
        try file.read(
            plan, workers: workers, map: { Piece($0, question, keeps: keeps) },
            fold: { piece in try whole.withLock { try $0.append(piece) } })
        let found = whole.withLock { $0 }
        let samples = FileProfile.samples(of: found.sketches)
        rows = found.profile.rows
        header = file.header
        firstRow = file.firstRow
        positions = Dictionary(file.header.enumerated().map { ($1, $0) }) { first, _ in first }
        self.time = time
        order = found.profile.order
        malformed = found.malformed
        entries = file.header.indices.map { column in
            let profile = found.profile.columns[column]
            let widened = types[column] == .integer && !profile.isWhole ? ColumnType.number : types[column]
            return Entry(
                name: file.header[column], type: widened, profile: profile, categories: found.categories[column],
                values: keeps[column] ? samples[column] : nil, rankErrorBound: found.sketches[column].rankErrorBound)
        }
    }

    /// The sketches' samples, sorted on all cores.
    private static func samples(of sketches: [QuantileSketch]) -> [WeightedValues] {
        let result = Mutex<[Int: WeightedValues]>([:])
        DispatchQueue.concurrentPerform(iterations: sketches.count) { column in
            let sample = sketches[column].sample
            result.withLock { $0[column] = sample }
        }
        return result.withLock { found in sketches.indices.compactMap { found[$0] } }
    }
}

/// The part of a batch that is kept.
private struct Piece: Sendable {
    let rows: Int
    /// nil of columns that are null in all rows.
    let columns: [Column?]
    let order: OrderProfile
    let malformed: Int
    let bytes: Int

    struct Column: Sendable {
        let profile: ColumnProfile
        /// In order, where they are kept.
        let values: [Double]
        /// nil of other types, and of too many texts.
        let categories: [String: Int]?
    }

    init(_ batch: Batch, _ question: ProfileQuestion, keeps: [Bool]) {
        let scratch = UnsafeMutableBufferPointer<Double>.allocate(capacity: max(1, batch.rows))
        defer { scratch.deallocate() }
        var columns: [Column?] = []
        columns.reserveCapacity(batch.columns.count)
        var order = OrderProfile(rows: batch.rows)
        for (index, measure) in question.measures.enumerated() {
            let buffer = batch.columns[index]
            guard buffer.isTouched else {
                columns.append(nil)
                continue
            }
            buffer.complete(rows: batch.rows)
            let values = UnsafeBufferPointer(start: buffer.values, count: batch.rows)
            let states = UnsafeBufferPointer(start: buffer.states, count: batch.rows)
            if measure.column == question.time { order = OrderProfile(values: values, states: states) }
            columns.append(
                Column(
                    profile: ColumnProfile(measure: measure, values: values, states: states, scratch: scratch),
                    values: keeps[index] ? values.indices.compactMap { states[$0] == .value ? values[$0] : nil } : [],
                    categories: Piece.count(buffer, rows: batch.rows)))
        }
        self.columns = columns
        self.order = order
        rows = batch.rows
        malformed = batch.malformed.count
        bytes = batch.bytes
    }

    private static func count(_ buffer: ColumnBuffer, rows: Int) -> [String: Int]? {
        let names: [String]
        switch buffer.type {
        case .boolean: names = ["false", "true"]
        case .text:
            guard !buffer.categories.isBeyondMaximum else { return nil }
            names = buffer.categories.texts
        case .date, .timestamp, .number, .integer: return nil
        }
        var counts = [Int](repeating: 0, count: names.count)
        for row in 0..<rows where buffer.states[row] == .value { counts[Int(buffer.values[row])] += 1 }
        return Dictionary(zip(names, counts).filter { $0.1 > 0 }, uniquingKeysWith: +)
    }
}

private struct Accumulation: Sendable {
    var profile: Profile
    var sketches: [QuantileSketch]
    var categories: [[String: Int]?]
    var malformed = 0
    private var budget: CellBudget

    init(question: ProfileQuestion, path: String) {
        profile = Profile(
            rows: 0, columns: question.measures.map { ColumnProfile(measure: $0) }, order: OrderProfile())
        sketches = question.measures.map { _ in QuantileSketch() }
        categories = question.measures.map { _ in [:] }
        budget = CellBudget(path: path)
    }

    mutating func append(_ piece: Piece) throws {
        // Each cell of a row that is not whole is invalid.
        try budget.take(rows: piece.malformed, of: sketches.count, bytes: piece.bytes)
        profile.merge(rows: piece.rows, columns: piece.columns.map { $0?.profile }, order: piece.order)
        malformed += piece.malformed
        for (column, more) in piece.columns.enumerated() {
            guard let more else { continue }
            sketches[column].insert(more.values)
            guard let texts = more.categories else {
                categories[column] = nil
                continue
            }
            categories[column]?.merge(texts, uniquingKeysWith: +)
            if (categories[column]?.count ?? 0) > FileProfile.maximumCategories { categories[column] = nil }
        }
    }
}
