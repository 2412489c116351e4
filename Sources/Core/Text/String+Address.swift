extension String {
    /// An address without the slash at its end, so that a path can follow.
    package var withoutTrailingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
