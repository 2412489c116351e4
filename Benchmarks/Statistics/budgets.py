"""Budgets on synthetic rows: what a threshold that was calibrated on the past does in the years after it.

The measure of 63 rows against the 504 before them, every session; the reference is the past, the five years after it are held out.
`before`: episodes (alarm days at most ten clear sessions apart) within the budget, at most 5 % of days. `now`: alerts of the live rule.
"""
import bisect
import functools

import numpy as np
from scipy import stats

import common as c
import measures

BASELINE, WINDOW, YEARS, LATER = 504, 63, 28, 5
PROCESSES = {"independent normal": c.normal, "GARCH(1,1), t₅": c.garch_t, "regimes": c.regimes, "AR(.98)": c.autoregression(0.98)}
MEASURES = ("psi", "ks", "energy", "anderson_darling")


# ---------------------------------------------------------------- the rule


def alerts(alarm, keep):
    """Runs of alarm days; with `keep`, at most so many clear sessions in a row do not end one."""
    days = np.flatnonzero(alarm)
    return int(len(days) > 0) + int((np.diff(days) > keep + 1).sum())


@functools.cache
def permitted(mean):
    """The number of alerts permitted, and True if it shows the budget."""
    k = int(mean)
    if stats.chi2.ppf(0.9, 2) / 2 > mean:
        return 0, False
    while stats.chi2.ppf(0.9, 2 * k + 2) / 2 > mean:
        k -= 1
    return k, True


def calibrated(v, k, percent, keep):
    """Threshold, and which of the two stopped the walk. One alarm day after the other, an alert more where it stands alone, one
    fewer where it closes a gap."""
    order = np.argsort(-v, kind="stable").tolist()
    days, opened, i, n = [], 0, 0, len(order)
    kept = v[order[0]]
    while True:
        value = v[order[i]]
        while i < n and v[order[i]] == value:
            at = bisect.bisect(days, order[i])
            before = at > 0 and order[i] - days[at - 1] <= keep + 1
            after = at < len(days) and days[at] - order[i] <= keep + 1
            joined = before and after and days[at] - days[at - 1] <= keep + 1
            opened += joined + 1 - before - after
            days.insert(at, order[i])
            i += 1
        if i == n:
            return kept, "nothing"
        if opened > k:
            return kept, "alerts"
        if 100 * i > percent * n:
            return kept, "days"
        kept = v[order[i]]


def shares_of_years(alarm):
    """Percentages of alarm days of all years in the reference."""
    total = np.concatenate([[0], np.cumsum(alarm)])
    return 100 * (total[c.YEAR:] - total[:-c.YEAR]) / c.YEAR


