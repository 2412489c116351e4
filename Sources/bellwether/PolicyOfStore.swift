import ArgumentParser

/// A store that is read, with the policy of its latest tick or another.
struct PolicyOfStore: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(help: "The policy file; default: the one of the last tick.")
    var policy: String?
}
