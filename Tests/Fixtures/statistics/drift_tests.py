#!/usr/bin/env python3
"""Independent reference for two measures of drift and for p-values of rows that depend: writes drift_tests.json beside this file.

Written from the definitions below, never from the Swift code. numpy, and scipy to check the measures.   Run:  python drift_tests.py

energy: sqrt(2 * integral (F - G)^2 dx / sd), F and G the distribution functions of baseline and window, sd the baseline's (n - 1).
anderson_darling: Scholz and Stephens (1987), k = 2, midranks, (A2akN - 1)/sigma_N; all values equal: 0.

Permutations of both: the pooled values are the baseline's in their order, then the window's. One generator, seeded by
`series key|window end|permutation`. 1,999 times: begin with the pooled order again; for i = N - 1 down to 1, j = index(i + 1), exchange
i and j; the first m are the baseline, the last n the window. sd stays that of the baseline as it is. A value counts as reached when it is
>= observed * (1 - 1e-12), of a negative observed one >= observed * (1 + 1e-12). p = (1 + reached)/2000; expected_without_change is
the mean of the 1,999.

ks with ties: given the pooled values, all C(m + n, n) choices of the window are equally likely; p = P(D >= d), by counting lattice paths
that stay below d wherever the pooled sorted value changes. Compared in whole numbers: |i n - j m|.

Circular shift: baseline then window is a ring of N = m + n values. Rotation r = 1 ... N - 1: the window is the n values from place m + r on
(around the end), the baseline the m values from place r on. The measure is computed anew (of psi with new bins, of energy with a new sd).
p = (1 + reached)/N, reached as above.

History: p = (1 + earlier windows with a value >= now)/(1 + earlier windows), of at least 20.
r1 = sum (x_t - mean)(x_t-1 - mean) / sum (x_t - mean)^2 of the baseline. Beyond 0.2 on either side no p-value of independent rows.
"""
import json
import math
import os
import warnings
from fractions import Fraction
from itertools import combinations

import numpy as np
import scipy
from scipy import stats

from reference import Rng, psi_case, seed_from_text

HERE = os.path.dirname(os.path.abspath(__file__))

# ---------------------------------------------------------------- measures


def sd(x):
    m = math.fsum(x) / len(x)
    return math.sqrt(math.fsum((v - m) ** 2 for v in x) / (len(x) - 1))


class Pool:
    """The pooled values in order, and the measures of any choice of a window among them."""

    def __init__(self, values, m):
        self.values, self.m, self.n = np.array(values), m, len(values) - m
        self.z, self.place, self.l = np.unique(self.values, return_inverse=True, return_counts=True)

    def counts(self, order):
        size = len(self.z)
        return (np.bincount(self.place[order[:self.m]], minlength=size), np.bincount(self.place[order[self.m:]], minlength=size))

    def squared_area(self, order):
        b, c = self.counts(order)
        gap = np.cumsum(b) / self.m - np.cumsum(c) / self.n
        return math.fsum(gap[:-1] ** 2 * np.diff(self.z))

    def energy(self, order, unit):
        return math.sqrt(2.0 * self.squared_area(order) / unit)

    def anderson_darling(self, order):
        if len(self.z) == 1:
            return 0.0
        total = self.m + self.n
        before = np.cumsum(self.l) - self.l / 2.0
        a = 0.0
        for f, size in zip(self.counts(order), (self.m, self.n)):
            middle = np.cumsum(f) - f / 2.0
            a += math.fsum(self.l / total * (total * middle - size * before) ** 2 / (before * (total - before) - total * self.l / 4.0)) / size
        a *= (total - 1.0) / total
        return (a - 1.0) / anderson_darling_sd(self.m, self.n)


def anderson_darling_sd(m, n):
    total, k = m + n, 2
    big_h = 1.0 / m + 1.0 / n
    h = math.fsum(1.0 / i for i in range(1, total))
    g, tail = 0.0, 0.0
    for i in range(total - 2, 0, -1):
        tail += 1.0 / (i + 1)
        g += tail / (total - i)
    a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * big_h
    b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * big_h - 8 * h + 4 * g - 6
    c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * big_h + 4 * h
    d = (2 * h + 6) * k * k - 4 * h * k
    return math.sqrt((a * total ** 3 + b * total ** 2 + c * total + d) / ((total - 1.0) * (total - 2.0) * (total - 3.0)))


