import Crypto
package import Foundation

/// A SHA-256 digest: names content, seeds generators.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    private let bytes: [UInt8]

    package static func sha256(_ data: some DataProtocol) -> Digest { Digest(bytes: Array(SHA256.hash(data: data))) }

    package static func sha256(_ text: String) -> Digest { sha256(Array(text.utf8)) }

    /// `sha256:` and 64 hexadecimal digits.
    package var description: String { "sha256:" + hexadecimal }

    /// 64 digits.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The first eight bytes as a big-endian number.
    package var firstEightBytes: UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