def each_year_held_out(v, budget, percent, keep):
    """The share of every year at the threshold that the other years give."""
    k = permitted(budget * (len(v) / c.YEAR - 1))[0]
    years = np.array_split(np.arange(len(v)), len(v) // c.YEAR)
    out = []
    for held in years:
        rest = np.delete(v, held)
        out.append(100 * (v[held] > calibrated(rest, k, percent, keep)[0]).mean())
    return np.array(out)


# ---------------------------------------------------------------- series


def values(series):
    """{(process, measure): one row of daily values a series}."""
    out = {}
    for number, (name, make) in enumerate(PROCESSES.items()):
        x = make(c.generator(2, number), series, BASELINE + WINDOW - 1 + (YEARS + LATER) * c.YEAR)
        found = [measures.along(row, BASELINE, WINDOW) for row in x]
        for measure in MEASURES:
            out[name, measure] = np.stack([f[measure] for f in found])
    return out


def outcomes(rows, years, budget, percent, counted, live, unless_shown=None):
    """Results of every series: what the reference shows, and each of the five later years."""
    k, is_shown = permitted(budget * years)
    if not is_shown and unless_shown is not None:
        k = unless_shown
    out = {"stopped": [], "past alerts": [], "past days": [], "alerts": [], "days": [], "low": [], "high": []}
    split = YEARS * c.YEAR
    for v in rows:
        past, later = v[split - years * c.YEAR:split], v[split:]
        threshold, stopped = calibrated(past, k, percent, counted)
        ends = np.quantile(shares_of_years(past > threshold), [0.025, 0.975])
        out["stopped"].append(stopped == "alerts")
        out["past alerts"].append(alerts(past > threshold, live) / years)
        out["past days"].append(100 * (past > threshold).mean())
        out["alerts"].append(alerts(later > threshold, live) / LATER)
        out["days"].append(100 * (later > threshold).reshape(LATER, c.YEAR).mean(1))
        out["low"].append(ends[0])
        out["high"].append(ends[1])
    return {k: np.array(v) for k, v in out.items()}


def inside(found, low, high):
    """Shares of next years and of all five later years between the two."""
    held = (found["days"] >= low[:, None] - 1e-9) & (found["days"] <= high[:, None] + 1e-9)
    return 100 * held[:, 0].mean(), 100 * held.mean()


def row(found):
    days = found["days"].ravel()
    first, every = inside(found, found["low"], found["high"])
    return [f"{100 * found['stopped'].mean():.0f} %", f"{found['past alerts'].mean():.2f}", f"{found['alerts'].mean():.2f}", f"{found['past days'].mean():.1f}",
            f"{days.mean():.1f} · {np.quantile(days, 0.9):.1f} · {days.max():.0f}", f"{found['low'].mean():.1f} … {found['high'].mean():.1f}",
            f"{first:.0f} · {every:.0f}"]


HEAD = ["stopped by alerts", "alerts a year, reference", "later", "% of days, reference", "of a later year: mean · 90 % · largest", "predicted",
        "next year inside · each of five"]


def main_table(data):
    rules = [("before", 10, 0), ("now", 0, 0), ("now, `keep_firing_for: 10 sessions`", 10, 10)]
    rows = []
    for (process, measure), v in data.items():
        for label, counted, live in rules:
            rows.append([process, measure, label, *row(outcomes(v, YEARS, 2, 5, counted, live))])
    return c.table(["process", "measure", "rule", *HEAD], rows, 3)


def short_table(data):
    rows = []
    for years, unless_shown in ((1, None), (1, 2), (2, None), (4, None), (10, None)):
        for (process, measure), v in data.items():
            if measure in ("ks", "energy"):
                label = f"{years}" + ("" if unless_shown is None else ", two alerts permitted though not shown")
                rows.append([label, process, measure, *row(outcomes(v, years, 2, 5, 0, 0, unless_shown))])
    return c.table(["years", "process", "measure", *HEAD], rows, 3)


def number_table(data):
    rows = []
    for (process, measure), v in data.items():
        if measure not in ("psi", "energy") or process == "regimes":
            continue
        for percent in (5, 10, 20):
            cells = []
            for budget in (0.5, 1, 2, 4, 12):
                found = outcomes(v, YEARS, budget, percent, 0, 0)
                cells.append(f"{found['past alerts'].mean():.2f} · {found['alerts'].mean():.2f} · {found['days'].mean():.1f}")
            rows.append([process, measure, f"{percent} %", *cells])
    return c.table(["process", "measure", "at most", *(f"{b} a year" for b in (0.5, 1, 2, 4, 12))], rows, 3)


def prediction_table(data):
    """Ways to predict the share of days of a year, and what they cost in width."""
    rows = []
    for years in (4, 10, YEARS):
        k = permitted(2 * years)[0]
        for (process, measure), v in data.items():
            if measure != "energy":
                continue
            found = outcomes(v, years, 2, 5, 0, 0)
            split, held, most = YEARS * c.YEAR, [], []
            for x in v:
                past = x[split - years * c.YEAR:split]
                held.append(each_year_held_out(past, 2, 5, 0) if years < YEARS else [0])
                most.append(shares_of_years(past > calibrated(past, k, 5, 0)[0]).max())
            held, least = np.array(held), np.zeros(len(v))
            ways = [("years of the reference, 95 %", found["low"], found["high"]), ("from 0 to the largest year", least, np.array(most)),
                    ("from 0 to the largest year that was held out", least, np.maximum(held.max(1), np.array(most))),
                    ("from 0 to twice the largest year", least, 2 * np.array(most))]
            for label, low, high in ways:
                if years == YEARS and "held out" in label:
                    continue  # much time, and the first is enough there
                first, every = inside(found, low, high)
                rows.append([str(years), process, label, f"{first:.0f} · {every:.0f}", f"{np.mean(high - low):.1f}"])
    return c.table(["years", "process", "prediction", "next year inside · each of five, %", "mean width, points"], rows, 3)


def report(draws):
    series = max(4, draws // 5)  # five later years each
    data = values(series)
    lines = [f"{series} series of each process, {YEARS} years of reference and {LATER} later years each; seed {c.SEED}. Measures of {WINDOW} rows against the",
             f"{BASELINE} before them. `critical: budget 2 a year, at most 5 % of days` unless said otherwise. `before` counts episodes (alarm days at",
             "most ten clear sessions apart) and needs ten years; `now` counts the alerts that the live rule opens. *Predicted*: the range in which",
             "95 % of the years of the reference had their share of alarm days.", "", f"## {YEARS} years of reference", "", *main_table(data), "",
             "## Shorter references", "", *short_table(data), "", "## The number, and the share of days", "",
             "Alerts a year on the reference · later · % of later days.", "", *number_table(data), "", "## Predicting the share of days of a year", "",
             "Measure: energy.", "", *prediction_table(data)]
    c.write("budgets.md", "Budgets on rows whose process is known", lines)
