import Core

/// Names under which people look for a metric, with the metrics that answer, or the reason why none does.
enum FamiliarMetrics {
    /// The metrics that come closest, the first the closest; empty where there is none.
    struct Answer {
        let metrics: [String]
        var remark: String?

        init(_ metrics: String..., remark: String? = nil) {
            self.metrics = metrics
            self.remark = remark
        }
    }

    static func answer(to name: String) -> Answer? {
        let name = FamiliarNames.normalised(name)
        return answers.first { $0.names.contains(name) }?.answer
    }

    private static let endpoint = Answer(remark: "no metric of an endpoint or of its machine exists in this version")
    private static let moment = Answer(
        "energy", remark: "a mean, a spread or an extreme has no metric of its own in this version")

    private static let answers: [(names: Set<String>, answer: Answer)] = [
        (
            [
                "null", "nulls", "null_rate", "null_ratio", "null_share", "null_count", "null_fraction", "missing",
                "missing_values", "missing_rate", "missing_percent", "missingness", "nan", "nans", "na", "empty",
                "completeness", "complete", "not_null", "fill_rate",
            ], Answer("null_percent")
        ),
        (
            [
                "freshness", "staleness", "stale", "lateness", "late", "delay", "age", "timeliness", "recency",
                "hours_behind", "days_behind", "keys_behind", "last_update", "data_age",
            ], Answer("sessions_behind")
        ),
        (
            [
                "volume", "count", "counts", "rows", "row", "records", "num_rows", "number_of_rows", "row_number",
                "rowcount", "record_count", "size", "cardinality", "missing_keys",
            ], Answer("row_count")
        ),
        (
            [
                "duplicates", "duplicate", "duplicated", "duplicate_rows", "duplicate_keys", "duplicate_count",
                "unique", "uniqueness", "distinct", "distinct_share",
            ],
            Answer("schema", remark: "schema finds rows that repeat the key of their source: critical: [duplicate_key]")
        ),
        (
            [
                "range", "out_of_range", "bounds", "types", "type", "dtype", "columns", "contract", "validity",
                "valid", "invalid", "format", "allowed", "allowed_values", "accepted_values", "schema_change",
                "schema_drift",
            ], Answer("schema")
        ),
        (
            [
                "drift", "data_drift", "feature_drift", "covariate_drift", "covariate_shift", "distribution",
                "distribution_shift", "energy_distance", "cramer", "cramer_von_mises", "cvm",
            ], Answer("energy")
        ),
        (["population_stability", "population_stability_index"], Answer("psi")),
        (
            [
                "kolmogorov_smirnov", "kolmogorov", "ks_test", "kstest", "ks_2samp", "ks_statistic", "k_s",
                "mann_whitney",
            ], Answer("ks")
        ),
        (["anderson", "anderson_darling_test", "anderson_ksamp"], Answer("anderson_darling")),
        (
            ["wasserstein_distance", "emd", "earth_mover", "earth_movers_distance", "earth_mover_distance"],
            Answer("wasserstein")
        ),
        (
            [
                "js", "jsd", "jensenshannon", "js_divergence", "js_distance", "jensen_shannon_divergence",
                "jensen_shannon_distance", "kl", "kl_divergence", "kullback_leibler",
            ], Answer("jensen_shannon")
        ),
        (["hellinger_distance", "bhattacharyya"], Answer("hellinger")),
        (
            ["chi2", "chi_2", "chisq", "chisquare", "chi_squared", "chi2_test", "chi_square_test", "category_drift"],
            Answer("chi_square")
        ),
        (["linf", "l_inf", "linfinity", "l_infinity_distance", "tvd", "total_variation"], Answer("l_infinity")),
        (
            ["correlation", "pearson", "spearman", "regression", "slope", "beta", "concept_drift", "covariance"],
            Answer("relation")
        ),
        (
            ["mse", "rms", "mean_squared_error", "root_mean_squared_error", "root_mean_square_error", "r2", "error"],
            Answer("rmse")
        ),
        (["mean_absolute_error", "absolute_error", "mape", "smape", "median_absolute_error"], Answer("mae")),
        (["me", "mean_error", "mbe", "mean_bias_error"], Answer("bias")),
        (["nll", "negative_log_likelihood", "log_likelihood", "logarithmic_score", "ignorance"], Answer("log_score")),
        (["continuous_ranked_probability_score", "ranked_probability_score", "pinball"], Answer("crps")),
        (
            ["skill_score", "diebold_mariano", "dm_test", "benchmark", "mase", "theil_u", "out_of_sample_r2"],
            Answer("skill")
        ),
        (["accuracy", "precision", "recall", "f1", "f1_score"], Answer("decision_accuracy", "hit_rate")),
        (["directional_accuracy", "sign_accuracy", "hits", "hit_ratio", "win_rate"], Answer("hit_rate")),
        (
            ["auc", "roc", "roc_auc", "auroc", "gini", "average_precision", "pr_auc"],
            Answer(
                "calibration", "hit_rate", remark: "no metric ranks predictions in this version")
        ),
        (
            ["brier", "brier_score", "log_loss", "logloss", "cross_entropy", "ece", "calibration_error", "coverage"],
            Answer("calibration")
        ),
        (
            ["feature_importance", "importance", "importances", "shap", "permutation_importance"],
            Answer("importance_shift")
        ),
        (["labels", "label_delay", "label_lag", "pending_labels", "unlabelled"], Answer("missing_labels")),
        (
            ["estimated_performance", "cbpe", "dle", "estimated_accuracy"],
            Answer("estimated_rmse", "estimated_hit_rate")
        ),
        (["cost", "costs", "money", "loss"], Answer("false_negative_cost", "false_positive_cost")),
        (["profit", "pnl", "p_and_l", "revenue", "roi", "business_value", "gain"], Answer("value")),
        (["max_drawdown", "maximum_drawdown", "mdd"], Answer("drawdown")),
        (
            [
                "latency", "latency_p50_ms", "latency_p95_ms", "latency_p99_ms", "latency_ms", "p50", "p95", "p99",
                "response_time", "duration", "errors", "error_rate", "error_percent", "status_percent", "burn_rate",
                "slo", "uptime", "uptime_percent", "availability", "cpu", "cpu_percent", "memory", "memory_bytes",
                "memory_percent", "ram", "restarts", "requests", "request_count", "throughput", "qps", "rps", "traffic",
                "port_conflict", "heartbeat", "health", "disk",
            ], endpoint
        ),
        (
            [
                "mean", "average", "avg", "sum", "total", "sd", "std", "stddev", "standard_deviation", "variance",
                "var", "median", "quantile", "percentile", "minimum", "maximum", "min", "max", "outliers", "outlier",
                "anomaly", "anomalies", "zscore", "z_score",
            ], moment
        ),
        (
            ["unchanged_sessions", "flatline", "constant", "frozen", "stuck"],
            Answer("energy", "ks", remark: "no metric says how long a value stands still in this version")
        ),
    ]
}
