package import Core

/// Bounds as people write them: a digit or two times a power of ten.
package enum RoundBounds {
    private static let digits = ["1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8"]

    /// The next round bounds on the far side of one, nearest first; none beyond zero or less.
    package static func beyond(_ bound: Double, _ side: Threshold.Side) -> [Double] {
        guard bound > 0, bound.isFinite else { return [] }
        var exponent = 0
        while pow(exponent) > bound { exponent -= 1 }
        while pow(exponent + 1) <= bound { exponent += 1 }
        guard (-12...12).contains(exponent) else { return [] }
        let decades = side == .above ? Array(exponent...exponent + 3) : Array((exponent - 3...exponent).reversed())
        return decades.flatMap { decade -> [Double] in
            let all = digits.compactMap { Double("\($0)e\(decade)") }
            return side == .above ? all.filter { $0 > bound } : all.reversed().filter { $0 < bound }
        }
    }

    private static func pow(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? .nan }
}
