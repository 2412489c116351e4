/// The distinct texts of a column, numbered in order of appearance.
struct CategoryIndex {
    private var slots: [Int32]
    private(set) var texts: [[UInt8]] = []
    private var last = -1

    init() { slots = [Int32](repeating: -1, count: 64) }

    mutating func reset() {
        guard !texts.isEmpty else { return }
        texts.removeAll(keepingCapacity: true)
        last = -1
        for i in slots.indices { slots[i] = -1 }
    }

    /// The number of a text, new or known, as a cell value.
    mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Double {
        if last >= 0, isEqual(texts[last], text) { return Double(last) }
        if texts.count * 2 >= slots.count { grow() }
        var slot = Int(truncatingIfNeeded: CategoryIndex.hash(text)) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isEqual(texts[Int(slots[slot])], text) {
                last = Int(slots[slot])
                return Double(last)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        last = texts.count
        slots[slot] = Int32(last)
        texts.append(Array(text))
        return Double(last)
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (number, text) in texts.enumerated() {
            var slot = text.withUnsafeBufferPointer { Int(truncatingIfNeeded: CategoryIndex.hash($0)) } & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    private func isEqual(_ a: [UInt8], _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for i in b.indices where a[i] != b[i] { return false }
        return true
    }

    /// FNV-1a; the table is small and lives for one block, so nobody gains by making it collide.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash ^ (hash >> 32)
    }
}
