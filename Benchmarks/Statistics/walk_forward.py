#!/usr/bin/env python3
"""Coverage on the real walk-forward: today's intervals and the recommended ones on the shipped model's ledger.

    bellwether predictions Examples/sp500/as-written.yml --from 1993-01-01 --to 2020-11-18 --format json > ledger.json
    python walk_forward.py ledger.json [--out walk_forward.md]

The target is the mean of the whole ledger (of scaled_rmse also 1, which is what `spread` asks). A window ends every 21
sessions. "History" is what was known at the end of the window: all pairs up to it. numpy only.
"""
import argparse
import json
import os

import coverage as c
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ledger")
    parser.add_argument("--out", default=os.path.join(HERE, "walk_forward.md"))
    options = parser.parse_args()
    pairs, data = ledger(options.ledger)
    methods = ["today", "recommended, window alone", "recommended, with history"]
    text = ["# Coverage on the real walk-forward", "",
            f"Written by `walk_forward.py` on {len(pairs)} pairs, {pairs[0]['label_session']} to {pairs[-1]['label_session']}, of the shipped",
            "policy's model; windows every 21 sessions. Each cell: share of intervals that hold the mean of the whole ledger · share in",
            "which a rule judged by evidence would say \"worse\" of it · median width (bias, mae, rmse in percent of the price; value and",
            "costs in thousand dollars a decision).", "",
            "| metric | sessions | windows | " + " | ".join(methods) + " |", "|---|---:|---:|" + "---|" * len(methods)]
    for name in c.STATISTICS:
        for n in (63, 252, 504):
            targets = [("", data[name].mean())] + ([(" against 1", 1.0)] if name == "scaled_rmse" else [])
            made = intervals(name, data[name], n, 21)
            for label, target in targets:
                line = []
                for method in methods:
                    low, high, end = made[method]
                    worse = (end < target) if name in c.WORSE_IS_LESS else (end > target)
                    line.append(f"{100 * np.mean((low <= target) & (high >= target)):.1f} · {100 * np.mean(worse):.1f} · "
                                f"{c.width(name, low, high):.3g}")
                text.append(f"| {name}{label} | {n} | {len(made['today'][0])} | " + " | ".join(line) + " |")
    text += ["", "`spread` (scaled_rmse over 63 sessions, lower end above 1) on every session: share of days · alerts a year (runs of days).", "",
             "| | " + " | ".join(methods) + " |", "|---|" + "---|" * len(methods)]
    made = intervals("scaled_rmse", data["scaled_rmse"], 63, 1)
    line = []
    for method in methods:
        alarm = made[method][2] > 1
        starts = np.sum(alarm[1:] & ~alarm[:-1]) + alarm[0]
        line.append(f"{100 * alarm.mean():.1f} % · {starts / (len(alarm) / 252):.2f}")
    text.append("| spread | " + " | ".join(line) + " |")
    text += ["", "Value judged below 0 by evidence, although the mean of the ledger is above: share of windows.", "",
             "| sessions | " + " | ".join(methods) + " |", "|---:|" + "---|" * len(methods)]
    for n in (252, 504):
        made = intervals("value", data["value"], n, 21)
        text.append(f"| {n} | " + " | ".join(f"{100 * np.mean(made[m][1] < 0):.1f} %" for m in methods) + " |")
    body = "\n".join(text) + "\n"
    print(body)
    with open(options.out, "w", encoding="utf-8") as f:
        f.write(body)


if __name__ == "__main__":
    main()
