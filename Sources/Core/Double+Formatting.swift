import Foundation

extension Double {
    func formatted(_ format: String) -> String { String(format: format, self) }
}
