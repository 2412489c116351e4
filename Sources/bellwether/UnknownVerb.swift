import ArgumentParser
import Core

/// A word that stands where a verb is expected and is none.
struct UnknownVerb {
    private let word: String
    /// The verb before it, as typed: `bellwether incidents`.
    private let before: [String]
    private let verbs: [String]

    /// Names of other tools, with the verbs that stand for them here.
    private static let familiar = [
        "lint": "validate", "verify": "validate", "compile": "validate", "status": "check", "evaluate": "check",
        "judge": "check", "describe": "profile", "summary": "profile", "drift": "profile", "why": "explain",
        "show": "explain", "watch": "tick", "monitor": "tick", "cron": "tick", "alerts": "incidents",
        "incident": "incidents", "acknowledge": "ack", "mute": "silence", "snooze": "silence", "messages": "outbox",
        "queue": "outbox", "notifications": "outbox", "log": "audit", "history": "audit", "routing": "routes",
        "backup": "store", "scenario": "test", "scenarios": "test", "sessions": "calendar", "holidays": "calendar",
        "metric": "metrics", "json_schema": "schema", "thaw": "unfreeze", "ls": "list", "all": "list", "rm": "drop",
        "delete": "drop", "remove": "drop", "resend": "retry", "get": "show", "view": "show", "create": "add",
        "new": "add", "stop": "end", "check": "verify",
    ]

    /// nil where every word that may be a verb is one.
    /// - Parameter arguments: as typed, without the program's name.
    init?(_ arguments: [String], of root: any ParsableCommand.Type) {
        var command = root
        var before = [root._commandName]
        for word in arguments {
            guard !command.configuration.subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else {
                self.word = word
                self.before = before
                verbs = command.configuration.subcommands.map { $0._commandName }
                return
            }
            command = next
            before.append(word)
        }
        return nil
    }

    var message: String {
        let offer = suggestion(for: word, among: verbs, familiar: UnknownVerb.familiar)
        let name = before.joined(separator: " ")
        return """
            Error: \(name) has no verb "\(word)"\(offer)
            Verbs: \(verbs.joined(separator: ", "))
              See '\(name) --help' for more information.
            """
    }
}
