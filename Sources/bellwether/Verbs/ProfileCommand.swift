import ArgumentParser
struct ProfileCommand: ParsableCommand { static let configuration = CommandConfiguration(commandName: "profile") ; func run() throws {} }
struct Demo: ParsableCommand { func run() throws {} }
