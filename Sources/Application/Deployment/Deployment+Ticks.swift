package import Alerting
package import Core
package import Engine
package import Foundation
import Logging
import PolicyFile
import Presentation
package import Reports
import Storage
import Store
import TradingCalendar

extension Deployment {
    /// More instants than this since the last tick are worth a word.
    private static let manyInstants = 21

    /// Opens the store of a deployment for ticks, and makes it where there is none.
    package static func open(
        _ location: Location, for request: TickRequest, _ context: ApplicationContext
    ) async throws -> Deployment {
        try await BlockingWork.run {
            let policy = try PolicySource.load(request.policyPath)
            try request.check(policy, now: context.clock.now())
            let channels = ChannelDirectory(policy, environment: context.environment)
            let store = try SQLiteStore(directory: location.store, deployment: policy.deployment, access: .write)
            return Deployment(
                store, located: LocatedPolicy(policy: policy, path: request.policyPath), channels: channels,
                location: location, context: context)
        }
    }

    /// The instants that are due by now, or that lie in the span of the request; those that were decided are left out.
    package func plan(_ request: TickRequest) throws -> TickPlan {
        let now = context.clock.now()
        let last = try store.state().lastInstant
        let isPresent = try request.isLive || last != nil && store.clock() == .wall
        if !request.isSending, isPresent {
            throw StoreError.present(path: store.path)
        }
        if request.isLive, let last { try requireClock(now, notBefore: last) }
        let instants =
            try request.span.map { try pastInstants(in: $0, after: last) }
            ?? LiveSchedule.instants(policy, after: store.state(), now: now, ticker: watchingTicker)
        if !instants.isEmpty {
            try store.setPolicyPath(URL(filePath: policyPath).standardizedFileURL.path(percentEncoded: false))
        }
        if request.isLive, instants.count > Deployment.manyInstants, let last {
            context.notice(
                """
                Catching up \(instants.count) instants since \(policy.calendar.zone.text(last)): \
                \(Deployment.outlook(request.catchUp)).
                """)
        }
        return TickPlan(
            instants: instants,
            mode: TickMode(
                clock: isPresent ? .wall : .virtual, messages: request.isSending ? .pending : .withheld),
            catchUp: request.catchUp, now: request.isLive ? now : nil)
    }

    private static func outlook(_ catchUp: CatchUp) -> String {
        switch catchUp {
        case .silent: "nothing is sent of what began before the latest"
        case .present: "what is so at the latest is sent"
        case .all: "every message is sent"
        }
    }

    /// A clock may be set back a little; a store that is far ahead of it would decide nothing for as long.
    private func requireClock(_ now: Date, notBefore last: Date) throws {
        guard last.timeIntervalSince(now) > SQLiteStore.clockTolerance else { return }
        throw StoreError.ahead(
            last: last, now: now, remedy: command.text(["store", "rewind", "--reason", "the clock was wrong"]))
    }

    /// The instants of a span that are still to be decided; none of the future.
    private func pastInstants(in span: DaySpan, after last: Date?) throws -> [Date] {
        let calendar = policy.calendar
        let days = try span.days(in: calendar)
        let start = calendar.endOfDay(days.lowerBound.advanced(by: -1)).addingTimeInterval(1)
        let end = min(calendar.endOfDay(days.upperBound), context.clock.now())
        guard let last else { return policy.schedule.instants(from: start, through: end) }
        let due = policy.schedule.instants(from: last.addingTimeInterval(1), through: end)
        if let first = due.first, first < start {
            throw ApplicationError.usage(
                """
                the store is at \(calendar.zone.text(last)); a span that begins later would leave instants undecided: \
                --from \(calendar.zone.day(of: first))
                """
            )
        }
        if due.isEmpty { context.notice("Everything up to \(days.upperBound) is decided, or not due.") }
        return due
    }

    /// Reads the policy's sources, so that ticks up to an instant can be made.
    /// - Returns: why sources cannot be read; the checks of the others go on.
    package func readSources(through instant: Date) async throws -> [InputFailure] {
        let engine = try await BlockingWork.run { [policy, engine] in
            try engine?.refreshed(through: instant)
                ?? DeploymentEngine(try DeploymentHistory.readable(policy, through: instant))
        }
        self.engine = engine
        for failure in engine.history.failures {
            log.notice("a source cannot be read", metadata: ["reason": "\(failure)"])
        }
        return engine.history.failures
    }

    /// An engine that says whether rows or rules have changed; while they have not, no file is opened for it.
    private func watchingTicker() throws -> Ticker {
        let now = context.clock.now()
        let current =
            try watcher?.refreshed(through: now)
            ?? DeploymentEngine(try DeploymentHistory.readable(policy, through: now, includesBuiltInModel: false))
        watcher = current
        return current.ticker
    }

    /// Makes the tick of an instant. Its decision is on disk when this returns.
    @discardableResult
    package func tick(at instant: Date, _ plan: TickPlan) async throws -> Tick {
        if let ticker = engine?.ticker {
            // Beside the actor, so that others go on meanwhile: the commit is refused, and the decision repeated, where
            // the state is not the one that was decided on.
            let tick = try await BlockingWork.run { [self, store] in
                try ticker.tick(
                    store, at: instant, plan.mode, timing: plan.timing(at: instant), among: plan.instants,
                    onConflict: noteConflict)
            }
            log.info("tick", metadata: Deployment.metadata(of: tick))
            return tick
        }
        _ = try await readSources(through: instant)
        return try await tick(at: instant, plan)
    }

    private static func metadata(of tick: Tick) -> Logger.Metadata {
        let decision = tick.decision
        return [
            "at": "\(Timestamp.text(decision.at))", "worst": "\(tick.worst?.rawValue ?? "none")",
            "opened": .stringConvertible(decision.incidents.count { $0.openedAt == decision.at }),
            "resolved": .stringConvertible(decision.incidents.count { $0.state.resolvedAt == decision.at }),
            "messages": .stringConvertible(decision.messages.count),
        ]
    }

    /// A report of ticks that were not made yet.
    package nonisolated func tickReport(isSending: Bool) -> TickReport {
        TickReport(deployment: name, zone: policy.calendar.zone, isSending: isSending)
    }

    /// A message as people read it.
    package nonisolated func text(of message: Message) -> String {
        message.text(decider.rendered(message), zone: policy.calendar.zone)
    }

    /// The reason why there is nothing to decide, for people.
    package func nothingDue() throws -> String {
        let zone = policy.calendar.zone
        guard let last = try store.state().lastInstant else { return "There is no instant to decide at." }
        let outlook = policy.schedule.next(after: last).map { "; the next instant is \(zone.text($0))" } ?? ""
        return "Nothing is due: the store is at \(zone.text(last))\(outlook)."
    }
}
