import Core
import Foundation

/// The files that this process may have open at once.
enum OpenFiles {
    /// More than any verb needs beside those of its senders, which need a few a core. The libraries below end the process
    /// where there are too few, so this is asked before.
    private static var needed: Int { 40 + 4 * ProcessInfo.processInfo.activeProcessorCount }

    /// Raises the limit of this process where that is allowed and needed.
    /// - Throws: ``InputFailure`` where too few files can be opened.
    static func require() throws(InputFailure) {
        var limit = rlimit()
        guard getrlimit(openFiles, &limit) == 0 else { return }
        let wanted = rlim_t(needed)
        if limit.rlim_cur < wanted, limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = min(limit.rlim_max, wanted)
            setrlimit(openFiles, &limit)
        }
        // Some are open already, so that the limit alone does not tell.
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }
        while opened.count < needed - 8 {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw InputFailure(
                    path: "open files",
                    """
                    only \(opened.count) more files can be opened (ulimit -n is \(limit.rlim_cur)); expected a limit of \
                    at least \(needed), for example: ulimit -n 1024
                    """)
            }
            opened.append(descriptor)
        }
    }

    private static var openFiles: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}
