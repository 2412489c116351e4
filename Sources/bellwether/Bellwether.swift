import Alerting
import Application
import ArgumentParser
import Core
import Foundation
import Presentation
import Reports

@main
struct Bellwether: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bellwether",
        abstract: "Watches a deployed model and judges what it sees with honest statistics.",
        discussion: """
            Exit codes: 0 all ok, or not enough evidence; 1 a warning; 2 a critical; 3 an error or no data and nothing critical;
            64 wrong usage; 65 the policy does not validate; 66 the input cannot be read; 70 a defect of ours. tick exits with 0
            when everything was decided, whatever the verdicts are; tick and outbox with 4 while messages are undelivered for
            good; test, audit verify and store check with 2 when something does not hold.

            Example: bellwether check Examples/sp500/as-written.yml --as-of 2020-03-16
            """,
        version: "0.1.0",
        subcommands: [
            Check.self, Explain.self, Diagnose.self, Predictions.self, Validate.self, ProfileCommand.self,
            CalendarCommand.self,
            Metrics.self, Schema.self, Demo.self, TickCommand.self, Incidents.self, Ack.self, SilenceCommand.self,
            OutboxCommand.self, RunbookCommand.self, FreezeCommand.self, Unfreeze.self, Routes.self, AuditCommand.self,
            StoreCommand.self, TestCommand.self,
        ])

    static func main() async {
        do throws(InputFailure) { try OpenFiles.require() } catch { end(with: ApplicationError(error)) }
        ProcessMemory.keepPrivate()
        var command: any ParsableCommand
        do { command = try parseAsRoot() } catch { end(parsing: error) }
        do {
            _ = try ApplicationContext.log.get()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch  where exitCode(for: error) != .failure {
            // The parser throws this for help and for wrong usage.
            end(parsing: error)
        } catch {
            end(with: ApplicationError(error))
        }
    }

    /// Ends with what the parser says, which repeats what was typed.
    private static func end(parsing error: any Error) -> Never {
        let code = exitCode(for: error)
        guard !code.isSuccess else { exit(withError: error) }
        let verb = UnknownVerb(Array(CommandLine.arguments.dropFirst()), of: Bellwether.self)
        Output.note(verb?.message ?? fullMessage(for: error))
        exit(withError: code)
    }

    /// The only place where failures become texts and exit codes.
    private static func end(with error: ApplicationError) -> Never {
        switch error {
        case .policyInvalid(let report): Output.note(report.text(Style(isColoured: false), width: 100))
        default: break
        }
        Output.note("bellwether: \(error)")
        exit(withError: ExitCode(ExitStatus(error).rawValue))
    }
}
