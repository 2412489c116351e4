import Core
package import Reports

extension StoreCheckReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        problems.isEmpty ? "\(path): whole\n" : problems.map { "\(path): \($0)\n" }.joined()
    }
}

extension StoreBackupReport: Presentable {
    package func text(_ style: Style, width: Int) -> String { "\(file): a copy of \(path)\n" }
}

extension StoreVacuumReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        "\(path): vacuumed\(folded.map { ", \($0.counted("observation")) folded" } ?? "")\n"
    }
}

extension AuditProofReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        fault.map { "broken: \($0)\n" } ?? "whole: \(rows.counted("row")), head \(head ?? "none")\n"
    }
}
