"""Shared by the three peer jobs: the contract, the definition of PSI and the shape of the result."""
import csv
import json
import math
import sys

CONTRACT = {"id": "integer", "timestamp": "timestamp", "amount": "number", "score": "number", "balance": "number",
            "category": "text"}
# The variant of the data with a column of texts that are all different.
TEXTS = ("reference",) if "--texts" in sys.argv else ()
CONTRACT |= {name: "text" for name in TEXTS}
NUMERIC = ("amount", "score", "balance")
LEVELS = [k / 10 for k in range(1, 10)]


def check_header(*paths):
    for path in paths:
        with open(path, newline="", encoding="utf-8") as file:
            names = next(csv.reader(file), [])
        if names != list(CONTRACT):
            raise SystemExit(f"{path}: the columns are {names}, the contract says {list(CONTRACT)}")


def edges(quantiles):
    """The distinct inner bin edges, ascending; the outer ones are −∞ and +∞."""
    return sorted(set(quantiles))


def bins(below, values):
    """Counts of the left-closed, right-open bins from the numbers of values below each inner edge."""
    bounds = [0, *below, values]
    return [high - low for low, high in zip(bounds, bounds[1:])]


def psi(baseline, current):
    """Population stability index of two lists of bin counts; every share is (count + ½) / (n + bins/2)."""
    extra = len(baseline) / 2
    base_total, current_total = sum(baseline) + extra, sum(current) + extra
    total = 0.0
    for b, c in zip(baseline, current):
        p, q = (b + 0.5) / base_total, (c + 0.5) / current_total
        total += (q - p) * math.log(q / p)
    return total


def report(tool, rows, nulls, psis):
    print(json.dumps({
        "tool": tool,
        "rows": rows,
        "types": CONTRACT,
        "nulls": nulls,
        "null_percent": {name: 100 * count / rows if rows else None for name, count in nulls.items()},
        "psi": psis,
    }))
