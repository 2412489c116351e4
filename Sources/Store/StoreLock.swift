import Core
import Foundation
import Storage
import Synchronization

/// Keeps other processes from writing: an advisory lock on a file beside the database, which ends with the process.
final class StoreLock: Sendable {
    private let descriptor: Int32
    private let directory: URL
    /// How often it was acquired and not released.
    private let holders = Mutex(0)

    /// - Throws: ``StoreError`` while another process holds it, ``InputFailure`` where no file can be made.
    init(directory: URL) throws {
        let path = StoreLock.path(directory)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw InputFailure(path: path, "cannot be made: \(String(cString: strerror(errno)))")
        }
        self.descriptor = descriptor
        self.directory = directory
        try acquire()
    }

    deinit { close(descriptor) }

    private static func path(_ directory: URL) -> String {
        directory.appending(path: "lock").path(percentEncoded: false)
    }

    /// Each acquisition needs a release.
    /// - Throws: ``StoreError`` while another process holds it.
    func acquire() throws {
        try holders.withLock { holders in
            if holders == 0 { try lock() }
            holders += 1
        }
    }

    func release() {
        holders.withLock { holders in
            holders -= 1
            if holders == 0 { flock(descriptor, LOCK_UN) }
        }
    }

    private func lock() throws {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let text = try? String(contentsOfFile: StoreLock.path(directory), encoding: .utf8)
            throw StoreError.locked(
                directory: directory.path(percentEncoded: false),
                process: text?.split(separator: "\n").first.map(String.init))
        }
        // For a person who finds the lock taken; it holds without the text.
        let text = "\(getpid())\n"
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.utf8.count, 0) }
    }
}
