/// How many predictions are in which state.
package struct LabelCounts: Equatable, Sendable {
    private let counts: [Ledger.State: Int]

    init(_ counts: [Ledger.State: Int]) { self.counts = counts.filter { $0.value > 0 } }

    package subscript(state: Ledger.State) -> Int { counts[state] ?? 0 }
}
