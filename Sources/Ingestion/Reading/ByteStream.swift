import CZlib
import Core
import Foundation

/// The bytes of a file in order, inflated if it is gzip (told by its first two bytes, not by its name).
final class ByteStream {
    private let path: String
    private let descriptor: Int32
    private var inflater: gzFile?

    /// - Parameter acceptsPipes: what else than a regular file may be read, which may keep the reader waiting.
    init(path: String, acceptsPipes: Bool) throws {
        self.path = path
        if !acceptsPipes { try RegularFile.require(path, expected: "a CSV or JSON Lines file") }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputFailure(path: path, "cannot be opened: \(ByteStream.lastError())") }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            throw InputFailure(path: path, "is a directory; expected a CSV or JSON Lines file")
        }
        var magic: (UInt8, UInt8) = (0, 0)
        if status.st_mode & S_IFMT == S_IFREG, pread(descriptor, &magic, 2, 0) == 2, magic == (0x1f, 0x8b) {
            inflater = gzdopen(dup(descriptor), "rb")
            gzbuffer(inflater, 1 << 17)
        }
    }

    deinit {
        if let inflater { gzclose_r(inflater) }
        close(descriptor)
    }

    /// Fills as much of the memory as there are bytes; fewer than asked for only at the end.
    func read(into memory: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < memory.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
            let got = try inflater.map { try inflate($0, into: rest) } ?? plain(into: rest)
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// Passes over the first bytes.
    /// - Returns: nil where there are fewer.
    func digest(ofFirst count: Int) throws -> DigestStream? {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { memory.deallocate() }
        var digest = DigestStream()
        var left = count
        while left > 0 {
            let piece = UnsafeMutableRawBufferPointer(rebasing: memory[..<min(left, memory.count)])
            guard try read(into: piece) == piece.count else { return nil }
            digest.append(UnsafeRawBufferPointer(piece))
            left -= piece.count
        }
        return digest
    }

    private func plain(into memory: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let got = Foundation.read(descriptor, memory.baseAddress, memory.count)
            if got >= 0 { return got }
            if errno != EINTR { throw InputFailure(path: path, "cannot be read: \(ByteStream.lastError())") }
        }
    }

    private func inflate(_ file: gzFile, into memory: UnsafeMutableRawBufferPointer) throws -> Int {
        let got = gzread(file, memory.baseAddress, UInt32(memory.count))
        var code: Int32 = Z_OK
        let message = gzerror(file, &code)
        if got < 0 || (code != Z_OK && code != Z_STREAM_END) {
            let reason =
                code == Z_BUF_ERROR
                ? "it ends in the middle"
                : message.flatMap { String(cString: $0).split(separator: ": ").last.map(String.init) } ?? "damaged"
            throw InputFailure(path: path, "the gzip data cannot be read: \(reason)")
        }
        return Int(got)
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}
