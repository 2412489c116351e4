import ArgumentParser

/// The part of a list that is shown.
struct PageOptions: ParsableArguments {
    @Option(help: "Only those after this one.")
    var after: String?

    @Option(help: "At most so many.")
    var limit: Int?
}
