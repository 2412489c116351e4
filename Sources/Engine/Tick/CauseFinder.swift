import Checks
import Core
import Ingestion
import Modeling
import PolicyFile
import TradingCalendar

/// Finds the check that says why others have no value: a column that is missing, a file that cannot be read, rows that
/// stopped, predictions that are refused. What is to be done first is what that check says.
struct CauseFinder {
    struct Item {
        let rule: CheckRule
        let subject: CheckRule.Subject
        let result: CheckResult

        var hasNoValue: Bool { [.noData, .error].contains(result.verdict) && result.measurement.value == nil }
        var isBreach: Bool { result.verdict == .warning || result.verdict == .critical }
    }

    private let items: [Item]
    private let known: KnownEvidence
    private let model: ModelSettings.BuiltIn?

    init(_ items: [Item], known: KnownEvidence, policy: Policy) {
        self.items = items
        self.known = known
        model = if case .builtIn(let settings)? = policy.model { settings } else { nil }
    }

    /// The results, each with its cause.
    var results: [CheckResult] {
        items.indices.map { place in
            var result = items[place].result
            if items[place].hasNoValue { result.cause = cause(of: place) }
            return result
        }
    }

    private func cause(of place: Int) -> CheckCause? {
        let item = items[place]
        let found =
            item.result.verdict == .error
            ? unreadable(item) : inSource(item) ?? (item.rule.isAboutModel ? inLedger(item) : nil)
        // A check is no cause of itself.
        guard let (root, finding) = found, root != place else { return nil }
        return CheckCause(items[root].result, finding: finding)
    }

    // MARK: - Unreadable

    private func unreadable(_ item: Item) -> (Int, String)? {
        guard let failure = known.failure(of: item.rule) else { return nil }
        let alike = items.indices.filter { known.failure(of: items[$0].rule) == failure }
        return first(alike).map { ($0, "\(failure)") }
    }

    /// The check that is most about the data being whole.
    private func first(_ places: [Int]) -> Int? {
        places.first { items[$0].rule.metric.has(.findings) } ?? places.first { items[$0].rule.metric.has(.integrity) }
            ?? places.first
    }

    // MARK: - The source

    private func inSource(_ item: Item) -> (Int, String)? {
        let isModels = item.rule.isAboutModel || item.rule.baseline == .champion
        guard let name = item.rule.source ?? (isModels ? model?.source : nil), let evidence = known.sources[name] else {
            return nil
        }
        let checks = items.indices.filter { items[$0].rule.source == name }
        if evidence.hasNoRow {
            return first(checks.filter { items[$0].hasNoValue }).map { ($0, items[$0].result.reason) }
        }
        let columns = columns(of: item) + (isModels && model?.source == name ? model?.columns ?? [] : [])
        return missing(columns, in: evidence, checks) ?? late(evidence, item, among: checks) ?? spoilt(columns, checks)
    }

    private func columns(of item: Item) -> [String] {
        switch item.subject {
        case .series(let series): [series.column]
        case .pair(let y, let x): [y.column, x.column]
        case .source, .model, .forecast: []
        }
    }

    private func missing(_ columns: [String], in evidence: SourceEvidence, _ checks: [Int]) -> (Int, String)? {
        let absent = columns.first { name in !evidence.columns.contains { $0.name == name } }
        guard let absent else { return nil }
        if let found = finding([.missing], of: [absent], checks) { return found }
        return checks.first { items[$0].hasNoValue && self.columns(of: items[$0]).contains(absent) }.map {
            ($0, items[$0].result.reason)
        }
    }

    /// A finding of a schema check that counts.
    private func finding(_ kinds: [Finding.Kind], of columns: [String], _ checks: [Int]) -> (Int, String)? {
        for place in checks where items[place].rule.metric.has(.findings) && items[place].isBreach {
            let found = items[place].result.measurement.findings.first { finding in
                kinds.contains(finding.kind) && finding.column.map(columns.contains) ?? false
            }
            if let found { return (place, found.message) }
        }
        return nil
    }

    private func late(_ evidence: SourceEvidence, _ item: Item, among checks: [Int]) -> (Int, String)? {
        guard item.result.measurement.sample ?? 0 == 0, let last = evidence.timeline.days.last,
            item.result.measurement.window.map({ last < $0.first }) ?? false
        else { return nil }
        return checks.first { items[$0].rule.metric.has(.lateness) && items[$0].isBreach }.map {
            ($0, items[$0].result.reason)
        }
    }

    /// Cells that are not of their type, or null.
    private func spoilt(_ columns: [String], _ checks: [Int]) -> (Int, String)? {
        if let found = finding([.typeMismatch, .invalidCells], of: columns, checks) { return found }
        return checks.first { place in
            items[place].isBreach && items[place].rule.metric.name == "null_percent"
                && !Set(self.columns(of: items[place])).isDisjoint(with: columns)
        }.map { ($0, items[$0].result.reason) }
    }

    // MARK: - The ledger

    /// Labels that are not there, or predictions of which none can be used.
    private func inLedger(_ item: Item) -> (Int, String)? {
        let checks = items.indices.filter { items[$0].rule.isAboutModel }
        let labels = checks.first { place in
            items[place].rule.metric.name == "missing_labels" && (items[place].isBreach || items[place].hasNoValue)
        }
        let alike = checks.first { items[$0].hasNoValue && items[$0].result.reason == item.result.reason }
        return (labels ?? alike).map { ($0, items[$0].result.reason) }
    }
}
