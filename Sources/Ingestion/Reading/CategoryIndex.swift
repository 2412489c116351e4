/// The distinct texts of a column, numbered in order of appearance.
struct CategoryIndex {
    /// Positions in ``entries``, −1 for a free slot; a power of two of them, or none before the first text.
    private var slots: [Int32]
    private var entries: [Entry] = []
    /// All texts, one behind the other.
    private var bytes: [UInt8] = []

    private struct Entry {
        let hash: UInt64
        let start: Int
        let count: Int
    }

    /// So many texts are numbered; once there are more, none is.
    private let maximum: Int
    /// True once there are more texts than are numbered. The numbers given so far mean nothing any more.
    private(set) var isBeyondMaximum = false

    /// - Parameter maximum: of different texts that are of interest.
    init(maximum: Int) {
        self.maximum = maximum
        slots = []
    }

    /// The texts, by number.
    var texts: [String] { entries.map { String(decoding: bytes[$0.start..<$0.start + $0.count], as: UTF8.self) } }

    mutating func reset() {
        isBeyondMaximum = false
        guard !entries.isEmpty else { return }
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        for i in slots.indices { slots[i] = -1 }
    }

    /// The number of a text, new or known, as a cell value.
    mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Double {
        if isBeyondMaximum { return 0 }
        if slots.isEmpty { slots = [Int32](repeating: -1, count: 64) }
        let hash = CategoryIndex.hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if entries[number].hash == hash, isEqual(entries[number], text) { return Double(number) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = entries.count
        guard number < maximum else {
            isBeyondMaximum = true
            return 0
        }
        slots[slot] = Int32(number)
        entries.append(Entry(hash: hash, start: bytes.count, count: text.count))
        bytes.append(contentsOf: text)
        if entries.count * 2 > slots.count { grow() }
        return Double(number)
    }

    /// The number of a text that is not looked for: the same text may have several.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        entries.append(Entry(hash: 0, start: bytes.count, count: text.count))
        bytes.append(contentsOf: text)
        return Double(entries.count - 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (number, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    private func isEqual(_ entry: Entry, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard entry.count == text.count else { return false }
        for i in 0..<entry.count where bytes[entry.start + i] != text[i] { return false }
        return true
    }

    /// FNV-1a; the table is small and lives for one block, so nobody gains by making it collide.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash ^ (hash >> 32)
    }
}
