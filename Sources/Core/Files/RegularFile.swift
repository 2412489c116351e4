package import Foundation

/// Files as opposed to pipes and devices, which may keep a reader waiting for ever.
package enum RegularFile {
    package static func isOne(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// - Parameter expected: what should stand there.
    /// - Throws: ``InputFailure`` where there is something that is no regular file.
    package static func require(_ path: String, expected: String) throws(InputFailure) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { throw InputFailure(path: path, "is a directory; expected \(expected)") }
        guard kind == S_IFREG else { throw InputFailure(path: path, "is no regular file; expected \(expected)") }
    }

    /// The beginning of a file; nil where there is none, or it cannot be read.
    package static func contents(_ path: String, upTo limit: Int) -> Data? {
        // Opening a pipe to read it waits for a writer, unless told not to.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard isOne(descriptor) else { return nil }
        do { return try file.read(upToCount: limit) ?? Data() } catch { return nil }
    }
}
