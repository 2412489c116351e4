"""pandas_job.py BASELINE CURRENT [--quotes] — the benchmark's job in pandas.

The choices that make it fast: the multi-threaded pyarrow engine with given Arrow types, and numpy for the bin counts.
That engine cannot read line breaks inside quoted cells; with --quotes the C engine reads the files instead, with the
category as a categorical. Cells that do not fit the contract raise an error.
"""
import sys

import numpy as np
import pandas as pd

from common import LEVELS, NUMERIC, TEXTS, bins, check_header, edges, psi, report


def read(path, quotes):
    if quotes:
        frame = pd.read_csv(
            path, engine="c", parse_dates=["timestamp"], date_format="ISO8601", keep_default_na=False, na_values=[""],
            dtype={"id": "int64", "amount": "float64", "score": "float64", "balance": "float64",
                   "category": "category"})
        if not isinstance(frame["timestamp"].dtype, pd.DatetimeTZDtype):  # read_csv leaves what it cannot parse as text
            raise SystemExit(f"{path}: timestamp holds something that is not a timestamp")
        return frame
    import pyarrow as pa
    return pd.read_csv(
        path, engine="pyarrow", dtype_backend="pyarrow", keep_default_na=False, na_values=[""],
        dtype={"id": "int64[pyarrow]", "timestamp": pd.ArrowDtype(pa.timestamp("s", "UTC")),
               "amount": "float64[pyarrow]", "score": "float64[pyarrow]", "balance": "float64[pyarrow]",
               "category": "string[pyarrow]"} | {name: "string[pyarrow]" for name in TEXTS})


def values(frame, name):
    return frame[name].to_numpy(dtype="float64", na_value=np.nan)


def counts(column, cuts, nulls):
    return bins([int(np.count_nonzero(column < edge)) for edge in cuts], len(column) - nulls)


def main(baseline_path, current_path, quotes=None):
    check_header(baseline_path, current_path)
    baseline = read(baseline_path, quotes == "--quotes")
    cuts, base = {}, {}
    for name in NUMERIC:
        column = values(baseline, name)
        filled = column[~np.isnan(column)]
        cuts[name] = edges(np.quantile(filled, LEVELS).tolist())
        base[name] = counts(filled, cuts[name], 0)
    del baseline

    current = read(current_path, quotes == "--quotes")
    nulls = {name: int(n) for name, n in current.isna().sum().items()}
    report(f"pandas {pd.__version__}", len(current), nulls,
           {name: psi(base[name], counts(values(current, name), cuts[name], nulls[name])) for name in NUMERIC})


main(*sys.argv[1:4])
