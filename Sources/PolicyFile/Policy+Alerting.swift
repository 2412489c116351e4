package import Alerting
import Checks
import Core
import Ingestion
import Modeling
package import TradingCalendar

extension Policy {
    /// The rules by which checks become alerts, in the order of the checks.
    package var alertRules: [AlertRule] {
        checks.map { rule in
            AlertRule(
                check: rule.name, subjects: rule.subjects.map { rule.name(of: $0) }, layer: rule.metric.layer,
                isIntegrity: rule.metric.has(.integrity), origins: origins(of: rule), owners: rule.owner,
                firstStep: firstStep(of: rule), cadence: rule.cadence, hysteresis: rule.hysteresis,
                settings: alertSettings[rule.name] ?? AlertSettings(),
                hasCritical: rule.critical != nil, lag: lag(of: rule))
        }
    }

    package var decider: Decider {
        Decider(
            deployment: deployment, calendar: calendar, rules: alertRules, teams: teams, settings: alerting)
    }

    /// The instants at which it is decided.
    package var schedule: Schedule {
        Schedule(
            calendar: calendar, lags: sources.map(\.lag) + [modelLag].compactMap { $0 },
            cadences: checks.map(\.cadence))
    }

    /// The names by which alerts that share an input are told. A check of a built-in model shares the source that the
    /// model reads.
    private func origins(of rule: CheckRule) -> [String] {
        switch (rule.input, model) {
        case (.source(let name), _): [name]
        case (.model(let name), .builtIn(let settings)?): ["model \(name)", settings.source]
        case (.model(let name), _): ["model \(name)"]
        }
    }

    private func lag(of rule: CheckRule) -> PublicationLag {
        (rule.source.map { source($0)?.lag } ?? modelLag) ?? .none
    }

    private var modelLag: PublicationLag? {
        switch model {
        case .builtIn(let settings): source(settings.source)?.lag
        case .ledger(let files): files.lag
        case nil: nil
        }
    }
}
