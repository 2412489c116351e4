#!/usr/bin/env python3
"""Independent reference for thresholds calibrated to a budget: writes budget.json beside this file.

Written from the definition below, never from the Swift code. The standard library, and scipy for quantiles of chi-square.
Run:  python budget.py

A history is the value of a rule on each session of the reference, null where the session has none; nulls change nothing. N values,
Y = N / sessions a year. N < sessions a year: not enough evidence, nothing is calibrated.

Alarm day: value > c. Alerts, walking the values in order, with `for: f`, `clear: below u` (or none) and `keep_firing_for: k`:
  not firing: alarm days in a row are counted, the f-th opens an alert; a day that is none sets the count to 0.
  firing: a day is clear when value <= c and (no `clear:` or value < u); clear days in a row are counted, another day sets that to 0;
  the (k + 1)-th ends the firing, with no alarm day counted.

K = largest k with chi2_0.90(2k + 2)/2 <= budget * Y. None, not even 0: K = 0, and the budget is not shown.
c walks down from the maximum through the distinct values and stops before the first with more than K alerts (stopped by `alerts`,
also where the days are too many there as well) or with 100 * alarm days > percent * N (`days`); `nothing` where none was refused. The
threshold is the last c before.

The interval of alerts a year is Garwood's, 95 %. Days of a year: over all floor(sessions a year) values in a row, the percentage of
alarm days; type-7 quantiles 0.025 and 0.975; null where N < 3 sessions a year.

`half_gives_the_same`: half the budget calibrates to the same threshold. `changes_below`: the largest number such that budgets right
below it calibrate to another threshold, null where none does.

K = floor(budget * Y) where none is shown would not grow with the history: 2 right below 2.3026, where 0 alerts are not shown yet, and 0
above it. So 290 sessions would allow two alerts of a budget of 2 a year, and 291 none.
"""
import json
import math
import os

import scipy
from scipy import stats

from dependence import Rng

HERE = os.path.dirname(os.path.abspath(__file__))

# ---------------------------------------------------------------- the definition


def alerts_of(values, c, need, clear, keep):
    count, firing, breaches, quiet = 0, False, 0, 0
    for v in values:
        if firing:
            if v <= c and (clear is None or v < clear):
                quiet += 1
                if quiet == keep + 1:
                    firing, breaches = False, 0
            else:
                quiet = 0
        elif v > c:
            breaches += 1
            if breaches == need:
                count, firing, quiet = count + 1, True, 0
        else:
            breaches = 0
    return count


def bound(k):
    return float(stats.chi2.ppf(0.90, 2 * k + 2)) / 2.0


def permitted(mean):
    """K, and whether the budget is shown."""
    if bound(0) > mean:
        return 0, False
    k = 0
    while bound(k + 1) <= mean:
        k += 1
    return k, True


def quantile7(x, q):
    x = sorted(x)
    h = (len(x) - 1) * q
    low = math.floor(h)
    return x[low] + (h - low) * (x[math.ceil(h)] - x[low])


def walk(values, k, rule, percent, steps):
    """Threshold, what stopped the walk, what stands at the threshold, what was refused. `steps` remembers what was counted."""
    kept = None
    for c in sorted(set(values), reverse=True):
        if c not in steps:
            steps[c] = {"threshold": c, "alerts": alerts_of(values, c, *rule), "alarm_days": sum(v > c for v in values)}
        step = steps[c]
        if step["alerts"] > k:
            return kept, "alerts", step
        if 100 * step["alarm_days"] > percent * len(values):
            return kept, "days", step
        kept = step
    return kept, "nothing", None


def calibrated(history, year, budget, percent, need, clear, keep):
    values = [v for v in history if v is not None]
    n = len(values)
    if n < year:
        return None
    years, rule, steps = n / year, (need, clear, keep), {}
    k, is_shown = permitted(budget * years)
    kept, stopped, refused = walk(values, k, rule, percent, steps)
    a = kept["alerts"]
    low = float(stats.chi2.ppf(0.025, 2 * a)) / 2.0 / years if a else 0.0
    high = float(stats.chi2.ppf(0.975, 2 * a + 2)) / 2.0 / years
    run, of_a_year = math.floor(year), None
    if n >= 3 * year:
        alarm = [v > kept["threshold"] for v in values]
        shares = [100.0 * sum(alarm[i:i + run]) / run for i in range(n - run + 1)]
        of_a_year = [quantile7(shares, 0.025), quantile7(shares, 0.975)]
    threshold_for = lambda b: walk(values, permitted(b * years)[0], rule, percent, steps)[0]["threshold"]
    ends = sorted({x / years for x in [bound(j) for j in range(k + 1)] if x / years < budget}, reverse=True) + [0.0]
    below = next((high_ for high_, low_ in zip(ends, ends[1:]) if threshold_for((high_ + low_) / 2) != kept["threshold"]), None)
    return {"permitted": k, "threshold": kept["threshold"], "budget_a_year": budget, "most_percent_of_days": percent, "stopped_by": stopped,
            "alerts": a, "alarm_days": kept["alarm_days"], "evaluated": n, "years": years, "alerts_a_year": a / years,
            "alerts_a_year_interval": [low, high], "days_percent": 100.0 * kept["alarm_days"] / n,
            "days_percent_of_a_year": of_a_year, "is_shown": is_shown, "refused": refused,
            "half_gives_the_same": threshold_for(budget / 2) == kept["threshold"], "changes_below": below}


# ---------------------------------------------------------------- histories


def spread_out(rng, n, rho, digits=3):
    """|AR(1)|."""
    x, out = rng.normal(), []
    for _ in range(n):
        out.append(abs(round(x, digits)))
        x = rho * x + math.sqrt(1.0 - rho * rho) * rng.normal()
    return out


