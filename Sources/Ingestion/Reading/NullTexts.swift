/// The texts that mean null, as bytes; one for all columns that share them.
struct NullTexts: Sendable {
    let plan: [String]
    let texts: [[UInt8]]
    let maximumLength: Int
    let includesEmpty: Bool
    /// True if some null begins with a byte: most cells are told apart by it.
    private let begins: [Bool]

    init(_ plan: [String]) {
        self.plan = plan
        texts = plan.map { Array($0.utf8) }
        var begins = [Bool](repeating: false, count: 256)
        for text in texts { if let first = text.first { begins[Int(first)] = true } }
        self.begins = begins
        includesEmpty = plan.contains("")
        maximumLength = texts.map(\.count).max() ?? 0
    }

    @inline(__always)
    func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = cell.first else { return includesEmpty }
        guard begins[Int(first)], cell.count <= maximumLength else { return false }
        return texts.contains { $0.count == cell.count && $0.elementsEqual(cell) }
    }
}
