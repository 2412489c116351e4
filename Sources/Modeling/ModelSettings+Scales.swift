extension ModelSettings {
    /// The features that can be the scale of a benchmark, by the names that stand for them: those of the built-in model
    /// that are never below 0. nil for a ledger, whose features are known when it is read.
    package var scales: [String: String]? {
        guard case .builtIn(let settings) = self else { return nil }
        var scales = ["vix_level": "vix_level"]
        for name in ["mean_abs_return_5", "mean_abs_return_21"] { scales[name] = name }
        if let index = settings.columns.first { scales[index] = "vix_level" }
        return scales
    }
}
