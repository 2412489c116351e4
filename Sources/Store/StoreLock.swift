import Core
import Foundation
import Storage
import Synchronization

/// Keeps other processes from writing: an advisory lock on a file beside the database, which ends with the process.
final class StoreLock: Sendable {
    private let descriptor: Int32
    private let directory: URL
    /// The longest wait for another process.
    private let patience: Duration
    /// The number of acquisitions that were not released.
    private let holders = Mutex(0)

    private static let pause = 0.05

    /// - Throws: ``StoreError`` while another process holds it, ``InputFailure`` where no file can be made.
    init(directory: URL, patience: Duration) throws {
        let path = StoreLock.path(directory)
        // A link, made by somebody who may write to the directory, must not choose the file that is emptied.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else {
            let why = errno == ELOOP ? "it is a link" : String(cString: strerror(errno))
            throw InputFailure(path: path, "cannot be made: \(why)")
        }
        guard RegularFile.isOne(descriptor) else {
            close(descriptor)
            throw InputFailure(path: path, "is no regular file")
        }
        self.descriptor = descriptor
        self.directory = directory
        self.patience = patience
        try acquire()
    }

    deinit { close(descriptor) }

    private static func path(_ directory: URL) -> String {
        directory.appending(path: "lock").path(percentEncoded: false)
    }

    /// Waits for another process that holds it; each acquisition needs a release.
    /// - Throws: ``StoreError`` where that takes too long.
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
        let deadline = ContinuousClock.now + patience
        // The system has no lock with a time limit, so it is asked again after a pause.
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if ContinuousClock.now < deadline {
                Thread.sleep(forTimeInterval: StoreLock.pause)
                continue
            }
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
