/// Type-7 quantile of an ascending sample; see ``RankedSample/quantile(_:)``.
package func quantile(_ q: Double, ofSorted sorted: [Double]) -> Double { SortedValues(sorted).quantile(q) }
