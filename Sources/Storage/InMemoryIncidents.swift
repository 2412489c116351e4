import Alerting
import TradingCalendar

/// Incidents in the order in which they were opened, found by their ids.
struct InMemoryIncidents: Sendable {
    private(set) var all: [Incident] = []
    private var indices: [String: Int] = [:]
    /// Indices of those that are not resolved, ascending.
    private var unresolved: [Int] = []

    var open: [Incident] { unresolved.map { all[$0] } }

    mutating func write(_ incident: Incident) {
        let index = indices[incident.id] ?? all.count
        if index == all.count {
            all.append(incident)
            indices[incident.id] = index
        } else {
            all[index] = incident
        }
        let place = unresolved.partitioningIndex { $0 < index }
        let isListed = place < unresolved.count && unresolved[place] == index
        if incident.isResolved {
            if isListed { unresolved.remove(at: place) }
        } else if !isListed {
            unresolved.insert(index, at: place)
        }
    }
}
