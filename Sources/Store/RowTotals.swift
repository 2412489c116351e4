import Core
import Foundation
import GRDB

/// The number and the sum of the rows of each table, which every change of this program keeps: rows that were changed,
/// added or taken out by anything else do not add up any more, however often the program has written since.
///
/// A row counts with the fingerprint of its cells. That is no proof against somebody who computes the sums anew; it is
/// one against changes by hand.
enum RowTotals {
    /// The sums are kept below this, so that none overflows.
    private static let modulus = 1 << 61

    /// Tables without totals. When a channel may be tried again is no part of the record.
    private static let uncounted = ["totals", "channels", "grdb_migrations"]

    /// Columns that are no part of the record: the number of changes, and when a message may be tried again.
    private static let uncountedColumns = [
        "deployment": ["revision"],
        "outbox": ["first_attempt", "next_attempt", "leased_at", "unclear_since", "searched_at"],
    ]

    /// The fingerprint of a row, as a function of SQL that is given its cells.
    static let function = DatabaseFunction("row_fingerprint", pure: true) { cells in
        var fingerprint = Fingerprint()
        for cell in cells { combine(cell, into: &fingerprint) }
        return Int(fingerprint.value & UInt64(modulus - 1))
    }

    private static func combine(_ cell: DatabaseValue, into fingerprint: inout Fingerprint) {
        switch cell.storage {
        case .null: fingerprint.combine("null")
        case .int64(let number): fingerprint.combine(UInt64(bitPattern: number))
        // SQLite does not keep the sign of a zero.
        case .double(let number): fingerprint.combine(number == 0 ? 0.0 : number)
        case .string(let text): fingerprint.combine(text)
        case .blob(let data):
            fingerprint.combine("blob")
            for byte in data { fingerprint.combine(UInt64(byte)) }
        }
    }

    /// A table and its columns, as they are.
    private struct Table {
        let name: String
        let columns: [String]

        var counted: [String] { columns.filter { !(uncountedColumns[name] ?? []).contains($0) } }

        /// The fingerprint of one of its rows, in SQL.
        func fingerprint(_ row: String) -> String {
            "row_fingerprint(\(counted.map { "\(row).\(quoted($0))" }.joined(separator: ", ")))"
        }
    }

    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    private static func tables(_ db: Database) throws -> [Table] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT tables.name AS "table", columns.name AS "column"
                FROM main.sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite~_%' ESCAPE '~'
                ORDER BY tables.name, columns.cid
                """)
        var columns: [String: [String]] = [:]
        for row in rows { columns[try row.value("table"), default: []].append(try row.value("column")) }
        return columns.filter { !uncounted.contains($0.key) }.sorted { $0.key < $1.key }
            .map { Table(name: $0.key, columns: $0.value) }
    }

    /// Counts everything as it is. Every migration that changes tables or rows ends with this.
    static func renew(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM totals")
        for table in try tables(db) {
            let (count, sum) = try total(of: table, db)
            try db.execute(
                sql: "INSERT INTO totals (name, columns, row_count, total) VALUES (?, ?, ?, ?)",
                arguments: [table.name, JSONValue(table.columns).compact, count, sum])
        }
    }

    private static func total(of table: Table, _ db: Database) throws -> (count: Int, sum: Int) {
        let name = quoted(table.name)
        let cursor = try Int.fetchCursor(db, sql: "SELECT \(table.fingerprint(name)) FROM main.\(name)")
        var (count, sum) = (0, 0)
        while let fingerprint = try cursor.next() {
            count += 1
            sum = (sum + fingerprint) % modulus
        }
        return (count, sum)
    }

    /// Makes this connection keep the totals of everything that it writes. Others do not, so their changes show.
    static func follow(_ db: Database) throws {
        // So that a row that replaces another counts as two changes.
        try db.execute(sql: "PRAGMA recursive_triggers = ON")
        for table in try tables(db) {
            let name = quoted(table.name)
            let columns = table.counted.map(quoted).joined(separator: ", ")
            func trigger(_ event: String, _ change: String) throws {
                let trigger = quoted("total_\(table.name)_\(event.prefix(6))")
                try db.execute(
                    sql: """
                        CREATE TEMP TRIGGER \(trigger) AFTER \(event) ON main.\(name)
                        BEGIN UPDATE totals SET \(change) WHERE name = '\(table.name.replacing("'", with: "''"))'; END
                        """)
            }
            let (old, new) = (table.fingerprint("OLD"), table.fingerprint("NEW"))
            try trigger("INSERT", "row_count = row_count + 1, total = (total + \(new)) % \(modulus)")
            try trigger("DELETE", "row_count = row_count - 1, total = (total + \(modulus) - \(old)) % \(modulus)")
            try trigger("UPDATE OF \(columns)", "total = (total + \(modulus) - \(old) + \(new)) % \(modulus)")
        }
    }

    /// Refuses a database of which a table or a column is gone, or of which a table has lost all of its rows.
    static func requireTables(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT name, columns, row_count FROM totals ORDER BY name")
        guard !rows.isEmpty else { throw DamagedTable("the table totals is empty") }
        let present = Dictionary(try tables(db).map { ($0.name, $0.columns) }) { first, _ in first }
        for row in rows {
            let name: String = try row.value("name")
            guard let columns = present[name] else { throw DamagedTable("the table \(name) is gone") }
            guard try columns == row.json("columns") else {
                throw DamagedTable("the table \(name) has other columns than it had")
            }
            let isEmpty = try Int.fetchOne(db, sql: "SELECT 1 FROM main.\(quoted(name)) LIMIT 1") == nil
            if try row.value("row_count") as Int > 0, isEmpty { throw DamagedTable("the table \(name) is empty") }
        }
    }

    /// The tables whose rows are not those that were written.
    static func faults(_ db: Database) throws -> [String] {
        let rows = try Row.fetchAll(db, sql: "SELECT name, row_count, total FROM totals")
        let known = Dictionary(
            try rows.map { row in
                (
                    try row.value("name") as String,
                    (count: try row.value("row_count") as Int, sum: try row.value("total") as Int)
                )
            }
        ) { first, _ in first }
        return try tables(db).compactMap { table in
            guard let known = known[table.name] else { return "nothing is known of the table \(table.name)" }
            let (count, sum) = try total(of: table, db)
            if count != known.count {
                return "the table \(table.name) holds \(count.counted("row")) instead of \(known.count)"
            }
            return sum == known.sum ? nil : "rows of the table \(table.name) were changed by hand"
        }
    }
}

/// A table that is not as it was left.
struct DamagedTable: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
