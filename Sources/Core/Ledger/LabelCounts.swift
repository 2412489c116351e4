/// How many predictions are in which state.
package struct LabelCounts: Equatable, Sendable {
    private let counts: [Ledger.State: Int]

    package init(_ entries: some Sequence<Ledger.Entry>) {
        var counts: [Ledger.State: Int] = [:]
        for entry in entries { counts[entry.state, default: 0] += 1 }
        self.counts = counts
    }

    package subscript(state: Ledger.State) -> Int { counts[state] ?? 0 }
}
