/// First Wasserstein distance (earth mover's distance) between two samples: ∫ |F − G|, in the unit of the values.
///
/// Not bounded, and pulled by a single far value; divide it by the baseline's standard deviation to compare columns.
/// - Parameters: two ascending, non-empty samples.
package func wassersteinDistance(sorted a: [Double], sorted b: [Double]) -> Double {
    var i = 0
    var j = 0
    var distance = 0.0
    var x = min(a[0], b[0])
    while i < a.count || j < b.count {
        let next = i < a.count ? (j < b.count ? min(a[i], b[j]) : a[i]) : b[j]
        distance += abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)) * (next - x)
        while i < a.count, a[i] == next { i += 1 }
        while j < b.count, b[j] == next { j += 1 }
        x = next
    }
    return distance
}
