import ArgumentParser
import Core
import Foundation
import Storage

@main
struct Bellwether: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bellwether",
        abstract: "Watches a deployed model and judges what it sees with honest statistics.",
        discussion: """
            Exit codes: 0 all ok, or not enough evidence; 1 a warning; 2 a critical; 3 an error or no data and nothing critical;
            64 wrong usage; 65 the policy does not validate; 66 the input cannot be read; 70 a defect of ours. tick exits with 0
            when everything was decided; test, audit verify and store check with 2 when something does not hold.

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
        var command: any ParsableCommand
        do { command = try parseAsRoot() } catch { exit(withError: error) }
        do {
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let failure as InputFailure {
            Output.fail("\(failure)", code: .noInput)
        } catch let refusal as StoreError {
            Output.fail("\(refusal)", code: .noInput)
        } catch let code as ExitCode {
            exit(withError: code)
        } catch  where exitCode(for: error) != .failure {
            // What the parser throws for help and for wrong usage.
            exit(withError: error)
        } catch {
            Output.fail("a defect of Bellwether, please report it: \(error)", code: .defect)
        }
    }
}
