import ArgumentParser
import Core
import Foundation
import Presentation

/// What every verb shares: the format, where text goes, and how it ends.
enum Output {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    /// Exit codes from sysexits, beside those of the verdicts.
    enum Code: Int32 {
        case defect = 70
        case noInput = 66
        case dataError = 65
        case usage = 64
    }

    static func write(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
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

    static func write(_ report: some Presentable, _ format: Format) throws {
        switch format {
        case .json: try write(report.json)
        case .text: try write(report.text(style(), width: width()))
        }
    }

    static func note(_ text: String) {
        // Where even standard error is gone there is nobody to tell.
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Does something, and says on standard error that it is still at it when it takes longer than a second.
    static func telling<Result>(_ what: String, _ work: () throws -> Result) rethrows -> Result {
        let progress = Progress(what)
        defer { progress.end() }
        return try work()
    }

    /// Says on standard error what takes longer than a second, until it ends.
    struct Progress {
        private let timer: any DispatchSourceTimer

        init(_ what: String) {
            timer = DispatchSource.makeTimerSource(queue: .global())
            let start = Date()
            timer.schedule(deadline: .now() + 1, repeating: 5)
            timer.setEventHandler { note("bellwether: \(what) … \(Int(Date().timeIntervalSince(start))) s") }
            timer.resume()
        }

        func end() { timer.cancel() }
    }

    static func fail(_ message: String, code: Code) -> Never {
        note("bellwether: \(message)")
        exit(code.rawValue)
    }

    static func style() -> Style {
        let environment = ProcessInfo.processInfo.environment
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

struct FormatOptions: ParsableArguments {
    @Option(help: "How to print: text or json.")
    var format: Output.Format = .text
}
