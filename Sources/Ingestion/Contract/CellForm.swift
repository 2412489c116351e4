package import Core
import TradingCalendar

/// The form that cells seem to have which are not exactly of their column's type.
package struct CellForm: Equatable, Sendable {
    /// `dd/MM/yyyy`, say, as the end of "it looks like …".
    package let name: String
    /// The first cell as it should be written; nil where that cannot be told.
    package let rewritten: String?

    /// - Parameter texts: of cells that did not parse; the first is looked at, and the others where it can be read in
    ///   two ways.
    /// - Returns: nil where the form is not known.
    package init?(_ texts: [String], as type: ColumnType) {
        guard let first = texts.first else { return nil }
        let trimmed = first.drop { $0 == " " || $0 == "\t" }
        let found: CellForm? =
            switch type {
            case .date, .timestamp: CellForm.moment(first, among: texts, as: type)
            case .number, .integer: CellForm.number(first, among: texts, as: type)
            case .boolean: CellForm.boolean(first)
            case .text: nil
            }
        if let found {
            self = found
        } else if trimmed.count < first.count || first.last == " " {
            self.init("text with blanks around it", String(trimmed).trimmingSuffix)
        } else if CellForm.nulls.contains(first.lowercased()) {
            self.init("a null that nulls: does not name", nil)
        } else {
            return nil
        }
    }

    private init(_ name: String, _ rewritten: String?) {
        self.name = name
        self.rewritten = rewritten
    }

    private static let nulls: Set = [
        "-", "--", "—", ".", "?", "n/a", "#n/a", "na", "nan", "null", "none", "nil", "\\n", "missing", "unknown",
    ]

    // MARK: - Dates

    private static func moment(_ text: String, among texts: [String], as type: ColumnType) -> CellForm? {
        if let match = text.wholeMatch(of: /([0-9]{1,2})([\/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(.*)/) {
            return dayFirst(match.output, among: texts)
        }
        if let match = text.wholeMatch(of: /([0-9]{4})([\/.])([0-9]{1,2})\2([0-9]{1,2})(.*)/) {
            let separator = match.output.2
            return CellForm(
                "yyyy\(separator)MM\(separator)dd",
                date(match.output.1, month: match.output.3, day: match.output.4))
        }
        if let match = text.wholeMatch(of: /([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}.*)/) {
            return type == .date
                ? CellForm("a timestamp, not a date", String(match.output.1))
                : CellForm("a timestamp without its zone (Z, or an offset such as -05:00, at its end)", "\(text)Z")
        }
        if type == .timestamp, Day(iso: text) != nil { return CellForm("a date, not a timestamp", nil) }
        if text.wholeMatch(of: /[0-9]+(\.[0-9]+)?/) != nil { return digits(text) }
        if text.firstMatch(of: /(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/) != nil {
            return CellForm("a date with the name of its month", nil)
        }
        return nil
    }

    /// A date that begins with its day or its month.
    private static func dayFirst(
        _ parts: (Substring, Substring, Substring, Substring, Substring, Substring), among texts: [String]
    ) -> CellForm? {
        let separator = parts.2
        let year = parts.4.count == 4 ? "yyyy" : "yy"
        let pairs = texts.prefix(1_000).compactMap { text -> (Int, Int)? in
            guard let match = text.prefixMatch(of: /([0-9]{1,2})[\/.-]([0-9]{1,2})[\/.-]/), let a = Int(match.output.1),
                let b = Int(match.output.2)
            else { return nil }
            return (a, b)
        }
        let dayFirst = "dd\(separator)MM\(separator)\(year)"
        let monthFirst = "MM\(separator)dd\(separator)\(year)"
        let century = parts.4.count == 4 ? "" : "20"
        switch (pairs.contains { $0.0 > 12 }, pairs.contains { $0.1 > 12 }) {
        case (true, false):
            return CellForm(dayFirst, date("\(century)\(parts.4)", month: parts.3, day: parts.1))
        case (false, true):
            return CellForm(monthFirst, date("\(century)\(parts.4)", month: parts.1, day: parts.3))
        case (true, true), (false, false): return CellForm("\(dayFirst) or \(monthFirst)", nil)
        }
    }

    private static func digits(_ text: String) -> CellForm? {
        let whole = text.prefix { $0 != "." }
        if whole.count == 8, text.count == 8,
            let iso = date(text.prefix(4), month: text.dropFirst(4).prefix(2), day: text.suffix(2))
        {
            return CellForm("yyyyMMdd", iso)
        }
        return switch whole.count {
        case 9, 10: CellForm("seconds since 1970", nil)
        case 12, 13: CellForm("milliseconds since 1970", nil)
        case 15, 16: CellForm("microseconds since 1970", nil)
        case 18, 19: CellForm("nanoseconds since 1970", nil)
        case 5: CellForm("a day number of a spreadsheet", nil)
        default: nil
        }
    }

    private static func date(_ year: some StringProtocol, month: some StringProtocol, day: some StringProtocol)
        -> String?
    {
        func padded(_ text: some StringProtocol) -> String { text.count == 1 ? "0\(text)" : String(text) }
        let iso = "\(year)-\(padded(month))-\(padded(day))"
        return Day(iso: iso) == nil ? nil : iso
    }

    // MARK: - Numbers

    private static func number(_ text: String, among texts: [String], as type: ColumnType) -> CellForm? {
        if type == .integer, let value = Double(text), value.isFinite, text.contains(".") {
            return CellForm("a number with decimals; type: number takes it", nil)
        }
        if text.wholeMatch(of: /[-+]?[0-9]+,[0-9]+/) != nil {
            let isThousands = texts.prefix(1_000).allSatisfy { $0.wholeMatch(of: /[-+]?[0-9]{1,3}(,[0-9]{3})+/) != nil }
            return isThousands
                ? CellForm("a number with commas between its thousands", text.replacing(",", with: ""))
                : CellForm("a number with a decimal comma", text.replacing(",", with: "."))
        }
        if text.wholeMatch(of: /[-+]?[0-9]{1,3}([.' \u{A0}\u{202F}][0-9]{3})+,[0-9]+/) != nil {
            let plain = text.filter { $0.isNumber || $0 == "," || $0 == "-" }
            return CellForm("a number with a decimal comma", plain.replacing(",", with: "."))
        }
        if text.wholeMatch(of: /[-+]?[0-9]{1,3}([,' \u{A0}\u{202F}][0-9]{3})+(\.[0-9]+)?/) != nil {
            let plain = text.filter { $0.isNumber || $0 == "." || $0 == "-" }
            return CellForm("a number with marks between its thousands", plain)
        }
        if text.wholeMatch(of: /[-+]?[0-9.,]+ ?%/) != nil { return CellForm("a number with a percent sign", nil) }
        if text.firstMatch(of: /[$€£¥]/) != nil { return CellForm("an amount with its currency", nil) }
        if text.first == "\u{2212}" { return CellForm("a number with a typographic minus", "-\(text.dropFirst())") }
        if text.wholeMatch(of: /(?i)[-+]?inf(inity)?/) != nil { return CellForm("an infinite number", nil) }
        return nil
    }

    private static func boolean(_ text: String) -> CellForm? {
        switch text.lowercased() {
        case "true", "t", "yes", "y", "1", "1.0": CellForm("a boolean written in another way", "true")
        case "false", "f", "no", "n", "0", "0.0": CellForm("a boolean written in another way", "false")
        default: nil
        }
    }
}

extension String {
    fileprivate var trimmingSuffix: String {
        var text = self[...]
        while text.last == " " || text.last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
