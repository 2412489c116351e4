#!/usr/bin/env python3
"""Independent reference for Bellwether's statistics: writes statistics.json beside this file.

Written from Documentation/Guides/reproducibility.md and the definitions of the measures, never from the Swift code.
Needs numpy and scipy (made with the versions named in the JSON).   Run:  python reference.py
"""
import bisect
import hashlib
import json
import math
import os
import warnings
from collections import Counter
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon

HERE = os.path.dirname(os.path.abspath(__file__))
Z975 = 1.959963984540054

# ---------------------------------------------------------------- generator


def seed_from_text(text):
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


M64 = (1 << 64) - 1


class Rng:
    """SplitMix64 and the samplers of reproducibility.md."""

    def __init__(self, seed):
        self.s = seed & M64

    def next(self):
        self.s = s = (self.s + 0x9E3779B97F4A7C15) & M64
        z = ((s ^ (s >> 30)) * 0xBF58476D1CE4E5B9) & M64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
        return z ^ (z >> 31)

    def uniform(self):
        return (self.next() >> 11) * 2.0 ** -53

    def index(self, n):
        return math.floor(self.uniform() * n)

    def normal(self):
        u1 = 1.0 - self.uniform()
        u2 = self.uniform()
        return math.sqrt(-2.0 * math.log(u1)) * math.cos(2.0 * math.pi * u2)

    def gamma(self, a):
        d = a - 1.0 / 3.0
        c = 1.0 / math.sqrt(9.0 * d)
        while True:
            x = self.normal()
            t = 1.0 + c * x
            v = t * t * t
            if v <= 0.0:
                continue
            u = 1.0 - self.uniform()
            if math.log(u) < x * x / 2.0 + d - d * v + d * math.log(v):
                return d * v

    def beta(self, a, b):
        g = self.gamma(a)
        h = self.gamma(b)
        return g / (g + h)

    def binomial(self, n, p):
        count = 0
        while True:
            if n == 0 or p <= 0.0:
                return count
            if p >= 1.0:
                return count + n
            if n <= 16:
                break
            a = 1 + n // 2
            b = n + 1 - a
            x = self.beta(a, b)
            if x >= p:
                n = a - 1
                p = p / x
            else:
                count += a
                n = b - 1
                p = (p - x) / (1.0 - x)
        for _ in range(n):
            if self.uniform() < p:
                count += 1
        return count

    def multinomial(self, n, q):
        out = []
        left = n
        mass = 1.0
        for i in range(len(q) - 1):
            p = min(1.0, q[i] / mass) if mass > 0.0 else 0.0
            k = self.binomial(left, p)
            out.append(k)
            left -= k
            mass -= q[i]
        out.append(left)
        return out

    def dirichlet(self, counts):
        g = [self.gamma(c) if c > 0 else 0.0 for c in counts]
        total = 0.0
        for v in g:
            total += v
        return [v / total for v in g]


# ---------------------------------------------------------------- measures


def quantile7(ordered, q):
    """x[floor h] + (h - floor h)(x[ceil h] - x[floor h]), h = (n-1) q, on a sorted list."""
    h = (len(ordered) - 1) * q
    lo = math.floor(h)
    hi = math.ceil(h)
    return ordered[lo] + (h - lo) * (ordered[hi] - ordered[lo])


def psi_edges(baseline):
    ordered = sorted(baseline)
    m = len(ordered)
    edges = {quantile7(ordered, k / 10) for k in range(1, 10)}
    for v, c in Counter(ordered).items():
        if 10 * c >= m:
            edges.add(v)
            edges.add(math.nextafter(v, math.inf))
    return sorted(edges)


def bin_counts(values, edges):
    out = [0] * (len(edges) + 1)
    for v in values:
        out[bisect.bisect_right(edges, v)] += 1  # left-closed, right-open
    return out


def shares(counts):
    n = sum(counts)
    return [(c + 0.5) / (n + len(counts) / 2) for c in counts]


def psi_of_shares(p, q):
    """p current, q baseline; added in bin order."""
    total = 0.0
    for a, b in zip(p, q):
        total += (a - b) * math.log(a / b)
    return total


def no_variation(baseline, current):
    return len(set(baseline) | set(current)) == 1


