import Core

/// A place between two blocks of a file, with the digest of everything before it.
struct BlockBoundary: Sendable {
    let offset: Int
    /// The number of the block that begins here.
    let index: Int
    let contentBefore: DigestStream
}
