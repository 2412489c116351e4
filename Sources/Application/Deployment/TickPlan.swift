package import Foundation
import Storage

/// The instants that are to be decided.
package struct TickPlan: Sendable {
    /// In their order.
    package let instants: [Date]
    let mode: TickMode
}
