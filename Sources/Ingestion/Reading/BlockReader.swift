import Core
import Foundation

/// Cuts a file into blocks of whole records, in order, for any number of workers.
///
/// The quotes before a newline decide if it ends a record, so the cut is found while the blocks are handed out
/// one after the other; a block without a quote costs one `memchr`.
final class BlockReader: @unchecked Sendable {
    // Everything that changes is guarded by the lock.
    private let lock = NSLock()
    private let stream: ByteStream
    private var leftover: [UInt8] = []
    private var index = 0
    private var offset = 0
    private var atEnd = false
    /// The digest of all blocks that were handed out; nil where nobody reads the file again.
    private var content: DigestStream?
    private var boundary: BlockBoundary?

    let path: String
    private let quoted: Bool

    /// - Parameters:
    ///   - quoted: whether double quotes protect newlines (CSV) or not (JSON Lines).
    ///   - isFollowed: whether the file will be read again from its ``lastBoundary`` on.
    ///   - acceptsPipes: whether something else than a regular file may be read.
    init(path: String, quoted: Bool, isFollowed: Bool, acceptsPipes: Bool) throws {
        self.path = path
        self.quoted = quoted
        stream = try ByteStream(path: path, acceptsPipes: acceptsPipes)
        content = isFollowed ? DigestStream() : nil
    }

    /// Goes on where a block began when the file was read before. The blocks are cut as if it were read from the start.
    /// - Returns: nil where the bytes before the boundary are not those that were read.
    init?(path: String, quoted: Bool, from boundary: BlockBoundary) throws {
        self.path = path
        self.quoted = quoted
        stream = try ByteStream(path: path, acceptsPipes: false)
        content = try stream.digest(ofFirst: boundary.offset)
        guard content?.digest == boundary.contentBefore.digest else { return nil }
        offset = boundary.offset
        index = boundary.index
        self.boundary = boundary
    }

    /// Where the last block that was handed out begins; nil where it is the file's first, or the file is not followed.
    var lastBoundary: BlockBoundary? { lock.withLock { boundary } }

    /// Fills a block with the next whole records.
    /// - Returns: false at the end.
    func next(_ block: Block) throws -> Bool {
        try lock.withLock {
            block.start = 0
            block.endsWithoutNewline = false
            block.count = leftover.count
            leftover.withUnsafeBufferPointer { rest in
                if let base = rest.baseAddress { block.bytes.update(from: base, count: rest.count) }
            }
            if !atEnd {
                let room = UnsafeMutableRawBufferPointer(
                    start: block.bytes + block.count, count: Block.capacity - block.count)
                let got = try stream.read(into: room)
                block.count += got
                atEnd = got < room.count
            }
            guard block.count > 0 else { return false }
            let cut = try endOfRecords(block)
            leftover = Array(UnsafeBufferPointer(start: block.bytes + cut, count: block.count - cut))
            block.count = cut
            block.index = index
            if let content, index > 0 {
                boundary = BlockBoundary(offset: offset, index: index, contentBefore: content)
            }
            content?.append(UnsafeRawBufferPointer(start: block.bytes, count: cut))
            index += 1
            offset += cut
            if block.bytes[cut - 1] != UInt8(ascii: "\n") {
                block.bytes[cut] = UInt8(ascii: "\n")
                block.count = cut + 1
                block.endsWithoutNewline = true
            }
            return true
        }
    }

    private func endOfRecords(_ block: Block) throws -> Int {
        let scan =
            quoted
            ? QuoteScan(block.bytes, count: block.count, isFirst: index == 0)
            : QuoteScan(unquoted: block.bytes, count: block.count)
        if atEnd {
            guard let open = scan.openQuote else { return block.count }
            throw InputFailure(
                path: path, line: try line(atByte: offset + open),
                "a quote is opened here and never closed; expected a closing \" before the end of the file")
        }
        if let end = scan.lastRecordEnd { return end }
        let line = try line(atByte: offset)
        if let open = scan.openQuote {
            throw InputFailure(
                path: path, line: try self.line(atByte: offset + open),
                "a quote is opened here and not closed within \(Block.capacity) bytes; expected a closing \"")
        }
        throw InputFailure(
            path: path, line: line,
            "the record that starts here is longer than \(Block.capacity) bytes; expected one record a line")
    }

    /// The line (from 1) in which a byte of the file stands; reads the file again, for messages only.
    private func line(atByte offset: Int) throws -> Int {
        let stream = try ByteStream(path: path, acceptsPipes: true)
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { memory.deallocate() }
        var line = 1
        var left = offset
        while left > 0 {
            let got = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[..<min(left, memory.count)]))
            if got == 0 { break }
            line += memory[..<got].count { $0 == UInt8(ascii: "\n") }
            left -= got
        }
        return line
    }
}