def psi_case(baseline, current):
    edges = psi_edges(baseline)
    b, c = bin_counts(baseline, edges), bin_counts(current, edges)
    out = measures_of_counts(b, c, no_variation(baseline, current))
    out["edges"] = edges
    return out


def measures_of_counts(b, c, constant=False):
    q, p = shares(b), shares(c)
    return {
        "baseline_counts": b,
        "current_counts": c,
        "psi": 0.0 if constant else psi_of_shares(p, q),
        "jensen_shannon": 0.0 if constant else float(jensenshannon(p, q, base=2)),
        "hellinger": 0.0 if constant else math.sqrt(sum((math.sqrt(x) - math.sqrt(y)) ** 2 for x, y in zip(p, q)) / 2),
        "sufficient": sum(c) >= 2 * len(b),
    }


def edges_are_fragile(baseline, current):
    """True if another rounding of the same quantile formula would put a row into another bin."""
    base = psi_edges(baseline)
    ordered = sorted(baseline)
    m = len(ordered)
    heavy = {w for v, c in Counter(ordered).items() if 10 * c >= m for w in (v, math.nextafter(v, math.inf))}
    variants = [
        {float(np.quantile(np.array(ordered), k / 10)) for k in range(1, 10)},
        {float(np.quantile(np.array(ordered), k * 0.1)) for k in range(1, 10)},
        {quantile7(ordered, k * 0.1) for k in range(1, 10)},
        {exact_position(ordered, k) for k in range(1, 10)},
    ]
    want = (bin_counts(baseline, base), bin_counts(current, base))
    for v in variants:
        e = sorted(v | heavy)
        if (bin_counts(baseline, e), bin_counts(current, e)) != want:
            return True
    return False


def exact_position(ordered, k):
    whole, rest = divmod((len(ordered) - 1) * k, 10)
    if rest == 0:
        return ordered[whole]
    return ordered[whole] + (rest / 10) * (ordered[whole + 1] - ordered[whole])


def category_psi(baseline, current):
    names = sorted(set(baseline))
    pos = {v: i for i, v in enumerate(names)}
    b, c = [0] * (len(names) + 1), [0] * (len(names) + 1)
    for v in baseline:
        b[pos[v]] += 1
    for v in current:
        c[pos.get(v, len(names))] += 1
    out = measures_of_counts(b, c, no_variation(baseline, current))
    out["categories"] = names
    return out


def ks_p_value(baseline, current):
    """The share of ways to divide the pooled values that are as far apart, counted with whole numbers (Nikiforov, 1994)."""
    n, m = len(current), len(baseline)
    pooled = sorted(current + baseline)
    ends = {k for k in range(n + m + 1) if k in (0, n + m) or pooled[k - 1] != pooled[k]}
    far = max(
        abs(sum(v <= x for v in current) * m - sum(v <= x for v in baseline) * n) for x in set(pooled))
    near = {}
    for i in range(n + 1):
        for j in range(m + 1):
            if i + j in ends and abs(i * m - j * n) >= far and far > 0:
                near[i, j] = 0
            else:
                near[i, j] = 1 if i + j == 0 else near.get((i - 1, j), 0) + near.get((i, j - 1), 0)
    return float(1 - Fraction(near[n, m], math.comb(n + m, n))) if far > 0 else 1.0


def ks(baseline, current):
    r = stats.ks_2samp(baseline, current, alternative="two-sided", method="asymp")
    n, m = len(current), len(baseline)
    return {
        "statistic": float(r.statistic),
        "p_value": ks_p_value(baseline, current),
        "p_value_kolmogorov_limit": float(stats.kstwobign.sf(math.sqrt(n * m / (n + m)) * r.statistic)),
    }


def sample_sd(x):
    return math.sqrt(math.fsum((v - math.fsum(x) / len(x)) ** 2 for v in x) / (len(x) - 1))


def wasserstein(baseline, current):
    raw = float(stats.wasserstein_distance(baseline, current))
    return {"distance": raw, "per_baseline_sd": raw / float(np.std(baseline, ddof=1))}


def energy(baseline, current):
    sd = float(np.std(baseline, ddof=1))
    return float(stats.energy_distance(np.array(baseline) / sd, np.array(current) / sd))


def anderson_darling(baseline, current):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own p-value is bounded
        return float(stats.anderson_ksamp([np.array(baseline), np.array(current)], midrank=True).statistic)


