import Crypto
package import Foundation

/// A SHA-256 digest: names content, seeds generators.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    private let bytes: [UInt8]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ hash: SHA256Digest) { self.init(bytes: Array(hash)) }

    package static func sha256(_ data: some DataProtocol) -> Digest { Digest(SHA256.hash(data: data)) }

    package static func sha256(_ text: String) -> Digest { sha256(Array(text.utf8)) }

    /// HMAC-SHA-256: proves that who made it knows the key.
    package static func authentication(of text: String, key: Data) -> Digest {
        Digest(bytes: Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key))))
    }

    package var base64: String { Data(bytes).base64EncodedString() }

    /// `sha256:` and 64 hexadecimal digits.
    package var description: String { "sha256:" + hexadecimal }

    /// 64 digits.
    package var hexadecimal: String {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
            for (place, byte) in bytes.enumerated() {
                buffer[2 * place] = Digest.digit(byte >> 4)
                buffer[2 * place + 1] = Digest.digit(byte & 15)
            }
            return 2 * bytes.count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The first eight bytes as a big-endian number.
    package var firstEightBytes: UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
