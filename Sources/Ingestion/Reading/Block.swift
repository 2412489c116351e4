/// A stretch of a file that holds whole records only, and ends with a newline.
final class Block {
    /// The longest record that is read; a longer one is refused, so that memory stays bounded.
    static let capacity = 1 << 20

    /// One byte more than the capacity, for the newline that the last record of a file may lack, and eight that are
    /// read with it.
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: Block.capacity + 9)
    /// Where the records begin: after a byte order mark or a header in the first block.
    var start = 0
    var count = 0
    var index = 0
    /// True if the file ends here without a newline: its last record may have been cut.
    var endsWithoutNewline = false

    deinit { bytes.deallocate() }

    var contents: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes + start, count: count - start) }
}