def histories():
    make = lambda name: Rng(f"budget|{name}")
    long = spread_out(make("long"), 2520, 0.95)
    holes = spread_out(make("holes"), 560, 0.9)
    for i in (3, 57, 58, 59, 200, 301, 302, 420, 555):
        holes[i] = None
    biggest = max(range(len(holes)), key=lambda i: holes[i] or 0.0)
    holes[biggest - 1] = None  # a session without a value right before the largest
    levels = [0.1 + 0.1 * (i % 7 == 3) for i in range(300)]
    return {
        "half a year": spread_out(make("half"), 126, 0.9), "a session short of a year": spread_out(make("short"), 251, 0.9),
        "one year": spread_out(make("one"), 252, 0.9), "290 sessions": long[:290], "291 sessions": long[:291],
        "two years": spread_out(make("two"), 504, 0.9), "a session short of three years": long[:755], "three years": long[:756],
        "four years": spread_out(make("four"), 1008, 0.97), "ten years": long, "sessions without a value": holes,
        "ties": spread_out(make("ties"), 1008, 0.9, 1), "independent": spread_out(make("independent"), 1008, 0.0),
        "one value": [0.25] * 260, "two levels": [round(v, 1) for v in levels],
        "every day": spread_out(make("every day"), 1200, 0.95),
        "a flap": [0.1 if i < 100 or i > 140 else (0.9 if i % 3 else 0.5) for i in range(504)],
    }


def rule(history, budget=2.0, percent=5.0, need=1, clear=None, keep=0, year=252.0):
    return {"history": history, "sessions_a_year": year, "budget": budget, "percent": percent, "for": need, "clear_below": clear,
            "keep_firing_for": keep}


RULES = [
    rule("half a year"), rule("a session short of a year"), rule("one year"), rule("one year", budget=0.5), rule("one year", budget=12.0),
    rule("290 sessions"), rule("291 sessions"), rule("two years"), rule("two years", keep=5), rule("a session short of three years"),
    rule("three years"), rule("four years"), rule("four years", budget=0.5), rule("four years", budget=1.0, percent=20.0),
    rule("four years", need=3), rule("four years", need=3, keep=10), rule("four years", clear=1.0), rule("four years", clear=1.0, keep=3),
    rule("ten years"), rule("ten years", budget=50.0), rule("ten years", budget=2.0, percent=20.0), rule("ten years", keep=10, percent=10.0),
    rule("ten years", budget=0.3), rule("ten years", budget=1.0, need=2, clear=1.2, keep=2, percent=7.5),
    rule("sessions without a value"), rule("sessions without a value", need=2, keep=2), rule("sessions without a value", budget=3.0, percent=12.5),
    rule("ties"), rule("ties", budget=6.0, keep=4), rule("ties", budget=0.6), rule("independent"), rule("independent", budget=12.0),
    rule("one year", budget=252.0, percent=99.7), rule("independent", need=2, budget=1.0), rule("one value"), rule("two levels", budget=12.0),
    rule("two levels", budget=60.0, percent=14.0), rule("two levels", budget=60.0, percent=14.5), rule("two levels", budget=40.0, percent=14.5),
    rule("every day", year=365.25), rule("every day", year=365.25, budget=1.0, keep=7), rule("a flap", percent=10.0), rule("a flap", percent=10.0, keep=1),
    rule("a flap", percent=10.0, clear=0.3), rule("a flap", percent=10.0, need=2), rule("a flap", percent=10.0, need=3),
]


def main():
    series = histories()
    cases = []
    for r in RULES:
        expected = calibrated(series[r["history"]], r["sessions_a_year"], r["budget"], r["percent"], r["for"], r["clear_below"], r["keep_firing_for"])
        cases.append(dict(r, expected=expected))
    counted = []
    for text, need, clear, keep in (("0110110", 1, None, 0), ("0110110", 1, None, 1), ("0110110", 3, None, 0), ("0111110", 3, None, 0), ("0101010", 2, None, 0),
                                    ("1101100111", 2, None, 1), ("1001001", 1, None, 2), ("10001", 1, None, 2), ("1mm01", 1, 0.25, 0), ("1m0m1", 1, 0.25, 0),
                                    ("1m0m01001", 1, 0.25, 1), ("", 1, None, 0), ("1", 1, None, 0), ("1-0-1", 1, None, 1), ("1-1", 2, None, 0), ("1m1", 2, 0.25, 0)):
        values = [{"0": 0.1, "m": 0.5, "1": 0.9, "-": None}[x] for x in text]
        counted.append({"values": values, "threshold": 0.7, "for": need, "clear_below": clear, "keep_firing_for": keep,
                        "alerts": alerts_of([v for v in values if v is not None], 0.7, need, clear, keep)})
    permits = [{"mean": m, "permitted": permitted(m)[0], "is_shown": permitted(m)[1]} for m in
               (0.1, 0.99, 1.0, 2.0, 2.3, 2.31, 3.88, 3.9, 5.32, 5.33, 10.0, 20.0, 55.4, 500.0)]
    dump = lambda v: json.dumps(v, ensure_ascii=False, allow_nan=False)
    block = lambda items: "[\n" + ",\n".join(map(dump, items)) + "\n]"
    with open(os.path.join(HERE, "budget.json"), "w", encoding="utf-8") as f:
        f.write("{\n\"made_with\": " + dump({"scipy": scipy.__version__}) + ",\n\"permitted\": " + block(permits) + ",\n\"alerts\": " + block(counted)
                + ",\n\"histories\": {\n" + ",\n".join(f"{dump(k)}: {dump(v)}" for k, v in series.items()) + "\n},\n\"cases\": " + block(cases) + "\n}\n")
    print(f"{len(cases)} calibrations")


if __name__ == "__main__":
    main()
