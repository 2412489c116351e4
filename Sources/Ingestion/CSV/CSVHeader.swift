import Core

/// The names in the first record of a CSV file.
enum CSVHeader {
    /// Reads the header of the first block and moves the block's start behind it.
    static func read(_ block: Block, path: String) throws -> [String] {
        let bytes = UnsafePointer(block.bytes)
        if block.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { block.start = 3 }
        var names: [String] = []
        var at = block.start
        repeat {
            var field: [UInt8] = []
            if bytes[at] == UInt8(ascii: "\"") {
                let close = QuoteScan.closingQuote(bytes, from: at + 1, to: block.count) ?? at + 1
                var i = at + 1
                while i < close {
                    field.append(bytes[i])
                    i += bytes[i] == UInt8(ascii: "\"") ? 2 : 1
                }
                at = close + 1
            }
            while bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: "\n") {
                field.append(bytes[at])
                at += 1
            }
            let last = bytes[at] == UInt8(ascii: "\n")
            if last, field.last == UInt8(ascii: "\r") { field.removeLast() }
            names.append(try name(field, number: names.count + 1, path: path))
            at += 1
            if last { break }
        } while true
        block.start = at
        try refuseDuplicates(names, path: path)
        return names
    }

    private static func name(_ field: [UInt8], number: Int, path: String) throws -> String {
        if field.contains(0) {
            throw InputFailure(
                path: path, line: 1, "looks like a binary file (a zero byte in the header); expected text")
        }
        if field.contains(UInt8(ascii: "\r")) {
            throw InputFailure(
                path: path, line: 1, "lines end with a carriage return only; expected a newline, or both")
        }
        guard let name = String(validating: field, as: UTF8.self) else {
            throw InputFailure(
                path: path, line: 1, "the name of column \(number) is not UTF-8; convert the file to UTF-8")
        }
        return name
    }

    private static func refuseDuplicates(_ names: [String], path: String) throws {
        var seen: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            if let first = seen[name] {
                throw InputFailure(
                    path: path, line: 1,
                    """
                    the column \"\(name)\" appears twice, as field \(first + 1) and field \(index + 1); expected each \
                    name once
                    """
                )
            }
            seen[name] = index
        }
    }
}
