#!/usr/bin/env python3
"""Independent reference for the data layer's checks on Examples/sp500/market.csv: writes checks.json beside this file.

Uses the measures of ../statistics/reference.py and the XNYS calendar of the exchange_calendars package, never the Swift code.
Run:  python reference.py      (a few minutes)
"""
import csv
import importlib.util
import math
import os
import sys
from multiprocessing import Pool

import exchange_calendars
import pandas as pd

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("statistics_reference", os.path.join(HERE, "..", "statistics", "reference.py"))
ref = importlib.util.module_from_spec(spec)
spec.loader.exec_module(ref)

MARKET = os.path.join(HERE, "..", "..", "..", "Examples", "sp500", "market.csv")
DATES = ["1994-06-01", "2000-01-10", "2001-09-28", "2008-11-20", "2012-11-05", "2017-06-15", "2018-02-05", "2020-03-16", "2020-11-19"]
COLUMNS = ["vix_close", "sp500_close", "sp500_volume"]
TRANSFORMS = ["level", "log_return", "change", "log_change", "abs_log_return", "log"]
WINDOWS = [21, 63, 252]
BASELINE = 504
NULLS = {"", "NA", "NaN", "null"}
LAG = pd.Timedelta(minutes=90)

# ---------------------------------------------------------------- data and calendar

with open(MARKET, newline="") as f:
    RAW = list(csv.DictReader(f))
CAL = exchange_calendars.get_calendar("XNYS", start="1990-01-01", end="2020-12-31")
SESSIONS = [d.strftime("%Y-%m-%d") for d in CAL.sessions]
CLOSES = list(CAL.closes)
POS = {d: i for i, d in enumerate(SESSIONS)}
ROW = {r["date"]: i for i, r in enumerate(RAW)}
assert len(ROW) == len(RAW) and all(d in POS for d in ROW) and list(ROW) == sorted(ROW)


def number(text):
    return None if text.strip() in NULLS else float(text)


def ratio(a, b):
    return None if a is None or b is None or a <= 0 or b <= 0 else math.log(b / a)


def transform(x, how):
    pairs = list(zip([None] + x[:-1], x))  # the previous present row
    if how == "level":
        return x
    if how == "log":
        return [None if v is None or v <= 0 else math.log(v) for v in x]
    if how == "change":
        return [None if a is None or b is None else b - a for a, b in pairs]
    if how in ("log_return", "log_change"):
        return [ratio(a, b) for a, b in pairs]
    if how == "abs_log_return":
        return [None if ratio(a, b) is None else abs(ratio(a, b)) for a, b in pairs]
    raise ValueError(how)


VALUES = {c: {t: transform([number(r[c]) for r in RAW], t) for t in TRANSFORMS} for c in COLUMNS}


def rows_between(first, last):
    """Row numbers of the sessions first...last (positions); absent rows are just absent."""
    return [ROW[SESSIONS[i]] for i in range(first, last + 1) if SESSIONS[i] in ROW]


def spans(end, n):
    """Positions of (window first, window last, baseline first, baseline last)."""
    first = end - n + 1
    return first, end, first - BASELINE, first - 1


def sample(series, first, last):
    return [series[i] for i in rows_between(first, last) if series[i] is not None]


def pair(column, how, end, n):
    w0, w1, b0, b1 = spans(end, n)
    assert b0 >= 0
    s = VALUES[column][how]
    return sample(s, b0, b1), sample(s, w0, w1)


def described(end, n):
    w0, w1, b0, b1 = spans(end, n)
    return {"window_from": SESSIONS[w0], "window_to": SESSIONS[w1], "baseline_from": SESSIONS[b0], "baseline_to": SESSIONS[b1]}


# ---------------------------------------------------------------- one as-of date


