import Foundation
import SystemPackage

/// What a program said, as far as it is kept: the beginning and the end.
enum CapturedOutput {
    static let head = 16 << 10
    static let tail = 48 << 10
    /// A program that says more is stopped.
    static let most = 16 << 20

    static func size(_ file: FileDescriptor) -> Int {
        var status = stat()
        return fstat(file.rawValue, &status) == 0 ? Int(status.st_size) : 0
    }

    static func text(_ file: FileDescriptor) -> String {
        let size = size(file)
        guard size > head + tail else { return string(file, 0, size) }
        let left = size - head - tail
        return "\(string(file, 0, head))\n… \(left) bytes are left out …\n\(string(file, size - tail, tail))"
    }

    private static func string(_ file: FileDescriptor, _ offset: Int, _ count: Int) -> String {
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
