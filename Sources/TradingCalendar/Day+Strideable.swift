extension Day: Strideable {
    package func distance(to other: Day) -> Int { other.ordinal - ordinal }
    package func advanced(by days: Int) -> Day { Day(ordinal: ordinal + days) }
}
