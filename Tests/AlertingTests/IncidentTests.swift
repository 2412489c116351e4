import Storage
import StoreConformance
import Testing

@Suite("Alerts and incidents, against a program written from the guide")
struct IncidentTests {
    @Test("states, incidents and messages are those of the reference", arguments: try AlertingCase.all())
    func reference(_ item: AlertingCase) throws {
        let store = InMemoryStore(deployment: "d")
        try item.run { store }
    }

    @Test("there are the reference's cases to run")
    func cases() throws {
        let names = try AlertingCase.all().map(\.testDescription)
        #expect(names.count == 177 && names.count { !$0.hasPrefix("random") } == 27 && Set(names).count == names.count)
    }

    @Test("of changes that several tasks make to the store in memory none is lost")
    func concurrentChanges() async throws { try await ConcurrentChanges(InMemoryStore(deployment: "d")).check() }

    @Test("the store in memory keeps the laws of stores", arguments: StoreLaw.allCases)
    func laws(_ law: StoreLaw) throws {
        let store = InMemoryStore(deployment: "d")
        try law.check { store }
    }
}
