import Alerting
import Storage

extension MonitorStore {
    /// The incident whose id begins with a text.
    func incident(matching beginning: String) throws -> Incident {
        guard !beginning.isEmpty else { throw ApplicationError.usage("the id of the incident is empty") }
        let found = try incidents(IncidentQuery(prefix: beginning))
        guard let incident = found.first else {
            throw ApplicationError.notFound(
                "there is no incident \"\(beginning)\"; bellwether incidents list shows them")
        }
        guard found.count == 1 else {
            let ids = found.prefix(5).map(\.id).joined(separator: ", ")
            throw ApplicationError.ambiguous("\(found.count) incidents begin with \"\(beginning)\": \(ids)")
        }
        return incident
    }
}
