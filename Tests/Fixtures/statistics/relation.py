#!/usr/bin/env python3
"""Independent reference for fits of a relation, leverage and Page-Hinkley: writes relation.json beside this file.

Written from the definitions below, never from the Swift code. The standard library, numpy for a check of lambda.   Run:  python relation.py

least_squares: the line that makes the sum of squares least. theil_sen: slope = median of (y_j - y_i)/(x_j - x_i) over all pairs with
different x, intercept = median of y - slope x; the median of an even number is the mean of the middle two. Value = |slope of the window -
slope of the baseline|, both by the same fit.

Leverage of a row: 1/n + (x - mean)^2 / sum (x - mean)^2. Told of the window: the largest, its place (the first of equal ones), and the
least-squares slope of the other rows (null when their x are all the same).

Page-Hinkley: z = (y - intercept - slope x)/s, line of the baseline by the rule's fit, s = sqrt(sum of its squared residuals/(m - 2)). Two
sums begun at 0: up = max(0, up + z - 0.25), down = max(0, down - z - 0.25); the statistic is the larger. Above lambda (strictly): an
alarm, and both begin at 0 again. In the run, row t is standardised by the baseline of the window that ends at t: the rows
t - window - baseline + 1 ... t - window; rows without a whole baseline are left out; the run begins at 0 with the first row of the last
five years. The statistic told is that after the last row (0 right after an alarm).

lambda: 1,260 sessions (five years of sessions) between false alarms of independent normal residuals, both sides together. By Siegmund one
side alone has (exp(2 d b) - 2 d b - 1)/(2 d^2), d = 0.25, b = lambda + 1.166; both together half of that.
"""
import json
import math
import os

import numpy as np

from dependence import Rng

HERE = os.path.dirname(os.path.abspath(__file__))
DELTA, OVERSHOOT = 0.25, 1.166

# ---------------------------------------------------------------- lines


def median(x):
    x = sorted(x)
    half = len(x) // 2
    return x[half] if len(x) % 2 else x[half - 1] + 0.5 * (x[half] - x[half - 1])


def least_squares(x, y):
    mx, my = math.fsum(x) / len(x), math.fsum(y) / len(y)
    sxx = math.fsum((a - mx) ** 2 for a in x)
    slope = math.fsum((a - mx) * (b - my) for a, b in zip(x, y)) / sxx
    return slope, my - slope * mx


def theil_sen(x, y):
    n = len(x)
    slope = median([(y[j] - y[i]) / (x[j] - x[i]) for i in range(n) for j in range(i + 1, n) if x[j] != x[i]])
    return slope, median([b - slope * a for a, b in zip(x, y)])


FITS = {"least_squares": least_squares, "theil_sen": theil_sen}


def line(x, y, fit):
    slope, intercept = FITS[fit](x, y)
    sse = math.fsum((b - intercept - slope * a) ** 2 for a, b in zip(x, y))
    return {"slope": slope, "intercept": intercept, "residual_sd": math.sqrt(sse / (len(x) - 2)) if len(x) > 2 else None}


def leverage(x, y):
    n, m = len(x), math.fsum(x) / len(x)
    total = math.fsum((a - m) ** 2 for a in x)
    hat = [1.0 / n + (a - m) ** 2 / total for a in x]
    place = max(range(n), key=lambda i: hat[i])
    rest = [(a, b) for i, (a, b) in enumerate(zip(x, y)) if i != place]
    varies = len({a for a, _ in rest}) > 1
    return {"largest": hat[place], "place": place, "slope_without": least_squares(*zip(*rest))[0] if varies else None}


# ---------------------------------------------------------------- Page-Hinkley


def one_sided(b):
    return (math.exp(2 * DELTA * b) - 2 * DELTA * b - 1) / (2 * DELTA * DELTA)


def limit(run_length):
    """lambda, by bisection to the last digits."""
    low, high = OVERSHOOT, 200.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if one_sided(middle) / 2 < run_length else (low, middle)
    return (low + high) / 2 - OVERSHOOT


def page_hinkley(z, lam):
    up = down = largest = 0.0
    alarms = []
    for i, v in enumerate(z):
        up, down = max(0.0, up + v - DELTA), max(0.0, down - v - DELTA)
        largest = max(largest, up, down)
        if max(up, down) > lam:
            alarms.append(i)
            up = down = 0.0
    return {"up": up, "down": down, "statistic": max(up, down), "largest": largest, "alarms": alarms}


def run(x, y, fit, window, baseline, five_years):
    first = max(window + baseline - 1, len(x) - five_years)
    z = []
    for t in range(first, len(x)):
        begin, end = t - window - baseline + 1, t - window + 1
        f = line(x[begin:end], y[begin:end], fit)
        z.append((y[t] - f["intercept"] - f["slope"] * x[t]) / f["residual_sd"])
    out = page_hinkley(z, limit(1260))
    out["alarms"] = [first + i for i in out["alarms"]]
    return dict(out, fit=fit, window=window, baseline=baseline, first=first, z_first=z[:3], z_last=z[-3:])


def run_length_by_chain(lam, states=600):
    """Brook and Evans: the one-sided sum as a chain on a grid; both sides together half."""
    w = 2 * lam / (2 * states - 1)
    cdf = np.vectorize(lambda v: 0.5 * math.erfc(-v / math.sqrt(2)))
    grid = np.arange(states)
    step = (grid[None, :] - grid[:, None]) * w + DELTA
    p = cdf(step + w / 2) - cdf(step - w / 2)
    p[:, 0] = cdf(step[:, 0] + w / 2)
    return np.linalg.solve(np.eye(states) - p, np.ones(states))[0] / 2


