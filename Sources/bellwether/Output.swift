import Application
import ArgumentParser
import Core
import Foundation
import Presentation

/// Shared by every verb: the format, where text goes, and how it ends.
enum Output {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    /// Writes text that may hold colours of the program's own style, and nothing else that steers a terminal.
    static func write(_ text: String) throws {
        var bytes = Array(style().guarded(text).utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written >= 0 {
                bytes = bytes.dropFirst(written)
            } else if errno != EINTR {
                throw InputFailure(path: "standard output", "cannot be written: \(String(cString: strerror(errno)))")
            }
        }
    }

    static func write(_ json: JSONValue) throws { try write(json.text()) }

    static func write(_ report: any Presentable, _ format: Format) throws {
        switch format {
        case .json: try write(report.json)
        case .text: try write(report.text(style(), width: width()))
        }
    }

    static func write(lines: [String]) throws { try write(lines.map { "\($0.printable)\n" }.joined()) }

    /// Writes the lines of the channel `stdout`. In JSON they stand among the messages of the answer.
    static func printer(_ format: Format) -> @Sendable ([String]) throws -> Void {
        { lines in if format == .text { try write(lines: lines) } }
    }

    static func note(_ text: String) {
        // Where even standard error is gone there is nobody to tell.
        try? FileHandle.standardError.write(contentsOf: Data((text.printable { $0 == "\n" } + "\n").utf8))
    }

    /// Does work, and reports on standard error that it goes on where it takes longer than a second.
    static func progress<Result>(_ activity: String, _ work: () async throws -> sending Result) async rethrows
        -> sending Result
    {
        let progress = Progress()
        progress.begin(activity)
        defer { progress.end() }
        return try await work()
    }

    /// The same where the work tells how many of its instants are decided.
    static func progress<Result>(
        _ activity: String,
        counting work:
            (_ advance: @escaping @Sendable (_ done: Int, _ total: Int) -> Void) async throws -> sending Result
    ) async rethrows -> sending Result {
        let progress = Progress()
        progress.begin(activity)
        defer { progress.end() }
        return try await work { progress.advance(to: $0, of: $1) }
    }

    static func style() -> Style {
        let environment = ApplicationContext.process.environment
        return Style(
            isColoured: isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb")
    }

    /// The width of the terminal, 100 where there is none.
    static func width() -> Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 100 }
        return min(Int(size.ws_col), 140)
    }
}
