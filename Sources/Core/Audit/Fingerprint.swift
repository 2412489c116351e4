/// A 64-bit fingerprint of content, by which a change is seen. It is the same in every process; it is no proof against
/// somebody who wants two contents to look alike.
package struct Fingerprint: Hashable, Sendable {
    package private(set) var value: UInt64

    package init(_ value: UInt64 = 0) { self.value = value }

    package mutating func combine(_ word: UInt64) {
        // The finalizer of SplitMix64: each bit of the word reaches each bit of the result.
        var mixed = (value ^ word) &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        value = mixed ^ (mixed >> 31)
    }

    package mutating func combine(_ number: Double) { combine(number.bitPattern) }

    package mutating func combine(_ text: String) {
        // FNV-1a; the length keeps neighbouring texts apart.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var count: UInt64 = 0
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            count += 1
        }
        combine(hash)
        combine(count)
    }

    /// The fingerprint of two contents that have no order.
    package static func + (a: Fingerprint, b: Fingerprint) -> Fingerprint { Fingerprint(a.value &+ b.value) }
}

extension Fingerprint: CustomStringConvertible {
    /// 16 hexadecimal digits.
    package var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads what ``description`` writes.
    package init?(text: String) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
        self.init(value)
    }
}
