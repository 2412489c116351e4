"""polars_job.py BASELINE CURRENT — the benchmark's job in Polars, on its streaming engine.

The choices that make it fast: a given schema instead of inference; the timestamp read as text and converted with an
explicit format (letting the CSV reader parse it takes several times as long); quantiles of sorted columns; and bin
counts as sums of comparisons, in the same pass as the null counts. Cells that do not fit the contract raise an error.
"""
import sys

import polars as pl

from common import LEVELS, NUMERIC, TEXTS, bins, check_header, edges, psi, report

SCHEMA = {"id": pl.Int64, "timestamp": pl.String, "amount": pl.Float64, "score": pl.Float64, "balance": pl.Float64,
          "category": pl.String} | {name: pl.String for name in TEXTS}


def scan(path):
    return pl.scan_csv(path, schema=SCHEMA).with_columns(
        pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC", strict=True))


def below(cuts):
    return [(pl.col(name) < edge).sum().alias(f"{name}<{i}") for name in NUMERIC for i, edge in enumerate(cuts[name])]


def counts(row, cuts, name):
    values = row["rows"] - row[name]
    return bins([row[f"{name}<{i}"] for i in range(len(cuts[name]))], values)


def main(baseline_path, current_path):
    check_header(baseline_path, current_path)
    size_and_nulls = [pl.len().alias("rows"), pl.all().null_count()]

    baseline = scan(baseline_path).collect(engine="streaming")
    cuts = {}
    for name in NUMERIC:
        column = baseline[name].drop_nulls().sort()
        cuts[name] = edges(column.quantile(level, "linear") for level in LEVELS)
    base = baseline.select(size_and_nulls + below(cuts)).row(0, named=True)
    now = scan(current_path).select(size_and_nulls + below(cuts)).collect(engine="streaming").row(0, named=True)

    report(f"polars {pl.__version__}", now["rows"], {name: now[name] for name in SCHEMA},
           {name: psi(counts(base, cuts, name), counts(now, cuts, name)) for name in NUMERIC})


main(*sys.argv[1:3])
