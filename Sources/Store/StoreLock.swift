import Core
import Foundation
import Storage

/// Keeps other processes from writing: an advisory lock on a file beside the database, which ends with the process.
final class StoreLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``StoreError`` while another process holds it, ``InputFailure`` where no file can be made.
    init(directory: URL) throws {
        let path = directory.appending(path: "lock").path(percentEncoded: false)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw InputFailure(path: path, "cannot be made: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            let holder = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n").first
            throw StoreError.locked(
                directory: directory.path(percentEncoded: false), process: holder.map(String.init))
        }
        self.descriptor = descriptor
        let text = "\(getpid())\n"
        // For whoever finds the lock taken; it holds without it.
        if ftruncate(descriptor, 0) == 0 { _ = write(descriptor, text, text.utf8.count) }
    }

    deinit { close(descriptor) }
}
