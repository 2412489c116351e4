package import Core
package import TradingCalendar

/// The model whose predictions are watched: the section `model:` of a policy.
package enum ModelSettings: Sendable {
    case builtIn(BuiltIn)
    case ledger(LedgerFiles)

    /// `market-ridge` on the columns of a source.
    package struct BuiltIn: Sendable {
        package let source: String
        /// A volatility index, a price, a volume.
        package let columns: [String]
        package let train: Int
        package let holdout: Int
        package let node: PolicyNode

        package var plan: TrainingPlan {
            TrainingPlan(columns: columns, trainingRows: train, holdoutRows: holdout)
        }
    }

    /// Predictions and labels that something else writes.
    package struct LedgerFiles: Sendable {
        /// Paths as written, relative to the policy.
        package let predictions: String
        package let labels: String
        package let lag: PublicationLag
        package let node: PolicyNode
    }

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "built_in", .choice([MarketRidge.recipe]), example: "market-ridge", doc: "A model that is built in."),
        PolicyKey(
            "ledger", .text, example: "predictions.csv",
            doc: "Instead: a file of predictions made elsewhere, CSV or JSON Lines, relative to the policy."),
        PolicyKey("labels", .text, example: "labels.csv", doc: "With ledger: the file of their labels."),
        PolicyKey(
            "available", .text, example: "90 minutes after close",
            doc: "With ledger: when the label of a session is published; default: at close."),
        PolicyKey("source", .text, example: "market", doc: "With built_in: the source of its columns."),
        PolicyKey(
            "features", .list(.text), example: "[vix_close, sp500_close, sp500_volume]",
            doc: "With built_in: the columns of the volatility index, the price and the volume, in this order."),
        PolicyKey(
            "label", .choice([label]), example: label, doc: "With built_in: what it predicts, of the price's column."),
        PolicyKey(
            "train", .text, example: "756 sessions",
            doc: """
                With built_in: complete rows it is trained on; default 756.
                """),
        PolicyKey(
            "holdout", .text, example: "252 sessions",
            doc: """
                With built_in: newest rows kept out to compare; default 252.
                """),
    ]

    static let label = "next_session_log_return"
    private static let builtInKeys = ["source", "features", "label", "train", "holdout"]
    private static let ledgerKeys = ["labels", "available"]

    /// The name by which checks refer to the model.
    package var name: String {
        switch self {
        case .builtIn: MarketRidge.recipe
        case .ledger: "ledger"
        }
    }

    /// - Parameter sources: the columns of the policy's sources, by their names; nil where they cannot be read.
    package init?(_ node: PolicyNode, sources: [String: DeclaredColumns]?, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, keys: ModelSettings.keys, problems: problems) else { return nil }
        switch (fields["built_in"] != nil, fields["ledger"] != nil) {
        case (true, false):
            ModelSettings.refuse(ModelSettings.ledgerKeys, in: fields, owner: "ledger:")
            guard let settings = BuiltIn(fields, sources) else { return nil }
            self = .builtIn(settings)
        case (false, true):
            ModelSettings.refuse(ModelSettings.builtInKeys, in: fields, owner: "built_in:")
            guard let settings = LedgerFiles(fields) else { return nil }
            self = .ledger(settings)
        case (true, true), (false, false):
            problems.error(node, "a model has one of built_in: and ledger:", example: "built_in: market-ridge")
            let names = ModelSettings.builtInKeys
            if names.contains(where: { fields[$0] != nil }) { _ = BuiltIn(fields, sources) }
            _ = fields.value("available", expected: "a publication lag") { PublicationLag($0) }
            return nil
        }
    }

    private static func refuse(_ keys: [String], in fields: PolicyFields, owner: String) {
        for key in keys {
            if let node = fields[key] { fields.problems.error(node, "\(key): belongs to a model with \(owner)") }
        }
    }
}

extension ModelSettings.BuiltIn {
    fileprivate init?(_ fields: PolicyFields, _ sources: [String: DeclaredColumns]?) {
        let problems = fields.problems
        let recipe = fields.text("built_in")
        if let recipe, recipe != MarketRidge.recipe, let node = fields["built_in"] {
            problems.error(
                node,
                "unknown model \(node.shown)\(suggestion(for: recipe, among: [MarketRidge.recipe]))",
                example: "built_in: \(MarketRidge.recipe)")
        }
        let named = fields.text("source")
        for key in ["source", "features"] where fields[key] == nil {
            let example = ModelSettings.keys.first { $0.name == key }?.example ?? ""
            problems.error(fields.node, "the model's \(key): is missing", example: "\(key): \(example)")
        }
        if let named, let sources, sources[named] == nil, let node = fields["source"] {
            let names = sources.keys.sorted()
            problems.error(
                node, "unknown source \(node.shown)\(suggestion(for: named, among: names))",
                example: "source: \(suggestedName(for: named, among: names) ?? names.first ?? "market")")
        }
        let nodes = fields.list("features")
        if let node = fields["features"], nodes.count != 3 {
            problems.error(
                node,
                """
                \(MarketRidge.recipe) needs three columns: a volatility index, a price, a volume; here are \
                \(nodes.count)
                """,
                example: "features: [vix_close, sp500_close, sp500_volume]")
        }
        if let named, let declared = sources?[named] {
            for node in nodes { ModelSettings.BuiltIn.checkColumn(node, declared: declared, source: named, problems) }
        }
        if Set(nodes.compactMap(\.scalar)).count < nodes.count, let node = fields["features"] {
            problems.error(node, "a column is named twice", example: "features: [vix_close, sp500_close, sp500_volume]")
        }
        _ = fields.value("label", expected: "\"\(ModelSettings.label)\"") { $0 == ModelSettings.label ? $0 : nil }
        train = fields.sessions("train", in: MarketRidge.minimumRows...100_000) ?? 756
        holdout = fields.sessions("holdout", in: 10...100_000) ?? 252
        columns = nodes.compactMap(\.scalar)
        node = fields.node
        guard let named, columns.count == 3 else { return nil }
        source = named
    }

    private static func checkColumn(
        _ node: PolicyNode, declared: DeclaredColumns, source: String, _ problems: PolicyProblems
    ) {
        guard let name = PolicyFields.scalar(node, problems, example: "vix_close") else { return }
        guard declared.contains(name) else {
            guard declared.isComplete else { return }
            problems.error(
                node,
                """
                the source \"\(source)\" declares no column \
                \"\(name)\"\(suggestion(for: name, among: declared.names))
                """
            )
            return
        }
        if let type = declared[name], type != .number, type != .integer {
            problems.error(node, "\"\(name)\" is of type \(type.rawValue); a feature is a number")
        }
    }
}

extension ModelSettings.LedgerFiles {
    fileprivate init?(_ fields: PolicyFields) {
        let predictions = fields.text("ledger")
        let labels = fields.text("labels")
        if fields["labels"] == nil {
            fields.problems.error(
                fields.node, "a ledger of predictions needs the file of their labels", example: "labels: labels.csv")
        }
        lag = fields.value("available", expected: "a publication lag") { PublicationLag($0) } ?? .none
        node = fields.node
        guard let predictions, let labels else { return nil }
        self.predictions = predictions
        self.labels = labels
    }
}