def ols(x, y):
    n = len(x)
    mx, my = math.fsum(x) / n, math.fsum(y) / n
    sxx = math.fsum((a - mx) ** 2 for a in x)
    syy = math.fsum((b - my) ** 2 for b in y)
    sxy = math.fsum((a - mx) * (b - my) for a, b in zip(x, y))
    slope = sxy / sxx
    intercept = my - slope * mx
    sse = math.fsum((b - intercept - slope * a) ** 2 for a, b in zip(x, y))
    return {"slope": slope, "intercept": intercept, "correlation": sxy / math.sqrt(sxx * syy),
            "residual_sd": math.sqrt(sse / (n - 2)), "n": n}


def wilson(k, n, z=Z975):
    p = k / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return [max(0.0, centre - half), min(1.0, centre + half)]


def psi_null(baseline_counts, current_counts, text, draws=20000, observed=None):
    rng = Rng(seed_from_text(text))
    n = sum(current_counts)
    q0 = shares(baseline_counts)
    bins = len(q0)
    # (a - b) * log(a / b) per bin and count, tabulated: the same arithmetic, faster
    table = []
    for b in q0:
        row = []
        for c in range(n + 1):
            a = (c + 0.5) / (n + bins / 2)
            row.append((a - b) * math.log(a / b))
        table.append(row)
    if observed is None:
        observed = psi_of_shares(shares(current_counts), q0)
    values, first = [], []
    for i in range(draws):
        q = rng.dirichlet(baseline_counts)
        c = rng.multinomial(n, q)
        total = 0.0
        for row, k in zip(table, c):
            total += row[k]
        values.append(total)
        if i < 3:
            first.append({"probabilities": q, "counts": c, "psi": total})
    ge = sum(v >= observed for v in values)
    return {
        "observed": observed,
        "expected_without_change": math.fsum(values) / draws,
        "p_value": (1 + ge) / (draws + 1),
        # the furthest that rounding of tied values could move p_value
        "p_value_bounds": [(1 + sum(v > observed + 1e-12 for v in values)) / (draws + 1),
                           (1 + sum(v >= observed - 1e-12 for v in values)) / (draws + 1)],
        "first_draws": first,
    }


def negative_binomial(shape, odds):
    """Cumulative probabilities by count, of P(k) proportional to C(k + shape - 1, k) odds^k."""
    cumulative = []
    k = 0
    while not cumulative or cumulative[-1] < 1.0 - 1e-17:
        cumulative.append(float(stats.nbinom.cdf(k, shape, 1.0 - odds)))
        k += 1
    return cumulative


