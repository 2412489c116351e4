"""nannyml_walk.py --market CSV --ledger CSV [--sessions N] [--baseline moving|fixed] — the walk-forward job in NannyML.

NannyML cuts its data into adjacent chunks and has no sliding window. The choices that make it fast: the windows are laid
one after another, so that each is a chunk and one call calculates them all (a call for each session, with fresh
calculators, takes many times as long); no timestamp column, which would sort them. NannyML has no PSI; the drift is its
default for numbers, the Jensen–Shannon distance.

--baseline moving: the 504 sessions before each window. NannyML fits a calculator to one reference, so one is fitted for
each session, with the whole reference as a single chunk, which spares the thresholds that nobody asks for.
--baseline fixed: the 504 sessions before the first window are the reference of all. That is less work than the job asks
for, and not its drift.

Fitting what is fitted once for the whole walk is not in `seconds` but in `fit_seconds`. `adjacent` is what NannyML is
made for: adjacent chunks of 10 and of 63 sessions over the whole range, each one once.
"""
import importlib.metadata
import os
import time
import warnings

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"  # else every call reports to a server, and its time would count
began = time.perf_counter()
import nannyml as nml  # noqa: E402
IMPORT_SECONDS = time.perf_counter() - began

import numpy as np  # noqa: E402

from walk_common import BASELINE, COLUMNS, LONG, SHORT, arguments, before_window, ends, history, report, window  # noqa: E402

MEASURE = "jensen_shannon"


def performance(length):
    return nml.PerformanceCalculator(problem_type="regression", y_pred="mean", y_true="label", metrics=["rmse"],
                                     chunk_size=length)


def drift(length):
    return nml.UnivariateDriftCalculator(COLUMNS, continuous_methods=[MEASURE], chunk_size=length)


def stacked(frame, rows, length):
    """The windows that end at the rows, one after another."""
    return frame.take(np.add.outer(rows, np.arange(1 - length, 1)).ravel()).reset_index(drop=True)


def values(result, *key):
    return result.filter(period="analysis").to_df()[key].to_list()


def drifts(result):
    columns = {name: values(result, name, MEASURE, "value") for name in COLUMNS}
    return [dict(zip(columns, row)) for row in zip(*columns.values())]


def walk(frame, rows, baseline):
    """Results for each of the rows, the seconds of the walk and those of fitting what is fitted once."""
    began = time.perf_counter()
    reference = before_window(frame, rows[0])
    fitted = {length: performance(length).fit(reference) for length in (SHORT, LONG)}
    drift_fitted = drift(LONG).fit(reference) if baseline == "fixed" else None
    ready = time.perf_counter()
    rmse = {length: values(calculator.calculate(stacked(frame[["mean", "label"]], rows, length)), "rmse", "value")
            for length, calculator in fitted.items()}
    if drift_fitted:
        found = drifts(drift_fitted.calculate(stacked(frame[COLUMNS], rows, LONG)))
    else:
        columns = frame[COLUMNS]
        found = [drifts(drift(BASELINE).fit(before_window(columns, row)).calculate(window(columns, row, LONG)))[0]
                 for row in rows]
    results = [{"session": frame["session"].iat[row], "rmse_10": short, "rmse_63": long, "drift": far}
               for row, short, long, far in zip(rows, rmse[SHORT], rmse[LONG], found)]
    return results, time.perf_counter() - ready, ready - began


def adjacent(frame, rows):
    """Chunks and seconds of the two calculators over adjacent chunks of the whole range."""
    reference = before_window(frame, rows[0])
    data = frame.loc[rows[0]:rows[-1]].reset_index(drop=True)
    out = {}
    for name, calculator in (("rmse_10", performance(SHORT)), ("rmse_63", performance(LONG)), ("drift", drift(LONG))):
        calculator.fit(reference)
        began = time.perf_counter()
        chunks = len(calculator.calculate(data).filter(period="analysis").to_df())
        out[name] = {"chunks": chunks, "seconds": time.perf_counter() - began}
    return out


def main():
    parser = arguments()
    parser.add_argument("--baseline", choices=("moving", "fixed"), default="moving")
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # about few chunks
    frame = history(options.market, options.ledger)
    rows = ends(frame, options.sessions)
    walk(frame, rows[:2], options.baseline)  # some of its modules are loaded by the first call
    results, seconds, fit_seconds = walk(frame, rows, options.baseline)
    report("nannyml", importlib.metadata.version("nannyml"), MEASURE, results, seconds, IMPORT_SECONDS,
           baseline=options.baseline, fit_seconds=fit_seconds, adjacent=adjacent(frame, ends(frame, len(frame))))


if __name__ == "__main__":
    main()
