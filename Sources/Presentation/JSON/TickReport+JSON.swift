package import Core
import Foundation
package import Reports

extension TickReport: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "deployment": deployment, "ticks": instants.count, "from": instants.first, "to": instants.last,
            "incidents_opened": opened, "incidents_resolved": resolved, "worst": worst, "messages": outbox,
            "undelivered": undelivered?.json ?? [],
        ])
    }
}