def energy(baseline, window):
    if len(set(baseline)) == 1:
        return 0.0 if set(window) == set(baseline) else None  # not enough evidence
    pool = Pool(baseline + window, len(baseline))
    return pool.energy(np.arange(len(baseline) + len(window)), sd(baseline))


def anderson_darling(baseline, window):
    return Pool(baseline + window, len(baseline)).anderson_darling(np.arange(len(baseline) + len(window)))


def ks_numerator(baseline, window):
    """D times m n, a whole number."""
    m, n = len(baseline), len(window)
    z = np.unique(np.array(baseline + window))
    f = np.searchsorted(np.sort(baseline), z, side="right")
    g = np.searchsorted(np.sort(window), z, side="right")
    return int(np.max(np.abs(f * n - g * m)))


# ---------------------------------------------------------------- p-values


def at_least(value, observed):
    return value >= observed - 1e-12 * abs(observed)


def permutation(rng, n):
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = rng.index(i + 1)
        order[i], order[j] = order[j], order[i]
    return np.array(order)


def permutations(baseline, window, text, measure):
    pool, total = Pool(baseline + window, len(baseline)), len(baseline) + len(window)
    value = (lambda order: pool.energy(order, sd(baseline))) if measure == "energy" else pool.anderson_darling
    rng, observed = Rng(seed_from_text(text)), value(np.arange(total))
    drawn = [value(permutation(rng, total)) for _ in range(1999)]
    return {"observed": observed, "expected_without_change": math.fsum(drawn) / 1999, "p_value": (1 + sum(at_least(v, observed) for v in drawn)) / 2000,
            "first_draws": drawn[:3]}


def ks_exact(baseline, window):
    """Share of the lattice paths that reach D at a place where the pooled value changes."""
    m, n, d = len(baseline), len(window), ks_numerator(baseline, window)
    pooled = sorted(baseline + window)
    looked_at = {i + 1 for i in range(m + n) if i + 1 == m + n or pooled[i] != pooled[i + 1]}
    below = [[0] * (n + 1) for _ in range(m + 1)]
    for i in range(m + 1):
        for j in range(n + 1):
            if i + j in looked_at and abs(i * n - j * m) >= d:
                continue
            below[i][j] = 1 if i + j == 0 else (below[i - 1][j] if i else 0) + (below[i][j - 1] if j else 0)
    return float(1 - Fraction(below[m][n], math.comb(m + n, n)))


def ks_by_force(baseline, window):
    pooled, m, n = baseline + window, len(baseline), len(window)
    d, reached, count = ks_numerator(baseline, window), 0, 0
    for chosen in combinations(range(m + n), n):
        rest = [pooled[i] for i in range(m + n) if i not in chosen]
        reached += ks_numerator(rest, [pooled[i] for i in chosen]) >= d
        count += 1
    return reached / count


def circular(baseline, window, measure):
    ring, m, n = baseline + window, len(baseline), len(window)
    twice = ring + ring
    observed = measure(baseline, window)
    reached = sum(at_least(measure(twice[r:r + m], twice[r + m:r + m + n]), observed) for r in range(1, m + n))
    return {"observed": observed, "p_value": (1 + reached) / (m + n)}


def history(earlier, now):
    if len(earlier) < 20:
        return None
    return (1 + sum(v >= now for v in earlier)) / (1 + len(earlier))


def lag_one(x):
    m = math.fsum(x) / len(x)
    total = math.fsum((v - m) ** 2 for v in x)
    return math.fsum((a - m) * (b - m) for a, b in zip(x[1:], x)) / total if total else None


# ---------------------------------------------------------------- cases


def normal(rng, n, mean=0.0, scale=1.0, digits=5):
    return [round(mean + scale * rng.normal(), digits) + 0.0 for _ in range(n)]


