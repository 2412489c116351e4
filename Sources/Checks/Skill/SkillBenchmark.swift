/// The forecast or decision that a model is compared with: `against:` of a check.
package enum SkillBenchmark: Hashable, Sendable {
    /// Mean and standard deviation of the newest labels.
    case constant
    /// 0, and the root of an exponentially weighted mean square, rescaled on the newest labels.
    case ewma
    /// 0, and a feature of the prediction, rescaled on the newest labels.
    case column(name: String, feature: String)
    case alwaysUp
    case never
    case always
    /// Another model's forecasts of the same labels; by its path as written.
    case ledger(String)

    /// Those that are a name.
    static let named: [(name: String, benchmark: SkillBenchmark)] = [
        ("constant", .constant), ("ewma", .ewma), ("always_up", .alwaysUp), ("never", .never), ("always", .always),
    ]

    /// All that can be written, as examples.
    static let examples =
        named + [
            ("{column: vix_close}", .column(name: "vix_close", feature: "vix_close")),
            ("{ledger: other.csv}", .ledger("other.csv")),
        ]

    /// As it is written in a policy.
    package var text: String {
        switch self {
        case .constant, .ewma, .alwaysUp, .never, .always:
            SkillBenchmark.named.first { $0.benchmark == self }?.name ?? ""
        case .column(let name, _): "{column: \(name)}"
        case .ledger(let path): "{ledger: \(path)}"
        }
    }

    /// Short, for a line.
    package var name: String {
        switch self {
        case .column(let name, _): name
        case .ledger(let path): path
        case .constant, .ewma, .alwaysUp, .never, .always: text
        }
    }

    /// The path of another ledger; nil for other benchmarks.
    package var ledger: String? { if case .ledger(let path) = self { path } else { nil } }
}
