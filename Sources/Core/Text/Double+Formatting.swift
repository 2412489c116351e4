import Foundation

extension Double {
    /// For people: about four significant digits, no exponent for everyday sizes, no idle zeros.
    package var shortText: String {
        guard isFinite else { return isNaN ? "not a number" : (self > 0 ? "∞" : "−∞") }
        if self == rounded(), magnitude < 1e7 { return String(Int(self)) }
        guard magnitude < 1e7, magnitude >= 1e-7 else { return String(format: "%.4g", self) }
        let decimals = max(1, min(10, 3 - Int(log10(magnitude).rounded(.down))))
        let text = fixed(magnitude >= 1 ? min(decimals, 3) : decimals)
        var digits = text[...]
        while digits.last == "0" { digits = digits.dropLast() }
        return String(digits.last == "." ? digits.dropLast() : digits)
    }

    /// With exactly this many decimals.
    package func fixed(_ decimals: Int) -> String {
        // The largest number has 309 digits before the point. A format of Foundation's takes four times as long.
        String(unsafeUninitializedCapacity: 320 + decimals) { buffer in
            withVaList([CInt(decimals), self]) { arguments in
                buffer.withMemoryRebound(to: CChar.self) { text in
                    Int(vsnprintf(text.baseAddress, text.count, "%.*f", arguments))
                }
            }
        }
    }
}
