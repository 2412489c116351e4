import Application
import ArgumentParser
import Core
import Foundation

/// The store of a verb.
struct StoreOptions: ParsableArguments {
    @Option(help: "The directory of the store.")
    var store: String

    var directory: URL { URL(filePath: store) }

    func reader() throws -> DeploymentReader { try DeploymentReader(store: directory, .process) }
}
