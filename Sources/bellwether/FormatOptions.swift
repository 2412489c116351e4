import ArgumentParser

struct FormatOptions: ParsableArguments {
    @Option(help: "How to print: text or json.")
    var format: Output.Format = .text
}
