import TradingCalendar

/// Reads timestamps of the form `2024-01-01T00:00:00Z`; rows of one day follow each other, so the day is read once.
struct DayCache {
    private var text: (UInt64, UInt16) = (0, 0)
    private var startOfDay = 0

    /// - Returns: seconds since 1970; nil for every other spelling, which ``Timestamp`` reads or refuses.
    mutating func timestamp(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
        guard cell.count == 20, cell[19] == UInt8(ascii: "Z"), cell[10] == UInt8(ascii: "T"),
            cell[13] == UInt8(ascii: ":"), cell[16] == UInt8(ascii: ":")
        else { return nil }
        let raw = UnsafeRawBufferPointer(cell)
        let day = (raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
        if day != text {
            guard let read = Day(isoBytes: UnsafeBufferPointer(rebasing: cell[0..<10])) else { return nil }
            startOfDay = read.ordinal * 86_400
            text = day
        }
        let hour = two(cell, 11)
        let minute = two(cell, 14)
        let second = two(cell, 17)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return Double(startOfDay + hour * 3600 + minute * 60 + second)
    }

    /// A number of two digits; 100 or more for anything else.
    private func two(_ cell: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let (tens, ones) = (Int(cell[at] &- 48), Int(cell[at + 1] &- 48))
        return tens < 10 && ones < 10 ? tens * 10 + ones : 100
    }
}
