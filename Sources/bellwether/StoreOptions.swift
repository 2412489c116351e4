import Application
import ArgumentParser
import Core
import Foundation

/// The store of a verb.
struct StoreOptions: ParsableArguments {
    @Option(help: "The directory of the store.")
    var store: String

    func validate() throws {
        // An empty path would be the current directory.
        if store.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
            throw ValidationError("--store is empty; expected a directory, for example: --store .build/store")
        }
    }

    var directory: URL { URL(filePath: store) }

    /// Commands on this store.
    var command: PrintedCommand { PrintedCommand(store: store) }

    /// - Parameter isTrusted: false to look for faults of the store.
    func reader(isTrusted: Bool = true) throws -> DeploymentReader {
        try DeploymentReader(store: directory, .process, isTrusted: isTrusted)
    }
}
