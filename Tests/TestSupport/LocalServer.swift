import Foundation
import Synchronization

/// A server on a port of loopback, for as long as it is held. Each connection is served on a thread of its own.
package final class LocalServer: Sendable {
    package let port: Int
    private let listener: Int32
    private let transcript = Transcript()

    private final class Transcript: Sendable {
        let lines = Mutex<[String]>([])
    }

    /// One connection, as its server sees it.
    package struct Connection: Sendable {
        fileprivate let socket: Int32
        fileprivate let heard: @Sendable (String) -> Void

        package func say(_ text: String) {
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }

        /// - Returns: nil when the other side is gone.
        package func line() -> String? {
            var bytes: [UInt8] = []
            var byte: UInt8 = 0
            while recv(socket, &byte, 1, 0) == 1 {
                bytes.append(byte)
                if byte == UInt8(ascii: "\n") { break }
            }
            guard !bytes.isEmpty else { return nil }
            let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
            heard(line)
            return line
        }

        package func bytes(_ count: Int) -> String {
            var bytes: [UInt8] = []
            var byte: UInt8 = 0
            while bytes.count < count, recv(socket, &byte, 1, 0) == 1 { bytes.append(byte) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// - Parameter serve: serves a connection, which is closed when it returns.
    package init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int? in
                guard bind(listener, address, length) == 0, listen(listener, 32) == 0,
                    getsockname(listener, address, &length) == 0
                else { return nil }
                return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    Int(UInt16(bigEndian: $0.pointee.sin_port))
                }
            }
        }
        guard let port else { throw CocoaError(.fileNoSuchFile) }
        self.listener = listener
        self.port = port
        let thread = Thread { [transcript] in
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                let connection = Connection(socket: socket) { line in
                    transcript.lines.withLock { $0.append(line) }
                }
                Thread.detachNewThread {
                    serve(connection)
                    close(socket)
                }
            }
        }
        thread.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The lines that were heard so far.
    package var lines: [String] { transcript.lines.withLock(\.self) }

    /// A server of HTTP that gives one answer to a request, and closes the connection.
    /// - Parameter answer: the whole answer to a first line and a body.
    package static func http(_ answer: @escaping @Sendable (String, String) -> String) throws -> LocalServer {
        try LocalServer { connection in
            guard let first = connection.line() else { return }
            var length = 0
            while let line = connection.line(), !line.isEmpty {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.first?.lowercased() == "content-length", parts.count == 2 {
                    length = Int(parts[1].trimmingCharacters(in: .whitespaces)) ?? 0
                }
            }
            connection.say(answer(first, connection.bytes(length)))
        }
    }

    /// A mail server that takes everything but what it is told to refuse.
    /// - Parameter refusal: the answer to a command that is not taken; nil for one that is.
    package static func smtp(_ refusal: @escaping @Sendable (String) -> String?) throws -> LocalServer {
        try LocalServer { connection in
            connection.say("220 local ready\r\n")
            while let line = connection.line() {
                if let refusal = refusal(line) {
                    connection.say("\(refusal)\r\n")
                } else if line == "DATA" {
                    connection.say("354 go on\r\n")
                    while let line = connection.line(), line != "." {}
                    connection.say("250 taken\r\n")
                } else if line.hasPrefix("EHLO") {
                    connection.say("250-local\r\n250 8BITMIME\r\n")
                } else {
                    connection.say("\(line == "QUIT" ? "221 bye" : "250 ok")\r\n")
                }
            }
        }
    }
}
