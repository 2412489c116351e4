"""evidently_walk.py --market CSV --ledger CSV [--sessions N] — the walk-forward job in Evidently.

Evidently compares one current data set with one reference, so every session has reports of its own, in a loop. The
choices that make it fast: a report for each window with only the metrics and columns it needs; column types given instead
of inferred; no reference for the RMSE, which would be calculated for it too; no plots of the error's distribution.

The drift is its PSI: about log₂ n + 1 bins of equal width (Sturges' rule) over both samples together, an empty bin counts
as 0.0001.
"""
import importlib.metadata
import os
import time
import warnings

os.environ["DO_NOT_TRACK"] = "1"
began = time.perf_counter()
from evidently import DataDefinition, Dataset, Regression, Report  # noqa: E402
from evidently.metrics import RMSE, ValueDrift  # noqa: E402
IMPORT_SECONDS = time.perf_counter() - began

from walk_common import COLUMNS, LONG, SHORT, arguments, before_window, ends, history, report, window  # noqa: E402

PAIR = ["mean", "label"]
PAIRS = DataDefinition(regression=[Regression(target="label", prediction="mean")], numerical_columns=PAIR)
VALUES = DataDefinition(numerical_columns=COLUMNS)


def values(snapshot):
    return [float(metric["value"]) for metric in snapshot.dict()["metrics"]]


def rmse(pairs):
    data = Dataset.from_pandas(pairs, data_definition=PAIRS)  # a row without a label is left out
    return values(Report([RMSE(error_distr=False)]).run(data))[0]


def drift(current, reference):
    found = Report([ValueDrift(column=name, method="psi") for name in COLUMNS]).run(
        Dataset.from_pandas(current, data_definition=VALUES), Dataset.from_pandas(reference, data_definition=VALUES))
    return dict(zip(COLUMNS, values(found)))


def walk(frame, rows):
    began = time.perf_counter()
    pairs, columns = frame[PAIR], frame[COLUMNS]
    results = [{"session": frame["session"].iat[row], "rmse_10": rmse(window(pairs, row, SHORT)),
                "rmse_63": rmse(window(pairs, row, LONG)),
                "drift": drift(window(columns, row, LONG), before_window(columns, row))} for row in rows]
    return results, time.perf_counter() - began


def main():
    options = arguments().parse_args()
    warnings.simplefilter("ignore")
    frame = history(options.market, options.ledger)
    rows = ends(frame, options.sessions)
    walk(frame, rows[:2])  # some of its modules are loaded by the first call
    results, seconds = walk(frame, rows)
    report("evidently", importlib.metadata.version("evidently"), "psi", results, seconds, IMPORT_SECONDS,
           baseline="moving")


if __name__ == "__main__":
    main()
