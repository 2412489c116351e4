import Foundation
import SystemPackage

/// The output of a program, as far as it is kept: the beginning and the end.
enum CapturedOutput {
    static let head = 16 << 10
    static let tail = 48 << 10
    /// A program that says more is stopped.
    static let maximumBytes = 16 << 20

    static func size(_ file: FileDescriptor) -> Int {
        var status = stat()
        return fstat(file.rawValue, &status) == 0 ? Int(status.st_size) : 0
    }

    /// - Parameter redacted: a text without anything secret; before it is cut, for half a secret is one too.
    static func text(_ file: FileDescriptor, redacted: (String) -> String) -> String {
        let size = size(file)
        let whole = size <= 2 * maximumBytes
        let said =
            whole
            ? string(file, offset: 0, count: size)
            : string(file, offset: 0, count: maximumBytes)
                + string(file, offset: size - maximumBytes, count: maximumBytes)
        let text = withoutNULs(redacted(said)).trimmingCharacters(in: .newlines)
        guard text.utf8.count > head + tail else { return text }
        let start = String(decoding: text.utf8.prefix(head), as: UTF8.self)
        let end = String(decoding: text.utf8.suffix(tail), as: UTF8.self)
        return "\(start)\n… \(text.utf8.count - head - tail) bytes are left out …\n\(end)"
    }

    /// SQLite's texts end at a NUL. A run of them becomes one sign, since the sign is three times as long.
    private static func withoutNULs(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        let parts = text.unicodeScalars.split(separator: "\0").map { String($0) }
        return parts.isEmpty ? "␀" : parts.joined(separator: "␀")
    }

    private static func string(_ file: FileDescriptor, offset: Int, count: Int) -> String {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                guard let start = buffer.baseAddress else { break }
                let read = pread(file.rawValue, start + filled, count - filled, off_t(offset + filled))
                guard read > 0 else { break }
                filled += read
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
