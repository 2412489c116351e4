import Crypto

/// The SHA-256 digest of bytes that come in pieces.
package struct DigestStream: Sendable {
    private var hash = SHA256()

    package init() {}

    package mutating func append(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    /// The digest of everything so far.
    package var digest: Digest { Digest(hash.finalize()) }
}