def evaluate(date):
    instant = pd.Timestamp(f"{date} 23:59:59", tz="America/New_York")
    end = max(i for i, c in enumerate(CLOSES) if c + LAG <= instant)
    latest = max(POS[d] for d in ROW if CLOSES[POS[d]] + LAG <= instant)
    out = {"as_of_session": SESSIONS[end], "latest_row": SESSIONS[latest], "sessions_behind": end - latest,
           "spans": {str(n): described(end, n) for n in WINDOWS}}
    stop = SESSIONS[end]

    nulls = rows_between(end - 251, end)
    out["null_percent"] = {c: {"value": 100 * sum(RAW[i][c].strip() in NULLS for i in nulls) / len(nulls), "rows": len(nulls)}
                           for c in ["date"] + COLUMNS}

    out["psi"] = {}
    for c in COLUMNS:
        out["psi"][c] = {}
        for t in TRANSFORMS:
            for n in WINDOWS:
                base, cur = pair(c, t, end, n)
                r = ref.psi_case(base, cur)
                e = {"psi": r["psi"], "n": len(cur), "m": len(base), "bins": len(r["baseline_counts"]), "sufficient": r["sufficient"],
                     "baseline_counts": r["baseline_counts"], "current_counts": r["current_counts"],
                     "rounding_sensitive": ref.edges_are_fragile(base, cur)}
                if n == 63 and c != "sp500_volume" and t in ("level", "log_return"):
                    text = f"sp500-next-session/{'drift' if t == 'level' else 'drift-log-return'}/{c}|{stop}|psi-null"
                    s = ref.psi_null(r["baseline_counts"], r["current_counts"], text, observed=r["psi"])
                    e.update(seed_text=text, expected_without_change=s["expected_without_change"], p_value=s["p_value"],
                             p_value_bounds=s["p_value_bounds"])
                out["psi"][c][f"{t}/{n}"] = e

    out["other_measures"] = {}
    for c in COLUMNS:
        out["other_measures"][c] = {}
        for t in ("level", "log_return"):
            base, cur = pair(c, t, end, 63)
            r = ref.psi_case(base, cur)
            out["other_measures"][c][f"{t}/63"] = {
                "n": len(cur), "m": len(base), "ks": ref.ks(base, cur), "wasserstein": ref.wasserstein(base, cur)["per_baseline_sd"],
                "jensen_shannon": r["jensen_shannon"], "hellinger": r["hellinger"]}

    w0, w1, b0, b1 = spans(end, 63)
    y, x = VALUES["sp500_close"]["log_return"], VALUES["vix_close"]["change"]
    both = lambda a, b: [i for i in rows_between(a, b) if x[i] is not None and y[i] is not None]
    wi, bi = both(w0, w1), both(b0, b1)
    wx, wy, bx, by = [x[i] for i in wi], [y[i] for i in wi], [x[i] for i in bi], [y[i] for i in bi]
    win, base = ref.ols(wx, wy), ref.ols(bx, by)
    text = f"sp500-next-session/relation/sp500_close|{stop}|relation-bootstrap"
    boot = ref.relation_bootstrap(wx, wy, bx, by, text)
    out["relation"] = {"value": abs(win["slope"] - base["slope"]), "window": win, "baseline": base, "n": len(wi), "m": len(bi),
                       "lower": boot["lower"], "upper": boot["upper"],
                       "skipped": boot["skipped"], "seed_text": text}
    return date, out


# ---------------------------------------------------------------- history


def history(job):
    column, how, n = job
    last = POS[RAW[-1]["date"]]
    series = VALUES[column][how]
    total = above = short = total_rows = above_rows = 0
    for end in range(BASELINE + n - 1, last + 1):
        w0, w1, b0, b1 = spans(end, n)
        r = ref.psi_case(sample(series, b0, b1), sample(series, w0, w1))
        if not r["sufficient"]:
            short += 1
            continue
        total += 1
        above += r["psi"] > 0.3
        if SESSIONS[end] in ROW:
            total_rows += 1
            above_rows += r["psi"] > 0.3
    return f"{column}/{how}/{n}", {
        "percent_above_0.3": 100 * above / total, "evaluated": total, "above": above, "insufficient": short,
        "first_session": SESSIONS[BASELINE + n - 1], "last_session": SESSIONS[last],
        "only_sessions_with_a_row": {"percent_above_0.3": 100 * above_rows / total_rows, "evaluated": total_rows, "above": above_rows}}


if __name__ == "__main__":
    with Pool(2) as pool:
        as_of = dict(pool.imap(evaluate, DATES))
        jobs = [(c, t, n) for c, t in (("sp500_close", "level"), ("vix_close", "level"), ("sp500_close", "log_return")) for n in (21, 63)]
        past = dict(pool.imap(history, jobs))
    ref.write(os.path.join(HERE, "checks.json"), {
        "as_of": as_of, "history": past,
        "policy": {"series": "Examples/sp500/market.csv", "calendar": "XNYS", "lag_minutes": 90, "baseline_sessions": BASELINE,
                   "deployment": "sp500-next-session"},
        "made_with": {"exchange_calendars": exchange_calendars.__version__, "pandas": pd.__version__}})
