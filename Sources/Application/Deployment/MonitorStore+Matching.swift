import Alerting
import Core
import Storage

extension MonitorStore {
    /// Fewer characters of an id are a slip of the hand.
    private static var shortestBeginning: Int { 6 }
    /// Ids that an error lists.
    private static var listed: Int { 5 }

    /// The incident whose id begins with a text of at least 6 characters, or is that text.
    /// - Parameter command: for the hint at what there is.
    func incident(matching beginning: String, _ command: PrintedCommand) throws -> Incident {
        guard !beginning.isEmpty else { throw ApplicationError.usage("the id of the incident is empty") }
        let found = try incidents(IncidentQuery(prefix: beginning))
        if let exact = found.first(where: { $0.id == beginning }) { return exact }
        guard let incident = found.first else {
            throw ApplicationError.notFound(
                "there is no incident \"\(beginning)\"; this lists them: \(command.text(["incidents", "list"]))")
        }
        let more = found.count > Self.listed ? ", …" : ""
        let ids = found.prefix(Self.listed).map(\.id).joined(separator: ", ") + more
        guard beginning.count >= Self.shortestBeginning else {
            throw ApplicationError.ambiguous(
                """
                "\(beginning)" is too short: the beginning of an id has at least \(Self.shortestBeginning) \
                characters; \(found.count.counted("incident")) \(found.count == 1 ? "begins" : "begin") with it: \(ids)
                """)
        }
        guard found.count == 1 else {
            throw ApplicationError.ambiguous("\(found.count) incidents begin with \"\(beginning)\": \(ids)")
        }
        return incident
    }
}
