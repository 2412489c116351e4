/// Commands of the program on one store, as people can paste them into a shell.
package struct PrintedCommand: Equatable, Sendable {
    /// The store's directory.
    private let store: String?
    /// The policy that was asked for; nil for that of the latest tick.
    private let policy: String?

    package init(store: String?, policy: String? = nil) {
        self.store = store
        self.policy = policy
    }

    /// - Parameters:
    ///   - words: the verb and its arguments.
    ///   - takesPolicy: whether the verb has the option `--policy`.
    package func text(_ words: [String], takesPolicy: Bool = false) -> String {
        let place = (store.map { ["--store", $0] } ?? []) + (takesPolicy ? policy.map { ["--policy", $0] } ?? [] : [])
        return (["bellwether"] + words + place).map(PrintedCommand.quoted).joined(separator: " ")
    }

    /// A word that a POSIX shell takes as it is, or the same in quotes.
    static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "@%+=:,./_-".utf8.contains(byte)
        }
        return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}