def psi_null_of_many(baseline_counts, current_counts, text, draws=20000, parts=20):
    """The null of more than 32 bins: counts from an urn, by independent sums and single rows."""
    main = Rng(seed_from_text(text))
    n, m, bins = sum(current_counts), sum(baseline_counts), len(baseline_counts)
    q0 = shares(baseline_counts)
    observed = psi_of_shares(shares(current_counts), q0)
    w = min(n, math.ceil(math.sqrt(bins * math.sqrt(n * (1 + n / m)))))
    aim = n - w / 2
    tables = {a: negative_binomial(a, aim / (aim + m)) for a in set(baseline_counts) if a}
    balls = [bin for bin, count in enumerate(baseline_counts) for _ in range(count)]
    values, first = [], []
    for part in range(parts):
        rng = Rng(main.next())
        for i in range(draws // parts):
            while True:
                counts = []
                for a in baseline_counts:
                    counts.append(bisect.bisect_right(tables[a], rng.uniform()) if a else 0)
                drawn = sum(counts)
                if n - w <= drawn <= n:
                    break
            urn = [bin for bin, count in enumerate(counts) for _ in range(count)]
            while len(urn) < n:
                r = rng.index(m + len(urn))
                urn.append(balls[r] if r < m else urn[r - m])
                counts[urn[-1]] += 1
            values.append(psi_of_shares(shares(counts), q0))
            if part == 0 and i < 3:
                first.append({"counts": counts, "psi": values[-1]})
    return {
        "observed": observed,
        "expected_without_change": math.fsum(values) / draws,
        "p_value": (1 + sum(v >= observed * (1 - 1e-12) for v in values)) / (draws + 1),
        "p_value_bounds": [(1 + sum(v > observed + 1e-11 for v in values)) / (draws + 1),
                           (1 + sum(v >= observed - 1e-11 for v in values)) / (draws + 1)],
        "first_draws": first,
    }


def block_rows(rng, n):
    length = 1
    while length ** 3 < n:
        length += 1
    rows = []
    for _ in range(-(-n // length)):
        s = rng.index(n)
        rows.extend((s + j) % n for j in range(length))
    return rows[:n]


def relation_bootstrap(wx, wy, bx, by, text, resamples=1999, show=0):
    rng = Rng(seed_from_text(text))
    wx, wy, bx, by = (np.array(v, dtype=float) for v in (wx, wy, bx, by))

    def slope(x, y):
        dx = x - x.mean()
        sxx = float(dx @ dx)
        if sxx == 0.0 or x.max() == x.min():
            return None
        return float(dx @ (y - y.mean())) / sxx

    observed = slope(wx, wy) - slope(bx, by)
    sign = -1.0 if observed < 0 else 1.0
    diffs, shown, skipped = [], [], 0
    for r in range(resamples):
        i = block_rows(rng, len(wx))
        j = block_rows(rng, len(bx))
        if r < show:
            shown.append({"window": i, "baseline": j})
        a, b = slope(wx[i], wy[i]), slope(bx[j], by[j])
        if a is None or b is None:
            skipped += 1
            continue
        diffs.append(sign * (a - b))
    diffs.sort()
    out = {"difference": observed, "value": abs(observed), "lower": quantile7(diffs, 0.025),
           "upper": quantile7(diffs, 0.975), "skipped": skipped, "resamples": resamples}
    if show:
        out["first_rows"] = shown
    return out


# ---------------------------------------------------------------- fixtures


def r6(a):
    return [round(float(v), 6) + 0.0 for v in a]


def fixtures():
    out = {}
    g = np.random.default_rng(20201119)

    # quantiles
    probs = [0.0, 0.025, 0.05, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 1.0]
    samples = {"one": [3.5], "two": [2.0, 1.0], "normal21": r6(g.normal(size=21)), "ties": [1.0, 2.0, 2.0, 2.0, 3.0, 3.0],
               "lognormal252": r6(g.lognormal(sigma=2, size=252)), "wide": [-1e6, 1e-6, 0.0, 1e6, 17.24]}
    out["quantiles"] = [{"name": k, "sample": v, "probabilities": probs, "expected": [float(x) for x in np.quantile(v, probs)]}
                        for k, v in samples.items()]

    # psi
    zeros = lambda n, share: [0.0 if u < share else v for u, v in zip(g.uniform(size=n), r6(g.gamma(2.0, 3.0, n)))]
    ints = lambda n, p: [float(v) for v in g.choice(5, size=n, p=p)]
    normal504 = r6(g.normal(size=504))
    tick = r6(g.normal(size=63))
    tick[31] = 200.0
    cases = [
        ("same distribution", normal504, r6(g.normal(size=63))),
        ("same rows", normal504[:252], normal504[:252]),
        ("shifted by one sd", normal504, r6(g.normal(1.0, 1.0, 63))),
        ("wider", normal504, r6(g.normal(0.0, 2.5, 252))),
        ("thirty percent zeros, both", zeros(504, 0.3), zeros(63, 0.3)),
        ("thirty percent zeros, sixty now", zeros(504, 0.3), zeros(63, 0.6)),
        ("integers 0 to 4", ints(504, [.2, .2, .2, .2, .2]), ints(63, [.1, .1, .2, .2, .4])),
        ("integers 0 to 4, two of them rare", ints(504, [.05, .35, .3, .27, .03]), ints(63, [.3, .2, .2, .2, .1])),
        ("constant 5 stays 5", [5.0] * 100, [5.0] * 30),
        ("constant 5 becomes 7", [5.0] * 100, [7.0] * 30),
        ("constant 5 becomes 3 and 7", [5.0] * 100, [3.0] * 15 + [7.0] * 15),
        ("four percent ones become sixty", [1.0] * 20 + [0.0] * 480, [1.0] * 60 + [0.0] * 40),
        ("one tick of 200 sigma", normal504, tick),
        ("tiny baseline", r6(g.normal(size=7)), r6(g.normal(size=5))),
        ("tiny baseline, large current", r6(g.normal(size=5)), r6(g.normal(size=80))),
        ("baseline of 13", r6(g.normal(size=13)), r6(g.normal(size=21))),
        ("rounded to one decimal", [round(v, 1) + 0.0 for v in g.normal(20, 1.0, 504)], [round(v, 1) + 0.0 for v in g.normal(20.5, 1.0, 63)]),
        ("just short of two rows per bin", normal504, r6(g.normal(size=19))),
        ("exactly two rows per bin", normal504, r6(g.normal(size=20))),
        ("a value of exactly a tenth", [1.0] * 10 + r6(g.uniform(2, 9, 90)), [1.0] * 3 + r6(g.uniform(2, 9, 40))),
        ("far away", normal504, r6(g.normal(50, 1, 63))),
    ]
    out["psi"] = []
    for name, b, c in cases:
        case = psi_case(b, c)
        case.update(name=name, baseline=b, current=c, rounding_sensitive=edges_are_fragile(b, c))
        out["psi"].append(case)

    # category psi
    pick = lambda names, p, n: [str(v) for v in g.choice(names, size=n, p=p)]
    cats = [
        ("same", pick(["a", "b", "c"], [.5, .3, .2], 300), pick(["a", "b", "c"], [.5, .3, .2], 60)),
        ("shifted", pick(["a", "b", "c"], [.5, .3, .2], 300), pick(["a", "b", "c"], [.1, .3, .6], 60)),
        ("never seen", pick(["a", "b", "c"], [.5, .3, .2], 300), pick(["a", "b", "x", "y"], [.4, .3, .2, .1], 60)),
        ("only never seen", ["a"] * 40 + ["b"] * 10, ["z"] * 20),
        ("one category, unchanged", ["a"] * 50, ["a"] * 20),
        ("one category, replaced", ["a"] * 50, ["b"] * 20),
        ("too few rows", ["a", "b", "c", "d"] * 10, ["a", "b", "c", "d", "a", "b", "c", "d", "a"]),
        ("case and accents", ["B", "a", "é", "Z"] * 12, ["a", "a", "B", "é", "Z", "Z", "b"] * 3),
    ]
    out["category_psi"] = []
    for name, b, c in cats:
        case = category_psi(b, c)
        case.update(name=name, baseline=b, current=c)
        out["category_psi"].append(case)

    # ks, wasserstein
    pairs = [
        ("same size", r6(g.normal(size=63)), r6(g.normal(size=63))),
        ("different sizes", r6(g.normal(size=504)), r6(g.normal(0.3, 1, 63))),
        ("small", r6(g.normal(size=9)), r6(g.normal(0.5, 2, 6))),
        ("ties", [float(v) for v in g.integers(0, 6, 200)], [float(v) for v in g.integers(1, 7, 50)]),
        ("ties within and across", [1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 4.0], [2.0, 2.0, 3.0, 3.0, 5.0]),
        ("disjoint", r6(g.uniform(0, 1, 40)), r6(g.uniform(5, 6, 30))),
        ("identical", [1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 2.0, 3.0, 4.0, 5.0]),
        ("skewed", r6(g.lognormal(sigma=1, size=252)), r6(g.lognormal(0.2, 1.2, size=252))),
    ]
    out["ks"] = [dict(ks(b, c), name=k, baseline=b, current=c) for k, b, c in pairs]
    out["bin_free"] = [
        dict(energy=energy(b, c), anderson_darling=anderson_darling(b, c), name=k, baseline=b, current=c)
        for k, b, c in pairs
    ]
    out["wasserstein"] = [dict(wasserstein(b, c), name=k, baseline=b, current=c) for k, b, c in pairs]

    # chi-square, l-infinity on counts per category
    tables = [
        ("same", [150, 90, 60], [30, 18, 12]),
        ("shifted", [150, 90, 60], [6, 18, 36]),
        ("never seen", [150, 90, 60, 0], [20, 20, 10, 10]),
        ("gone", [150, 90, 60], [40, 0, 20]),
        ("empty category dropped", [150, 0, 60, 10], [40, 0, 15, 3]),
        ("two by two", [480, 20], [40, 60]),
        ("many", [50, 51, 49, 52, 50, 50, 50, 51, 50, 51], [3, 9, 5, 6, 8, 7, 5, 6, 7, 7]),
        ("far out in the tail", [5000, 5000], [900, 100]),
        ("one category", [50], [20]),
    ]
    out["chi_square"], out["l_infinity"] = [], []
    for name, b, c in tables:
        names = [f"c{i}" for i in range(len(b))]
        keep = [i for i in range(len(b)) if b[i] + c[i] > 0]
        r = stats.chi2_contingency([[b[i] for i in keep], [c[i] for i in keep]], correction=False)
        common = {"name": name, "categories": names, "baseline_counts": b, "current_counts": c}
        out["chi_square"].append(dict(common, statistic=float(r.statistic), dof=int(r.dof), p_value=float(r.pvalue)))
        out["l_infinity"].append(dict(common, value=max(abs(y / sum(c) - x / sum(b)) for x, y in zip(b, c))))

    # moments, exact by rational arithmetic
    getcontext().prec = 60
    series = [
        ("normal", r6(g.normal(size=252))),
        ("mean is ten thousand sd", r6(g.normal(1e4, 1.0, 504))),
        ("mean is a hundred million sd", r6(g.normal(1e6, 0.01, 100))),
        ("two", [1.0, 2.0]),
        ("constant", [0.1] * 30),
        ("volumes", [float(v) for v in g.integers(10 ** 9, 5 * 10 ** 9, 63)]),
        ("cancelling", [1e9, 1.0, -1e9, 2.0, 0.5]),
    ]
    out["moments"] = []
    for name, x in series:
        f = [Fraction(v) for v in x]
        mean = sum(f) / len(f)
        var = sum((v - mean) ** 2 for v in f) / (len(f) - 1)
        sd = float((Decimal(var.numerator) / Decimal(var.denominator)).sqrt())
        out["moments"].append({"name": name, "sample": x, "n": len(x), "mean": float(mean), "sd": sd, "min": min(x), "max": max(x)})

    # regression
    x1 = r6(g.normal(size=63))
    x2 = r6(g.normal(17, 6, 504))
    x3 = r6(g.normal(1e4, 1, 100))
    reg = [
        ("noise", x1, r6(g.normal(size=63))),
        ("negative slope", x2, r6([-0.004 * a + e for a, e in zip(x2, g.normal(0, 0.01, 504))])),
        ("offset far from zero", x3, r6([2 * a + e for a, e in zip(x3, g.normal(size=100))])),
        ("three rows", [1.0, 2.0, 4.0], [2.0, 1.0, 5.0]),
        ("exact line", [1.0, 2.0, 3.0, 4.0], [3.0, 5.0, 7.0, 9.0]),
    ]
    out["regression"] = []
    for name, x, y in reg:
        f = ols(x, y)
        fx, fy = [Fraction(v) for v in x], [Fraction(v) for v in y]  # check against rational arithmetic
        mx, my = sum(fx) / len(fx), sum(fy) / len(fy)
        exact = float(sum((a - mx) * (b - my) for a, b in zip(fx, fy)) / sum((a - mx) ** 2 for a in fx))
        assert abs(exact - f["slope"]) < 1e-10 * max(1, abs(exact)), name
        assert abs(stats.pearsonr(x, y).statistic - f["correlation"]) < 1e-9, name
        out["regression"].append(dict(f, name=name, x=x, y=y))

    # Benjamini-Hochberg
    ps = [("spread", [0.01, 0.04, 0.03, 0.005, 0.5]), ("ties", [0.02, 0.02, 0.02, 0.9, 1.0]), ("one", [0.2]),
          ("random", r6(g.uniform(size=20))), ("small", r6(g.beta(0.3, 3, 12))), ("zero and one", [0.0, 1.0, 0.05])]
    out["benjamini_hochberg"] = [{"name": k, "p_values": p, "adjusted": [float(v) for v in stats.false_discovery_control(p)]} for k, p in ps]

    g.normal(size=1038)  # draws of a part that is gone: what follows stays as it was

    # special functions
    zs = [-8.0, -5.0, -3.0, -Z975, -1.0, -0.5, -1e-3, 0.0, 1e-3, 0.5, 1.0, 1.6448536269514722, Z975, 3.0, 5.0, 8.0]
    qs = [1e-12, 1e-6, 1e-3, 0.004166666666666667, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.999, 0.999999]
    out["normal"] = {"cdf": [[z, float(stats.norm.cdf(z))] for z in zs], "ppf": [[q, float(stats.norm.ppf(q))] for q in qs]}
    out["chi_square_functions"] = {
        "half_ppf_090": [[k, float(stats.chi2.ppf(0.90, 2 * k + 2) / 2)] for k in range(41)],
        "sf": [[x, d, float(stats.chi2.sf(x, d))] for d in (1, 2, 3, 5, 9, 10, 30, 100) for x in (0.0, 0.01, 0.5, 1.0, 3.84, 10.0, 30.0, 100.0, 200.0)],
    }
    out["kolmogorov_sf"] = [[x, float(stats.kstwobign.sf(x))] for x in (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9, 1.0, 1.18, 1.2, 1.36, 1.5, 1.63, 2.0, 2.5, 3.0, 4.0, 5.0)]
    out["wilson"] = [dict(zip(("k", "n", "lower", "upper"), [k, n] + wilson(k, n))) for k, n in
                     [(0, 1), (1, 1), (0, 10), (10, 10), (5, 10), (11, 21), (34, 63), (130, 252), (1, 252), (500, 1000), (99999, 100000)]]
    for w in out["wilson"]:
        ci = stats.binomtest(w["k"], w["n"]).proportion_ci(0.95, method="wilson")
        assert abs(ci.low - w["lower"]) < 1e-12 and abs(ci.high - w["upper"]) < 1e-12

    # generator
    gen = {"splitmix64": [], "seeds": [], "samplers": []}
    for s in (0, 1, 0xDEADBEEF):
        r = Rng(s)
        gen["splitmix64"].append({"seed": str(s), "next": [str(r.next()) for _ in range(10)]})
    texts = ["sp500-next-session/drift/vix_close|2018-02-05|psi-null",
             "sp500-next-session/relation/sp500_close|2018-02-05|relation-bootstrap", "é|2020-02-29|planted-shift"]
    gen["seeds"] = [{"text": t, "seed": str(seed_from_text(t))} for t in texts]

    def sampler(name, args, draws, fn):
        text = f"fixture/{name}/{'-'.join(str(a) for a in args) or 'none'}|2020-11-19|sampler"
        r = Rng(seed_from_text(text))
        values = [fn(r) for _ in range(draws)]
        gen["samplers"].append({"sampler": name, "arguments": list(args), "seed_text": text, "seed": str(seed_from_text(text)),
                                "draws": values, "next_after": str(r.next())})

    sampler("uniform", (), 20, lambda r: r.uniform())
    sampler("normal", (), 20, lambda r: r.normal())
    for n in (1, 7, 504):
        sampler("index", (n,), 20, lambda r: r.index(n))
    for a in (1, 2.5, 50, 504):
        sampler("gamma", (a,), 20, lambda r: r.gamma(a))
    for a, b in ((1, 1), (9, 9), (127, 126), (2.5, 50)):
        sampler("beta", (a, b), 10, lambda r: r.beta(a, b))
    for n, p in ((10, .3), (63, .1), (252, .5), (1000000, .25), (16, .5), (17, .5), (63, 0.0), (63, 1.0), (0, .5), (63, .999)):
        sampler("binomial", (n, p), 10, lambda r: r.binomial(n, p))

    def vector(name, n, vec, fn):
        text = f"fixture/{name}/{len(gen['samplers'])}|2020-11-19|sampler"
        r = Rng(seed_from_text(text))
        values = [fn(r) for _ in range(10)]
        gen["samplers"].append({"sampler": name, "n": n, "vector": vec, "seed_text": text, "seed": str(seed_from_text(text)),
                                "draws": values, "next_after": str(r.next())})

    for n, q in ((63, [0.1] * 10), (21, [0.5, 0.0, 0.25, 0.25]), (252, [0.0, 0.7, 0.3, 0.0]), (5, [1.0]), (1000, [0.125, 0.125, 0.25, 0.5])):
        vector("multinomial", n, q, lambda r: r.multinomial(n, q))
    for counts in ([50, 51, 50, 50, 51, 50, 50, 51, 50, 51], [0, 3, 0, 1], [500, 4]):
        vector("dirichlet", None, counts, lambda r: r.dirichlet(counts))
    out["generator"] = gen

    # exact null of PSI
    d10 = [51, 50, 50, 50, 51, 51, 50, 50, 50, 51]
    nulls = [
        ("no change", d10, [8, 5, 6, 4, 9, 7, 6, 5, 6, 7], "fixture/drift/a|2020-11-19|psi-null"),
        ("shifted", d10, [0, 1, 2, 2, 3, 5, 8, 10, 14, 18], "fixture/drift/b|2020-11-19|psi-null"),
        ("short window", d10, [3, 0, 2, 1, 5, 2, 0, 4, 3, 1], "fixture/drift/c|2020-11-19|psi-null"),
        ("heavy and empty bins", [0, 151, 40, 40, 0, 50, 60, 63, 100], [0, 75, 30, 20, 0, 25, 30, 32, 40], "fixture/drift/d|2020-11-19|psi-null"),
    ]
    out["psi_null"] = [dict(psi_null(b, c, t), name=k, baseline_counts=b, current_counts=c, seed_text=t, draws=20000) for k, b, c, t in nulls]

    # the same of many categories, the last never seen in the baseline
    b40 = [1 + i * i % 23 for i in range(40)] + [0]
    many = [
        ("as many rows as the baseline", b40, [1 + i * 7 % 19 for i in range(40)] + [0], "fixture/drift/e|2020-11-19|psi-null"),
        ("few rows", b40, [2 + i % 2 for i in range(40)] + [1], "fixture/drift/f|2020-11-19|psi-null"),
        ("many more rows", b40, [6 * b for b in b40[:-1]] + [9], "fixture/drift/g|2020-11-19|psi-null"),
    ]
    out["psi_null_of_many"] = [dict(psi_null_of_many(b, c, t), name=k, baseline_counts=b, current_counts=c, seed_text=t, draws=20000) for k, b, c, t in many]

    # bootstrap
    boots = []
    wx, bx = r6(g.normal(size=10)), r6(g.normal(size=30))
    wy = r6([-1.5 * a + e for a, e in zip(wx, g.normal(0, 0.5, 10))])
    by = r6([-0.5 * a + e for a, e in zip(bx, g.normal(0, 0.5, 30))])
    t = "fixture/relation/small|2020-11-19|relation-bootstrap"
    boots.append(dict(relation_bootstrap(wx, wy, bx, by, t, show=3), name="small", seed_text=t, window_x=wx, window_y=wy, baseline_x=bx, baseline_y=by))
    wx, bx = r6(g.normal(size=63)), r6(g.normal(size=504))
    wy = r6([0.8 * a + e for a, e in zip(wx, g.normal(0, 1, 63))])
    by = r6([0.7 * a + e for a, e in zip(bx, g.normal(0, 1, 504))])
    t = "fixture/relation/large|2020-11-19|relation-bootstrap"
    boots.append(dict(relation_bootstrap(wx, wy, bx, by, t), name="large", seed_text=t, window_x=wx, window_y=wy, baseline_x=bx, baseline_y=by))
    out["bootstrap"] = boots

    out["made_with"] = {"numpy": np.__version__, "scipy": scipy.__version__}
    return out


def write(path, data):
    """One line per item: sorted keys, shortest digits that read back exactly, never an infinity."""
    dump = lambda v: json.dumps(v, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))

    def item(v, depth):
        pad = " " * depth
        if depth < 3 and isinstance(v, dict) and any(isinstance(x, (dict, list)) for x in v.values()):
            return "{\n" + ",\n".join(f"{pad} {dump(k)}: {item(v[k], depth + 1)}" for k in sorted(v)) + f"\n{pad}}}"
        if depth < 3 and isinstance(v, list) and v and isinstance(v[0], dict):
            return "[\n" + ",\n".join(f"{pad} {item(x, 3)}" for x in v) + f"\n{pad}]"
        return dump(v)

    with open(path, "w", encoding="utf-8") as f:
        f.write(item(data, 0) + "\n")


def with_seeds(data):
    """Beside each seed text, the seed that SHA-256 makes of it."""
    if isinstance(data, list):
        return [with_seeds(v) for v in data]
    if not isinstance(data, dict):
        return data
    out = {k: with_seeds(v) for k, v in data.items()}
    if "seed_text" in out and "seed" not in out:
        digest = hashlib.sha256(out["seed_text"].encode()).digest()
        out["seed"] = str(int.from_bytes(digest[:8], "big"))
    return out


if __name__ == "__main__":
    write(os.path.join(HERE, "statistics.json"), with_seeds(fixtures()))