# ---------------------------------------------------------------- samples


def sample(rng, n, slope, noise, x=None, digits=5):
    x = [round(2.0 * rng.normal(), 2) + 0.0 for _ in range(n)] if x is None else x
    return x, [round(0.001 + slope * a + noise * rng.normal(), digits) + 0.0 for a in x]


def pairs():
    make = lambda name: Rng(f"relation|{name}")
    out = []
    g = make("same")
    out.append(("nothing changed", sample(g, 63, -0.006, 0.004), sample(g, 252, -0.006, 0.004)))
    g = make("changed")
    out.append(("another slope", sample(g, 63, -0.002, 0.004), sample(g, 252, -0.006, 0.004)))
    g = make("far day")
    x, y = sample(g, 63, -0.006, 0.004)
    x[40], y[40] = 15.2, -0.029  # one far day below the line's continuation
    out.append(("one far day", (x, y), sample(g, 252, -0.006, 0.004)))
    g = make("two far days")
    x, y = sample(g, 40, 0.5, 0.3)
    x[7], y[7], x[8], y[8] = 12.0, -3.0, 12.0, -3.5
    out.append(("two far days of one x", (x, y), sample(g, 120, 0.5, 0.3)))
    g = make("ties")
    x = [float(i % 3) for i in range(20)]
    out.append(("few different x", sample(g, 20, 1.0, 0.5, x), sample(g, 41, 1.0, 0.5, [float(i % 4) for i in range(41)])))
    x = [1.0] * 9 + [2.0]
    out.append(("one row holds the slope", sample(g, 10, 1.0, 0.5, x), sample(g, 12, 1.0, 0.5)))
    out.append(("an exact line", ([1.0, 2.0, 3.0, 4.0, 5.5, 6.0, 7.0, 8.0, 9.0, 10.0], [3.0, 5.0, 7.0, 9.0, 12.0, 13.0, 15.0, 17.0, 19.0, 21.0]),
                sample(g, 15, 2.0, 0.1)))
    return out


def sums():
    g = Rng("relation|sums")
    normal = lambda n, mean=0.0: [round(mean + g.normal(), 4) for _ in range(n)]
    return [("independent", normal(300)), ("one deviation up from the middle", normal(60) + normal(60, 1.0)), ("one down", normal(60) + normal(60, -1.0)),
            ("through the whole window", normal(63, 3.0)), ("one far day", normal(30) + [12.0] + normal(20)), ("up and down", normal(40, 1.5) + normal(40, -1.5)),
            ("nothing", []), ("one row", [0.25]), ("exactly the allowance", [0.25] * 50)]


def main():
    for years in (1260, 500, 5000):
        assert abs(run_length_by_chain(limit(years)) / years - 1) < 0.01, (years, run_length_by_chain(limit(years)))
    fits = []
    for name, (wx, wy), (bx, by) in pairs():
        case = {"name": name, "window_x": wx, "window_y": wy, "baseline_x": bx, "baseline_y": by, "leverage": leverage(wx, wy), "fits": {}}
        for fit in FITS:
            w, b = line(wx, wy, fit), line(bx, by, fit)
            z = [(v - b["intercept"] - b["slope"] * u) / b["residual_sd"] for u, v in zip(wx, wy)]
            case["fits"][fit] = {"value": abs(w["slope"] - b["slope"]), "window": w, "baseline": b, "page_hinkley": page_hinkley(z, limit(1260))}
        fits.append(case)
    limits = [{"run_length": r, "lambda": limit(r)} for r in (252.0, 1260.0, 1304.475, 1826.25, 5000.0)]
    chains = [dict(page_hinkley(z, limit(1260)), name=name, z=z) for name, z in sums()]
    g = Rng("relation|run")
    x, y = sample(g, 1700, -0.006, 0.004)
    y = [round(v + (0.003 if 900 <= i < 1000 else 0.0) - (0.006 * u if i >= 1500 else 0.0) - (0.002 if i >= 1640 else 0.0), 5) for i, (u, v) in enumerate(zip(x, y))]
    runs = {"x": x, "y": y, "five_years": 1260, "expected": [run(x, y, "least_squares", 63, 252, 1260), run(x, y, "least_squares", 21, 504, 1260),
                                                                   run(x, y, "theil_sen", 21, 63, 1260)],
            "short": run(x[:400], y[:400], "least_squares", 63, 252, 1260)}
    dump = lambda v: json.dumps(v, ensure_ascii=False, allow_nan=False)
    block = lambda items: "[\n" + ",\n".join(map(dump, items)) + "\n]"
    with open(os.path.join(HERE, "relation.json"), "w", encoding="utf-8") as f:
        f.write("{\n\"delta\": " + dump(DELTA) + ",\n\"limits\": " + block(limits) + ",\n\"fits\": " + block(fits) + ",\n\"page_hinkley\": " + block(chains)
                + ",\n\"runs\": {\n" + ",\n".join(f"{dump(k)}: {dump(v)}" for k, v in runs.items()) + "\n}\n}\n")
    print(f"{len(fits)} relations")


if __name__ == "__main__":
    main()
