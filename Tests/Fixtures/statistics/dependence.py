#!/usr/bin/env python3
"""Independent reference for the intervals that survive dependence: writes dependence.json beside this file.

Written from Documentation/Decisions/0042-intervals-that-survive-dependence.md, never from the Swift code. The standard
library, and scipy for the quantiles of t.   Run:  python dependence.py
"""
import hashlib
import json
import math
import os

import scipy
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
ACT, MISS = 2000.0, 16000.0  # 2 and 16 basis points of 10,000,000
EVENT, ACT_WHEN = -0.01, 0.125
Z975 = 1.959963984540054
M64 = (1 << 64) - 1


class Rng:
    """SplitMix64 and two samplers of Documentation/Guides/reproducibility.md."""

    def __init__(self, text):
        self.s = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")

    def next(self):
        self.s = (self.s + 0x9E3779B97F4A7C15) & M64
        z = self.s
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
        return z ^ (z >> 31)

    def uniform(self):
        return (self.next() >> 11) * 2.0 ** -53

    def normal(self):
        u = 1.0 - self.uniform()
        return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * self.uniform())


# ---------------------------------------------------------------- the definition


def bands(n):
    b = min(8, 4 + n // 21, n // 2)
    return b, min(4 * b, n - 1)


def mean(x):
    return math.fsum(x) / len(x)


def spread(x):
    """Standard error of the mean of x from its own cosines, with what it is made of."""
    n = len(x)
    b, j = bands(n)
    if max(x) == min(x):
        return {"cosines": b, "band_end": j, "low": 0.0, "next": 0.0, "rise": 1.0, "standard_error": 0.0}
    m = mean(x)
    power = []
    for k in range(1, j + 1):
        total = math.fsum((v - m) * math.cos(math.pi * k * (t + 0.5) / n) for t, v in enumerate(x))
        power.append(2.0 * total * total / n)
    low, above = mean(power[:b]), mean(power[b:])
    if above > 0.0:
        rise = min(100.0, max(1.0, low / above))
    else:
        rise = 100.0 if low > 0.0 else 1.0
    return {"cosines": b, "band_end": j, "low": low, "next": above, "rise": rise,
            "standard_error": math.sqrt(low * rise / n)}


def earlier(history, n):
    """Spread of the means of all windows of n rows in the history; None where it is shorter than five windows."""
    if history is None or len(history) < 5 * n:
        return None
    h = len(history)
    k = h / n
    centre = mean(history)
    squares = [(mean(history[i:i + n]) - centre) ** 2 for i in range(h - n + 1)]
    return {"windows": k, "mean": centre, "degrees": math.floor(1.5 * (k - 1)),
            "standard_error": math.sqrt(mean(squares) * k / (k - 1))}


def t(level, degrees):
    return float(stats.t.ppf(level, degrees))


def reaches(s, old, slope, levels, bounded=False):
    """The distances of the ends from the centre, on the scale whose slope is given as a function of the mean; 0 if nothing is known."""
    if old is not None and old["standard_error"] > 0.0 and slope(old["mean"]) is not None:
        steep = max(slope(old["mean"]), slope(s["mean"])) if bounded else slope(old["mean"])
        r = t(0.975, old["degrees"]) * old["standard_error"] * steep
        return [r, r]
    if s["standard_error"] > 0.0:
        return [t(level, s["cosines"]) * s["standard_error"] * slope(s["mean"]) for level in levels]
    return [0.0, 0.0]


def interval(kind, x, history=None, bounds=None, root=False, factor=1.0):
    """kind: real, positive, bounded. Ends are multiplied by the factor at the end (the number of rows, for a sum)."""
    n = len(x)
    if n < 5:
        return {"lower": None, "upper": None}
    s = spread(x)
    s["mean"] = m = mean(x)
    old = earlier(history, n)
    out = {k: s[k] for k in ("cosines", "band_end", "low", "next", "rise", "standard_error", "mean")}
    if old is not None:
        out["history"] = old
    lower = upper = None
    if kind == "bounded":
        a, b = bounds
        q = lambda v: (v - a) / (b - a)
        slope = lambda v: 1.0 / ((b - a) * q(v) * (1.0 - q(v))) if 0.0 < q(v) < 1.0 else None
        lower = upper = m
        if 0.0 < q(m) < 1.0:
            centre = math.log(q(m) / (1.0 - q(m)))
            down, up = reaches(s, old, slope, (0.975, 0.975), bounded=True)
            if down > 0.0:
                lower, upper = (a + (b - a) / (1.0 + math.exp(-v)) for v in (centre - down, centre + up))
        u = 1.0 - 0.025 ** (1.0 / n)
        if all(v > a for v in x):
            lower = min(lower, m - u * (m - a))
        if all(v < b for v in x):
            upper = max(upper, m + u * (b - m))
    elif kind == "positive":
        down, up = reaches(s, old, lambda v: 1.0 / v if v > 0.0 else None, (0.955, 0.995))
        if m > 0.0 and down > 0.0:
            centre, half = (math.sqrt(m), 0.5) if root else (m, 1.0)
            lower, upper = centre * math.exp(-half * down), centre * math.exp(half * up)
    else:
        down, up = reaches(s, old, lambda v: 1.0, (0.975, 0.975))
        if down > 0.0:
            lower, upper = m - down, m + up
    if lower is not None:
        lower, upper = factor * lower, factor * upper
    out.update(lower=lower, upper=upper)
    return out


def captured(value, perfect, past_value, past_perfect):
    """Value over perfect: the interval of a ratio, from what each row adds to or takes from it."""

    def influence(v, p):
        total = math.fsum(p)
        if total == 0.0:
            return None, None
        r = math.fsum(v) / total
        return r, [(a - r * b) / (total / len(p)) for a, b in zip(v, p)]

    r, z = influence(value, perfect)
    if z is None or len(z) < 5:
        return {"lower": None, "upper": None}
    s = spread(z)
    s["mean"] = 0.0
    old = earlier(influence(past_value, past_perfect)[1], len(z))
    down, up = reaches(s, old, lambda v: 1.0, (0.975, 0.975))
    if down == 0.0:
        return {"value": r, "lower": None, "upper": None}
    return {"value": r, "cosines": s["cosines"], "standard_error": s["standard_error"], "lower": r - down,
            "upper": min(1.0, r + up)}


def calibration(outcomes, stated, past_outcomes, past_stated):
    """p-value and the z of a normal distribution that has it."""
    n = len(outcomes)
    share, said = mean(outcomes), mean(stated)
    difference = [o - p for o, p in zip(outcomes, stated)]
    if share in (0.0, 1.0):
        log = math.fsum(math.log1p(-p) if share == 0.0 else math.log(p) for p in stated)
        chance = min(1.0, 2.0 * math.exp(log))
    else:
        distance = abs(math.log(share / (1 - share)) - math.log(said / (1 - said)))
        s, weight = spread(difference), share * (1 - share)
        error, degrees = s["standard_error"], s["cosines"]
        old, past = earlier([o - p for o, p in zip(past_outcomes, past_stated)], n), mean(past_outcomes)
        if old is not None and old["standard_error"] > 0.0 and 0.0 < past < 1.0:
            error, degrees, weight = old["standard_error"], old["degrees"], min(weight, past * (1 - past))
        chance = 2.0 * float(stats.t.sf(distance * weight / error, degrees))
    return {"observed": share, "expected": said, "p_value": chance, "z": float(stats.norm.isf(chance / 2.0))}


# ---------------------------------------------------------------- metrics of a ledger


def phi(x):
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def columns(pairs):
    out = {k: [] for k in ("bias", "mae", "square", "scaled", "hit", "inside", "accurate", "value", "perfect", "fp", "fn",
                           "up", "said_up", "event", "said_event")}
    for mu, sigma, label in pairs:
        e = mu - label
        said = phi((math.log1p(EVENT) - mu) / sigma)
        act, event = said > ACT_WHEN, math.expm1(label) < EVENT
        out["bias"].append(e)
        out["mae"].append(abs(e))
        out["square"].append(e * e)
        out["scaled"].append((e / sigma) ** 2)
        if label != 0.0:
            out["hit"].append(1.0 if mu * label > 0.0 else 0.0)
        out["inside"].append(1.0 if mu - Z975 * sigma <= label <= mu + Z975 * sigma else 0.0)
        out["accurate"].append(1.0 if act == event else 0.0)
        out["value"].append((MISS - ACT if event else -ACT) if act else 0.0)
        out["perfect"].append(MISS - ACT if event else 0.0)
        out["fp"].append(ACT if act and not event else 0.0)
        out["fn"].append(MISS if event and not act else 0.0)
        out["up"].append(1.0 if label > 0.0 else 0.0)
        out["said_up"].append(phi(mu / sigma))
        out["event"].append(1.0 if event else 0.0)
        out["said_event"].append(said)
    return out


def metrics(pairs, n):
    """The window is the last n pairs; the history is all of them."""
    x, past = columns(pairs[-n:]), columns(pairs)
    hits = past["hit"]
    return {
        "bias": interval("real", x["bias"], past["bias"]),
        "mae": interval("positive", x["mae"], past["mae"]),
        "rmse": interval("positive", x["square"], past["square"], root=True),
        "scaled_rmse": interval("positive", x["scaled"], past["scaled"], root=True),
        "hit_rate": interval("bounded", x["hit"], hits, bounds=(0.0, 1.0)),
        "coverage_95": interval("bounded", x["inside"], past["inside"], bounds=(0.0, 1.0)),
        "decision_accuracy": interval("bounded", x["accurate"], past["accurate"], bounds=(0.0, 1.0)),
        "value": interval("bounded", x["value"], past["value"], bounds=(-ACT, MISS - ACT), factor=float(n)),
        "false_positive_cost": interval("bounded", x["fp"], past["fp"], bounds=(0.0, ACT), factor=float(n)),
        "false_negative_cost": interval("bounded", x["fn"], past["fn"], bounds=(0.0, MISS), factor=float(n)),
        "value_captured": captured(x["value"], x["perfect"], past["value"], past["perfect"]),
        "calibration": {
            "probability_up": calibration(x["up"], x["said_up"], past["up"], past["said_up"]),
            "probability_of_event": calibration(x["event"], x["said_event"], past["event"], past["said_event"]),
            "coverage_95": calibration(x["inside"], [0.95] * n, past["inside"], [0.95] * len(pairs)),
        } if n >= 21 else None,
    }


# ---------------------------------------------------------------- series


def independent(rng, n):
    return [rng.normal() for _ in range(n)]


def student(rng, n):
    """t with three degrees of freedom and variance one."""
    return [rng.normal() / math.sqrt(math.fsum(rng.normal() ** 2 for _ in range(3))) for _ in range(n)]


def autoregression(rho):
    def make(rng, n):
        out = [rng.normal()]
        while len(out) < n:
            out.append(rho * out[-1] + math.sqrt(1 - rho * rho) * rng.normal())
        return out
    return make


def garch(rng, n):
    """GARCH(1,1), 0.02, 0.08, 0.90, after 200 rows; with its standard deviations."""
    h, u, out = 1.0, 0.0, []
    for i in range(n + 200):
        h = 0.02 + 0.08 * u * u + 0.90 * h
        u = math.sqrt(h) * rng.normal()
        out.append((u, math.sqrt(h)))
    return out[200:]


def overlapping(rng, n):
    daily = independent(rng, n + 4)
    return [math.fsum(daily[i:i + 5]) / math.sqrt(5) for i in range(n)]


def pairs_of(errors, sigmas=None, mu=0.0005, scale=0.01, alternate=False):
    out = []
    for i, u in enumerate(errors):
        forecast = -mu if alternate and i % 3 == 0 else mu
        sigma = scale if sigmas is None else scale * sigmas[i]
        out.append([forecast, round(sigma, 6), round(forecast + scale * u, 6) + 0.0])
    return out


def series():
    make = lambda name: Rng(f"dependence|{name}")
    volatile = garch(make("volatile"), 252)
    long = garch(make("history"), 600)
    calm = [round(0.3 * v, 6) for v in independent(make("calm"), 63)]
    three = make("ties")
    zeros = pairs_of(independent(make("labels of zero"), 40), alternate=True)
    for i in (3, 4, 17):
        zeros[i][2] = 0.0
    step = [-0.4] * 20 + [0.9] * 20
    return [
        ("four rows", pairs_of(independent(make("four"), 4)), 4),
        ("five rows", pairs_of(independent(make("five"), 5), alternate=True), 5),
        ("seven rows", pairs_of(independent(make("seven"), 7), alternate=True), 7),
        ("ten rows", pairs_of(independent(make("ten"), 10), alternate=True), 10),
        ("a month", pairs_of(independent(make("month"), 21), alternate=True), 21),
        ("heavy tails", pairs_of(student(make("student"), 63), alternate=True), 63),
        ("autoregression 0.5", pairs_of(autoregression(0.5)(make("ar 0.5"), 63)), 63),
        ("autoregression 0.9", pairs_of(autoregression(0.9)(make("ar 0.9"), 504)), 504),
        ("overlapping horizons", pairs_of(overlapping(make("overlap"), 84)), 84),
        ("volatility clusters, constant forecast", pairs_of([u for u, _ in volatile], alternate=True), 252),
        ("volatility clusters, right forecast", pairs_of([u for u, _ in volatile], [s for _, s in volatile]), 252),
        ("never acted, no event", pairs_of(calm, [0.3] * 63), 63),
        ("always acted, no event", pairs_of([abs(v) for v in independent(make("luck"), 21)]), 21),
        ("errors of one size", pairs_of([0.5] * 30), 30),
        ("errors of three sizes", pairs_of([(-1.2, 0.1, 0.8)[int(3 * three.uniform())] for _ in range(42)]), 42),
        ("a step in the middle", pairs_of(step), 40),
        ("a slow wave", pairs_of([0.3 + math.cos(math.pi * (t + 0.5) / 36) for t in range(36)]), 36),
        ("labels of zero", zeros, 40),
        ("history of nine windows", pairs_of([u for u, _ in long], [s for _, s in long]), 63),
        ("history of five windows", pairs_of([u for u, _ in long[-315:]], [s for _, s in long[-315:]]), 63),
        ("history one row too short", pairs_of([u for u, _ in long[-314:]], [s for _, s in long[-314:]]), 63),
        ("a quiet month after an active year", pairs_of([u for u, _ in long[:180]] + [0.2 * v for v in calm[:21]], [1.2] * 180 + [0.3] * 21), 21),
        ("errors of one size after others", pairs_of([u for u, _ in long[:130]] + [0.5] * 30), 30),
    ]


def main():
    cases = []
    for name, pairs, n in series():
        cases.append({"name": name, "window": n, "mean": [p[0] for p in pairs], "sigma": [p[1] for p in pairs],
                      "label": [p[2] for p in pairs], "expected": metrics(pairs, n)})
    quantiles = [{"degrees": d, "level": q, "value": t(q, d)} for d in (*range(1, 13), 20, 58, 1048)
                 for q in (0.955, 0.975, 0.995)]
    out = {"made_with": {"scipy": scipy.__version__}, "act": ACT, "miss": MISS, "event_below": EVENT, "act_when_above": ACT_WHEN,
           "t_quantiles": quantiles, "cases": cases}
    with open(os.path.join(HERE, "dependence.json"), "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1, ensure_ascii=False)
        f.write("\n")
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
