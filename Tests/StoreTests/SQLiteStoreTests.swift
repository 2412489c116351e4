import Monitoring
import Store
import StoreConformance
import TestSupport
import Testing

@Suite("The store in SQLite")
struct SQLiteStoreTests {
    @Test("states, incidents and messages are those of the reference, across restarts", arguments: try AlertingCase.some())
    func reference(_ item: AlertingCase) throws {
        let files = try TemporaryFiles()
        try item.run { try SQLiteStore(directory: files.directory, deployment: "d", access: .write) }
        #expect(try SQLiteStore(directory: files.directory, access: .read).problems() == [])
    }
}
