"""duckdb_job.py BASELINE CURRENT — the benchmark's job in DuckDB.

The choices that make it fast: column types are given instead of sniffed; the baseline is loaded once into a temporary
table, the current file is read once without being stored; bin counts are COUNT_IF comparisons with the edges as
constants, in the same pass as the null counts. Every column is counted, so that every cell is converted; one that does
not fit the contract raises an error (except that DuckDB rounds a fraction in an integer column without a word).
"""
import sys

import duckdb

from common import LEVELS, NUMERIC, TEXTS, bins, check_header, edges, psi, report

COLUMNS = {"id": "BIGINT", "timestamp": "TIMESTAMPTZ", "amount": "DOUBLE", "score": "DOUBLE", "balance": "DOUBLE",
           "category": "VARCHAR"} | {name: "VARCHAR" for name in TEXTS}


def source(path):
    quoted = path.replace("'", "''")
    return (f"read_csv('{quoted}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', "
            f"columns={COLUMNS})")


def summary(connection, table, cuts):
    """Rows, non-null cells of each column, and bin counts of the numeric ones."""
    wanted = ["count(*)"] + [f"count({name})" for name in COLUMNS]
    wanted += [f"count_if({name} < {edge!r}::DOUBLE)" for name in NUMERIC for edge in cuts[name]]
    row = list(connection.execute(f"SELECT {', '.join(wanted)} FROM {table}").fetchone())
    rows, filled, rest = row[0], dict(zip(COLUMNS, row[1:])), row[1 + len(COLUMNS):]
    counts = {}
    for name in NUMERIC:
        below, rest = rest[:len(cuts[name])], rest[len(cuts[name]):]
        counts[name] = bins([int(n) for n in below], filled[name])
    return rows, {name: rows - n for name, n in filled.items()}, counts


def main(baseline_path, current_path):
    check_header(baseline_path, current_path)
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"CREATE TEMP TABLE baseline AS SELECT * FROM {source(baseline_path)}")
    quantiles = ", ".join(f"quantile_cont({name}, {LEVELS})" for name in NUMERIC)
    cuts = dict(zip(NUMERIC, map(edges, connection.execute(f"SELECT {quantiles} FROM baseline").fetchone())))
    _, _, base = summary(connection, "baseline", cuts)
    rows, nulls, now = summary(connection, source(current_path), cuts)
    report(f"duckdb {duckdb.__version__}", rows, nulls, {name: psi(base[name], now[name]) for name in NUMERIC})


main(*sys.argv[1:3])
