"""Coverage on the real walk-forward: today's intervals and the recommended ones on the shipped model's ledger.

The target is the mean of the whole ledger (of scaled_rmse also 1, which is what `spread` asks). A window ends every 21
sessions. "History" is what was known at the end of the window: all pairs up to it.
"""
import json

import numpy as np

import common
import coverage as c



def ledger(path):
    with open(path, encoding="utf-8") as f:
        pairs = [p for p in json.load(f)["predictions"] if p["state"] in ("matured", "revised")]
    pairs.sort(key=lambda p: (p["label_session"], p["session"], p["id"]))
    column = lambda name: np.array([float(p[name]) for p in pairs])
    error = (column("mean") - column("label")) * 100
    outcome = np.array([p["outcome"] for p in pairs])
    inside = [p["interval_95"][0] <= p["label"] <= p["interval_95"][1] for p in pairs]
    return pairs, {
        "bias": error, "mae": np.abs(error), "rmse": error ** 2, "scaled_rmse": (error / column("sigma") / 100) ** 2,
        "hit rate": (np.sign(column("mean")) == np.sign(column("label"))).astype(float),
        "accuracy": np.isin(outcome, ["TP", "TN"]).astype(float), "coverage": np.array(inside, dtype=float),
        "value": column("value") / 1000, "cost of false alarms": 2.0 * (outcome == "FP"),
        "cost of misses": 16.0 * (outcome == "FN"),
    }


def intervals(name, x, n, step):
    last = np.arange(n, len(x) + 1, step)
    windows = np.lib.stride_tricks.sliding_window_view(x, n)[last - n]
    low, high, end = c.today(name, windows, c.Blocks(n, np.random.default_rng(1)))
    out = {"today": (low, high, end)}
    low, high = c.ends(name, windows, c.extrapolated, (0.955, 0.995))
    out["recommended, window alone"] = (low, high, high if name in c.WORSE_IS_LESS else low)
    pairs = [c.ends(name, x[e - n:e][None], c.extrapolated, (0.955, 0.995), x[:e][None]) for e in last]
    low, high = (np.array([p[i][0] for p in pairs]) for i in (0, 1))
    out["recommended, with history"] = (low, high, high if name in c.WORSE_IS_LESS else low)
    return out


METHODS = ["today", "recommended, window alone", "recommended, with history"]


def coverage_table(data):
    rows = []
    for name in c.STATISTICS:
        for n in (63, 252, 504):
            targets = [("", data[name].mean())] + ([(" against 1", 1.0)] if name == "scaled_rmse" else [])
            made = intervals(name, data[name], n, 21)
            for label, target in targets:
                line = []
                for method in METHODS:
                    low, high, end = made[method]
                    worse = (end < target) if name in c.WORSE_IS_LESS else (end > target)
                    line.append(f"{100 * np.mean((low <= target) & (high >= target)):.1f} · {100 * np.mean(worse):.1f} · "
                                f"{c.width(name, low, high):.3g}")
                rows.append([name + label, n, len(made["today"][0]), *line])
    return common.table(["metric", "sessions", "windows", *METHODS], rows)


def spread_table(data):
    made = intervals("scaled_rmse", data["scaled_rmse"], 63, 1)
    line = []
    for method in METHODS:
        alarm = made[method][2] > 1
        starts = np.sum(alarm[1:] & ~alarm[:-1]) + alarm[0]
        line.append(f"{100 * alarm.mean():.1f} % · {starts / (len(alarm) / common.YEAR):.2f}")
    return common.table(["", *METHODS], [["spread", *line]])


def value_table(data):
    rows = []
    for n in (252, 504):
        made = intervals("value", data["value"], n, 21)
        rows.append([n, *(f"{100 * np.mean(made[m][1] < 0):.1f} %" for m in METHODS)])
    return common.table(["sessions", *METHODS], rows, 0)


def report(path):
    pairs, data = ledger(path)
    text = [f"{len(pairs)} pairs, {pairs[0]['label_session']} to {pairs[-1]['label_session']}, of the shipped policy's model; windows every 21 sessions.",
            "Each cell: share of intervals that hold the mean of the whole ledger · share in which a rule judged by evidence would say \"worse\" of it ·",
            "median width (bias, mae, rmse in percent of the price; value and costs in thousand dollars a decision).", "", *coverage_table(data), "",
            "`spread` (scaled_rmse over 63 sessions, lower end above 1) on every session: share of days · alerts a year (runs of days).", "",
            *spread_table(data), "", "Value judged below 0 by evidence, although the mean of the ledger is above: share of windows.", "", *value_table(data)]
    common.write("walk_forward.md", "Coverage on the real walk-forward", text)
