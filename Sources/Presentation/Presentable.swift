/// A report with a form for people at a terminal and a form for programs.
package protocol Presentable: JSONConvertible {
    /// - Parameter width: of the terminal, in characters.
    func text(_ style: Style, width: Int) -> String
}
