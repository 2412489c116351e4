import Foundation

/// Keeps what is in this process's memory, secrets among it, from files and terminals that others read.
enum ProcessMemory {
    /// `PR_SET_DUMPABLE` of Linux.
    private static let dumpable: Int32 = 4

    /// No core dump, and no backtrace with the memory around it unless it was asked for. Programs that are run decide
    /// for themselves.
    static func keepPrivate() {
        // A C function with a variable number of arguments, which Swift does not call by name.
        typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
        if let prctl = dlsym(nil, "prctl") {
            _ = unsafeBitCast(prctl, to: Control.self)(dumpable, 0, 0, 0, 0)
        }
        guard ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] == nil else { return }
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    }
}
