import Core
package import Foundation
import SystemPackage

/// The files of a running job beside the store: one whose lock shows that it runs, and one for its output.
///
/// The lock is handed to the program as its standard input. It lasts until the last of the two has ended, whatever ends
/// them, so nobody starts the same again beside a program that outlived Bellwether.
package struct JobFiles: Sendable {
    private let directory: URL

    /// - Parameter store: the directory of the store.
    package init(store: URL) { directory = store.appending(path: "jobs") }

    private func path(_ key: String, _ suffix: String) -> String {
        directory.appending(path: "\(Digest.sha256(key).hexadecimal.prefix(32)).\(suffix)").path(percentEncoded: false)
    }

    /// True if a job runs.
    package func isHeld(_ key: String) -> Bool {
        let descriptor = Foundation.open(path(key, "lock"), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        // A job whose file cannot be opened may be running.
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }

    /// - Throws: ``Refusal`` where it runs already, ``InputFailure`` where no file can be made.
    package func hold(_ key: String) throws -> Held {
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            throw InputFailure(path: directory.path(percentEncoded: false), "cannot be made")
        }
        var status = stat()
        guard lstat(directory.path(percentEncoded: false), &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw InputFailure(path: directory.path(percentEncoded: false), "is no directory")
        }
        let lock = try descriptor(path(key, "lock"), O_RDWR | O_CREAT)
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw Refusal("\(key) runs already")
        }
        // The output of an interrupted attempt is kept.
        let output = try descriptor(path(key, "output"), O_RDWR | O_CREAT | O_APPEND)
        return Held(
            lock: FileDescriptor(rawValue: lock), output: FileDescriptor(rawValue: output),
            paths: [path(key, "lock"), path(key, "output")])
    }

    private func descriptor(_ path: String, _ flags: Int32) throws -> Int32 {
        // A link, made by somebody who may write to the directory, must not choose the file that is written.
        let descriptor = Foundation.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let why = errno == ELOOP ? "it is a link" : String(cString: strerror(errno))
            throw InputFailure(path: path, "cannot be made: \(why)")
        }
        guard RegularFile.isOne(descriptor) else {
            close(descriptor)
            throw InputFailure(path: path, "is no regular file")
        }
        return descriptor
    }

    /// The output of an interrupted job; its files are removed.
    package func salvage(_ key: String, redacted: (String) -> String) throws -> String {
        let held = try hold(key)
        defer { held.discard() }
        return CapturedOutput.text(held.output, redacted: redacted)
    }

    /// The files of a job while it runs.
    package final class Held: Sendable {
        let lock: FileDescriptor
        let output: FileDescriptor
        private let paths: [String]

        init(lock: FileDescriptor, output: FileDescriptor, paths: [String]) {
            self.lock = lock
            self.output = output
            self.paths = paths
        }

        /// The job is written down as ended: its files are not needed any more.
        package func discard() {
            for path in paths { unlink(path) }
        }

        deinit {
            Foundation.close(lock.rawValue)
            Foundation.close(output.rawValue)
        }
    }
}
