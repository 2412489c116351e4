import Alerting
import Core
import Delivery
package import Foundation
import PolicyFile
package import Reports
import Storage
import Store
import TradingCalendar

/// Sends a test message through channels, each of which is tried once. It touches no incident.
package struct ChannelTrial: Sendable {
    private let policy: Policy
    private let policyPath: String
    private let context: ApplicationContext

    /// Loads a policy that has to be valid.
    package init(policyPath: String, _ context: ApplicationContext) throws {
        policy = try PolicySource.load(policyPath)
        self.policyPath = policyPath
        self.context = context
    }

    /// - Parameters:
    ///   - channel: the only channel; nil for all.
    ///   - team: the team whose channels are wanted; nil for all.
    ///   - store: the store whose audit records it; nil for none.
    ///   - print: writes the lines of the channel `stdout`.
    package func run(
        channel: Parameter?, team: Parameter?, by person: String, store: URL?,
        print: @escaping @Sendable ([String]) throws -> Void
    ) async throws -> ChannelTrialReport {
        let wanted = try channels(channel, team)
        let audit = try store.map { try openStore($0) }
        let directory = ChannelDirectory(policy, environment: context.environment)
        let transport = OutsideTransport(
            roots: context.environment["SSL_CERT_FILE"], proxies: ProxySettings(environment: context.environment),
            clock: context.clock, print: print)
        let entries = await withTaskGroup(of: (Int, [ChannelTrialReport.Entry]).self) { group in
            for (index, settings) in wanted.enumerated() {
                group.addTask { (index, await trial(of: settings, directory, transport, by: person)) }
            }
            var found: [Int: [ChannelTrialReport.Entry]] = [:]
            for await (index, entries) in group { found[index] = entries }
            return wanted.indices.flatMap { found[$0] ?? [] }
        }
        if let audit { try record(entries, by: person, in: audit) }
        return ChannelTrialReport(entries: entries)
    }

    private func channels(_ channel: Parameter?, _ team: Parameter?) throws(ApplicationError) -> [ChannelSettings] {
        if let channel {
            let names = policy.channels.map(\.name)
            guard names.contains(channel.text) else { throw unknown(channel, "channel", among: names) }
            return policy.channels.filter { $0.name == channel.text }
        }
        guard let team else { return policy.channels }
        guard let found = policy.teams.first(where: { $0.name == team.text }) else {
            throw unknown(team, "team", among: policy.teams.map(\.name))
        }
        let names = found.warningChannels + found.criticalChannels
        return policy.channels.filter { names.contains($0.name) }
    }

    private func unknown(_ parameter: Parameter, _ what: String, among names: [String]) -> ApplicationError {
        .usage(
            """
            \(parameter.name): no \(what) is called \"\(parameter.text)\"\(suggestion(for: parameter.text, among: names)); \
            there are \(names.joined(separator: ", "))
            """
        )
    }

    // MARK: - One channel

    private func trial(
        of settings: ChannelSettings, _ directory: ChannelDirectory, _ transport: OutsideTransport, by person: String
    ) async -> [ChannelTrialReport.Entry] {
        func entry(_ kind: Message.Kind, _ outcome: Outcome) -> ChannelTrialReport.Entry {
            ChannelTrialReport.Entry(
                channel: settings.name, kind: settings.kind.rawValue, message: kind.rawValue,
                isDelivered: outcome.kind == .delivered && outcome.lost.isEmpty,
                reason: directory.redactor.redacted(outcome.reason).shortened(to: Outcome.maximumReasonLength),
                receipt: outcome.receipt)
        }
        guard let channel = directory.ready.first(where: { $0.name == settings.name }) else {
            let missing = directory.missing.first { $0.channel == settings.name }
            return [entry(.fire, Outcome(.refused, reason: missing?.reasons.joined(separator: "; ") ?? ""))]
        }
        var entries: [ChannelTrialReport.Entry] = []
        let instant = context.clock.wholeSecond
        for kind in settings.kind.isResolving ? [Message.Kind.fire, .resolve] : [.fire] {
            let message = Message.trial(kind, on: settings.name, of: policy.deployment, by: person, at: instant)
            let rendered = RenderedMessage(
                message, deployment: policy.deployment, site: nil, zone: policy.calendar.zone, command: nil)
            let outcome = await transport.attempt(
                channel.sequence(
                    rendered, after: .init(), receipt: entries.last?.receipt, at: context.clock.now()))
            entries.append(entry(kind, outcome))
            // An incident that was not opened needs no end.
            if outcome.kind != .delivered { break }
        }
        return entries
    }

    // MARK: - The audit

    private func openStore(_ directory: URL) throws -> SQLiteStore {
        let store = try SQLiteStore(directory: directory, access: .write)
        guard policy.deployment == store.deployment else {
            throw StoreError.otherPolicy(path: policyPath, deployment: policy.deployment, owner: store.deployment)
        }
        // Others may write while receivers take their time.
        store.releaseLock()
        return store
    }

    private func record(_ entries: [ChannelTrialReport.Entry], by person: String, in store: SQLiteStore) throws {
        try store.acquireLock()
        try store.retrying {
            let last = try store.state().lastInstant
            let now = context.clock.wholeSecond
            let instant = try store.clock() == .virtual ? last ?? now : max(now, last ?? now)
            var decision = Decision(at: instant, isTick: false)
            decision.audit = entries.map { entry in
                let result = entry.isDelivered ? "delivered" : "not delivered: \(entry.reason)"
                return AuditEntry(
                    at: instant, kind: .channelTested,
                    text: "\(entry.channel) (\(entry.message)) by \(person): \(result)")
            }
            try store.commit(decision, mode: .live)
        }
    }
}