def autoregression(rng, n, rho, digits=5):
    x, out = rng.normal(), []
    for _ in range(n):
        out.append(round(x, digits) + 0.0)
        x = rho * x + math.sqrt(1 - rho * rho) * rng.normal()
    return out


def pairs():
    make = lambda name: Rng(seed_from_text(f"drift tests|{name}"))
    g = {k: make(k) for k in ("same", "shift", "scale", "ties", "small", "skewed", "zeros", "far", "least", "wide")}
    counts = lambda rng, n, p: [float(sum(rng.uniform() < p for _ in range(6))) for _ in range(n)]
    return [
        ("nothing changed", normal(g["same"], 120), normal(g["same"], 30)),
        ("half a deviation up", normal(g["shift"], 252), normal(g["shift"], 63, 0.5)),
        ("another scale", normal(g["scale"], 120), normal(g["scale"], 40, 0.0, 0.5)),
        ("ties", counts(g["ties"], 100, 0.4), counts(g["ties"], 30, 0.55)),
        ("more in the window than in the baseline", normal(g["small"], 20), normal(g["small"], 45, 0.3)),
        ("skewed", [round(math.exp(v), 5) for v in normal(g["skewed"], 90)], [round(math.exp(v), 5) for v in normal(g["skewed"], 30, 0.3)]),
        ("zero or one", [float(g["zeros"].uniform() < 0.3) for _ in range(80)], [float(g["zeros"].uniform() < 0.5) for _ in range(20)]),
        ("far away", normal(g["far"], 60), normal(g["far"], 12, 40.0)),
        ("least samples", normal(g["least"], 20), normal(g["least"], 10)),
        ("large numbers", [1e9 + 1000.0 * v for v in normal(g["wide"], 60, digits=3)], [1e9 + 1000.0 * v for v in normal(g["wide"], 20, 0.4, digits=3)]),
    ]


def rings():
    make = lambda name: Rng(seed_from_text(f"drift tests|ring|{name}"))
    a, b, c, d = autoregression(make("a"), 80, 0.9), autoregression(make("b"), 84, 0.98), normal(make("c"), 80), autoregression(make("d"), 200, 0.95)
    wave = [round(math.sin(2 * math.pi * i / 40) + 0.001 * (i % 7), 5) for i in range(80)]
    ties = [float(round(v)) for v in autoregression(make("e"), 90, 0.8)]
    return [("AR(.9)", a[:60], a[60:]), ("AR(.98)", b[:60], b[60:]), ("independent", c[:60], c[60:]), ("AR(.95), one more deviation", d[:158], [v + 1.0 for v in d[158:]]),
            ("a wave, period of a half", wave[:60], wave[60:]), ("ties", ties[:66], ties[66:])]


def check(baseline, window, e, a):
    """scipy says the same."""
    unit = sd(baseline)
    assert math.isclose(e, stats.energy_distance([v / unit for v in baseline], [v / unit for v in window]), rel_tol=1e-9)
    with warnings.catch_warnings():  # about the p-value, which is not used
        warnings.simplefilter("ignore")
        assert math.isclose(a, stats.anderson_ksamp([baseline, window], midrank=True).statistic, rel_tol=1e-9)


