"""Shared by the two walk-forward jobs: the sessions, the windows and the shape of the result.

The job: for every session from 1995-01-03 to 2020-11-18, the RMSE of the predictions whose label session is among the
last 10 and among the last 63 sessions, and the drift of two columns of the last 63 sessions against the 504 before.
"""
import argparse
import json

FIRST, LAST = "1995-01-03", "2020-11-18"
SHORT, LONG, BASELINE = 10, 63, 504
COLUMNS = ["vix_close", "sp500_close"]


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--market", required=True, help="CSV of the daily history")
    parser.add_argument("--ledger", required=True, help="CSV of predictions and labels")
    parser.add_argument("--sessions", type=int, default=30, help="how many of the last sessions of the range")
    return parser


def history(market, ledger):
    """One row for each session, ascending: the two columns, and the prediction and label that are about this session.

    A session without a row in the market is known from the ledger, whose predictions name the session they are about.
    Where a label is missing both are NaN: no pair.
    """
    import pandas as pd

    market = pd.read_csv(market, usecols=["date", *COLUMNS], index_col="date")
    ledger = pd.read_csv(ledger, usecols=["session", "label_session", "mean", "label"],
                         dtype={"session": str, "label_session": str, "mean": float, "label": float})
    sessions = pd.Index(sorted({*market.index, *ledger["session"], *ledger["label_session"]}), name="session")
    pairs = ledger.dropna(subset=["mean", "label"]).set_index("label_session")[["mean", "label"]]
    if pairs.index.has_duplicates:
        raise SystemExit("two predictions are about one session; this job knows one for each")
    return market.reindex(sessions).join(pairs).reset_index()


def ends(frame, sessions):
    """The rows that end the windows: the last `sessions` of the range."""
    inside = frame.index[(frame["session"] >= FIRST) & (frame["session"] <= LAST)]
    if sessions < 1:
        raise SystemExit("--sessions must be at least 1")
    return inside[-sessions:].to_list()


def window(frame, end, length):
    return frame.iloc[end - length + 1:end + 1]


def before_window(frame, end):
    """The 504 sessions before the window of 63."""
    return window(frame, end - LONG, BASELINE)


def report(tool, version, measure, results, seconds, import_seconds, **more):
    for result in results:
        if any(value != value for value in (result["rmse_10"], result["rmse_63"], *result["drift"].values())):
            raise SystemExit(f"{result['session']}: a value is missing")
    print(json.dumps({
        "tool": tool,
        "version": version,
        "sessions": len(results),
        "seconds": seconds,
        "sessions_per_second": len(results) / seconds,
        "import_seconds": import_seconds,
        "drift_measure": measure,
        **more,
        "last": results[-1],
    }))
