import Foundation

/// A process that listens on a TCP port of this machine.
package struct Listener: Equatable, Sendable {
    /// `127.0.0.1`, `::`
    package let address: String
    /// nil where this process may not see whose socket it is.
    package let process: Int?
    package let user: String
    /// The arguments of the process, cut to a readable length; empty where they cannot be seen.
    package let arguments: [String]

    package static let maximumCommandLength = 200

    /// Base names by which the process is known: its program's, and of an interpreter that of its script.
    package var names: [String] {
        guard let program = arguments.first else { return [] }
        let script = arguments.dropFirst().first { !$0.hasPrefix("-") }
        return ([program] + [script].compactMap { $0 }).map { URL(filePath: $0).lastPathComponent }
    }

    package var description: String {
        guard let process else { return "a process of \(user) that cannot be seen from here, on \(address)" }
        let text = arguments.joined(separator: " ")
        let command =
            text.count > Listener.maximumCommandLength ? "\(text.prefix(Listener.maximumCommandLength - 1))…" : text
        return "process \(process) of \(user): \(command.isEmpty ? "unknown" : command), on \(address)"
    }

    /// All that listen on a port, by the kernel's tables.
    package static func all(port: Int) -> [Listener] {
        let sockets = ["tcp", "tcp6"].flatMap { ListeningSocket.all("/proc/net/\($0)") }.filter { $0.port == port }
        guard !sockets.isEmpty else { return [] }
        let owners = processes(of: Set(sockets.map(\.inode)))
        return sockets.flatMap { socket -> [Listener] in
            let user = user(socket.user)
            let found = owners[socket.inode] ?? []
            guard !found.isEmpty else {
                return [Listener(address: socket.address, process: nil, user: user, arguments: [])]
            }
            return found.sorted().map {
                Listener(address: socket.address, process: $0, user: user, arguments: arguments(of: $0))
            }
        }
    }

    private static func user(_ id: UInt32) -> String {
        guard let entry = getpwuid(id) else { return "user \(id)" }
        return String(cString: entry.pointee.pw_name)
    }

    /// The processes that hold some sockets open, by socket.
    private static func processes(of inodes: Set<String>) -> [String: Set<Int>] {
        let manager = FileManager.default
        var found: [String: Set<Int>] = [:]
        for name in (try? manager.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int(name) else { continue }
            let directory = "/proc/\(name)/fd"
            for descriptor in (try? manager.contentsOfDirectory(atPath: directory)) ?? [] {
                guard let target = try? manager.destinationOfSymbolicLink(atPath: "\(directory)/\(descriptor)"),
                    target.hasPrefix("socket:["), inodes.contains(String(target.dropFirst(8).dropLast()))
                else { continue }
                found[String(target.dropFirst(8).dropLast()), default: []].insert(process)
            }
        }
        return found
    }

    private static func arguments(of process: Int) -> [String] {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return [] }
        return data.prefix(4_096).split(separator: 0, omittingEmptySubsequences: true)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A line of the kernel's table of sockets.
package struct ListeningSocket: Equatable {
    package let address: String
    package let port: Int
    package let user: UInt32
    package let inode: String

    package static func all(_ path: String) -> [ListeningSocket] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().compactMap(ListeningSocket.init)
    }

    /// `0: 0100007F:1F90 00000000:0000 0A …`; 0A is a socket that listens.
    init?(_ line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count > 9, fields[3] == "0A", let user = UInt32(fields[7]) else { return nil }
        let place = fields[1].split(separator: ":")
        guard place.count == 2, let port = Int(place[1], radix: 16), let address = ListeningSocket.address(place[0])
        else {
            return nil
        }
        self.address = address
        self.port = port
        self.user = user
        inode = String(fields[9])
    }

    /// Words of 32 bits, each in the order of bytes of this machine.
    private static func address(_ text: Substring) -> String? {
        let digits = Array(text)
        guard digits.count == 8 || digits.count == 32 else { return nil }
        let words = stride(from: 0, to: digits.count, by: 8).compactMap {
            UInt32(String(digits[$0..<$0 + 8]), radix: 16)
        }
        guard words.count == digits.count / 8 else { return nil }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = words.count == 1 ? AF_INET : AF_INET6
        guard words.withUnsafeBytes({ inet_ntop(family, $0.baseAddress, &buffer, socklen_t(buffer.count)) }) != nil
        else {
            return nil
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