def main():
    out = {"made_with": {"numpy": np.__version__, "scipy": scipy.__version__}, "measures": [], "ks_with_ties": [], "circular_shift": [], "history": [], "lag_one": []}
    for name, b, c in pairs():
        e, a = energy(b, c), anderson_darling(b, c)
        check(b, c, e, a)
        case = {"name": name, "baseline": b, "current": c, "energy": e, "anderson_darling": a, "ks": ks_numerator(b, c) / (len(b) * len(c)),
                "ks_p_value": ks_exact(b, c), "permutations": {}}
        for measure in ("energy", "anderson_darling"):
            text = f"fixture/{measure}/{len(out['measures'])}|2020-11-19|permutation"
            case["permutations"][measure] = dict(permutations(b, c, text, measure), seed_text=text)
        out["measures"].append(case)
    for name, b, c in [("constant stays", [2.5] * 20, [2.5] * 10), ("constant moves", [2.5] * 20, [3.0] * 10), ("constant spreads", [2.5] * 20, [2.0, 3.0] * 5)]:
        out["measures"].append({"name": name, "baseline": b, "current": c, "energy": energy(b, c), "anderson_darling": anderson_darling(b, c),
                                "ks": ks_numerator(b, c) / (len(b) * len(c)), "ks_p_value": ks_exact(b, c), "permutations": None})

    small = [("none", [1.0, 2.0, 4.0, 6.0], [3.0, 5.0, 7.0]), ("within and across", [1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 4.0], [2.0, 2.0, 3.0, 3.0, 5.0]),
             ("two values", [0.0] * 6 + [1.0] * 2, [0.0] + [1.0] * 4), ("one value", [1.0] * 5, [1.0] * 4), ("apart", [1.0, 1.0, 2.0, 2.0], [3.0, 3.0, 3.0]),
             ("same size", [1.0, 2.0, 2.0, 3.0, 3.0, 3.0], [2.0, 3.0, 3.0, 4.0, 4.0, 4.0]), ("one row", [1.0, 1.0, 2.0, 3.0], [3.0])]
    for name, b, c in small:
        p = ks_exact(b, c)
        assert math.isclose(p, ks_by_force(b, c), rel_tol=1e-12), name
        out["ks_with_ties"].append({"name": name, "baseline": b, "current": c, "statistic": ks_numerator(b, c) / (len(b) * len(c)), "p_value": p})
    assert math.isclose(ks_exact(*small[0][1:]), stats.ks_2samp(*small[0][1:], method="exact").pvalue, rel_tol=1e-12)
    larger = Rng(seed_from_text("drift tests|ks"))
    poisson = lambda n, mean: [float(sum(larger.uniform() < mean / 20 for _ in range(20))) for _ in range(n)]
    for name, b, c in (("counts", poisson(252, 3.0), poisson(63, 3.0)), ("counts, more", poisson(252, 3.0), poisson(63, 4.0)), ("counts, many more", poisson(120, 3.0), poisson(80, 6.0)),
                       ("zero or one", [float(larger.uniform() < 0.3) for _ in range(200)], [float(larger.uniform() < 0.45) for _ in range(63)])):
        out["ks_with_ties"].append({"name": name, "baseline": b, "current": c, "statistic": ks_numerator(b, c) / (len(b) * len(c)), "p_value": ks_exact(b, c)})

    ks = lambda b, c: ks_numerator(b, c) / (len(b) * len(c))
    psi = lambda b, c: psi_case(b, c)["psi"]
    for name, b, c in rings():
        measures = {"ks": ks, "energy": energy, "anderson_darling": anderson_darling}
        if name != "ties":  # its bins, and with them whether there is a value, change from rotation to rotation
            measures["psi"] = psi
        out["circular_shift"].append({"name": name, "baseline": b, "current": c, "lag_one": lag_one(b),
                                      "expected": {k: circular(b, c, f) for k, f in measures.items()}})

    past = Rng(seed_from_text("drift tests|history"))
    values = [round(past.uniform(), 2) for _ in range(119)]
    for count, now in ((119, 0.97), (119, 2.0), (119, 0.0), (119, values[5]), (20, 0.5), (19, 0.5), (0, 0.5), (25, max(values[:25]))):
        out["history"].append({"earlier": values[:count], "now": now, "p_value": history(values[:count], now)})

    for name, x in (("AR(.9)", rings()[0][1]), ("independent", rings()[2][1]), ("alternating", [1.0, -1.0] * 15), ("trend", [float(i) for i in range(30)]), ("constant", [3.0] * 25)):
        r = lag_one(x)
        out["lag_one"].append({"name": name, "values": x, "r": r, "rows_may_count_as_independent": r is None or abs(r) <= 0.2})

    dump = lambda v: json.dumps(v, ensure_ascii=False, allow_nan=False)
    with open(os.path.join(HERE, "drift_tests.json"), "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(f"{dump(k)}: " + ("[\n" + ",\n".join(map(dump, v)) + "\n]" if isinstance(v, list) else dump(v)) for k, v in out.items()) + "\n}\n")
    print(f"{len(out['measures'])} pairs of samples")


if __name__ == "__main__":
    main()
