/// The number of predictions in each state.
package struct LabelCounts: Equatable, Sendable {
    private let counts: [Ledger.State: Int]

    init(_ counts: [Ledger.State: Int]) { self.counts = counts.filter { $0.value > 0 } }

    package subscript(state: Ledger.State) -> Int { counts[state] ?? 0 }
}
