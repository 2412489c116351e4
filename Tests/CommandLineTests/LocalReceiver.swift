import Foundation
import Synchronization

/// A server on loopback that writes down what it is sent and answers as it is told, also with what no server should.
final class LocalReceiver: Sendable {
    enum Answer: Sendable {
        case status(Int)
        case json(Int, String)
        /// The whole answer as it is.
        case raw(String)
        /// Nothing: the connection stays open.
        case silence
    }

    let port: Int
    private let listener: Int32
    private let bodies = Mutex<[String]>([])
    private let answer: Mutex<Answer>
    private let held = Mutex<[Int32]>([])

    init(_ answer: Answer = .status(200)) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isListening else { throw CocoaError(.featureUnsupported) }
        listener = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
        self.answer = Mutex(answer)
        Thread.detachNewThread { [self] in accept() }
    }

    func end() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        for connection in held.withLock({ $0 }) { close(connection) }
    }

    func answers(_ answer: Answer) { self.answer.withLock { $0 = answer } }

    /// The bodies of the requests so far.
    var heard: [String] { bodies.withLock { $0 } }

    private func accept() {
        while true {
            let connection = Foundation.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        guard let body = LocalReceiver.body(from: connection) else {
            close(connection)
            return
        }
        bodies.withLock { $0.append(body) }
        let text: String
        switch answer.withLock({ $0 }) {
        case .silence: return held.withLock { $0.append(connection) }
        case .status(let code): text = "HTTP/1.1 \(code) Said\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsaid"
        case .json(let code, let body):
            let head = "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close"
            text = "HTTP/1.1 \(code) Said\r\n\(head)\r\n\r\n\(body)"
        case .raw(let raw): text = raw
        }
        let bytes = Array(text.utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        shutdown(connection, Int32(SHUT_WR))
        close(connection)
    }

    private static func body(from connection: Int32) -> String? {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            received += buffer.prefix(count)
            let text = String(decoding: received, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let head = text[..<end.lowerBound].lowercased()
            let length = head.range(of: "content-length: ").flatMap {
                Int(head[$0.upperBound...].prefix { $0.isNumber })
            }
            if text[end.upperBound...].utf8.count >= length ?? 0 { return String(text[end.upperBound...]) }
        }
    }
}
