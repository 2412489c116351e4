/// A shift that is planted into a window, to see whether a rule would notice it.
struct PlantedShift {
    /// The first row that it moves.
    let onset: Int
    /// nil where each window's own baseline gives the size.
    let size: Double?
}
