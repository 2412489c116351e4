"""The share of 95 % intervals that hold the truth when rows depend on each other, for the ways of making one.

Draws series whose long-run values are known, makes the intervals of every metric by the definitions before decision 42 ("today") and by
the candidates, and counts. The t quantiles that are needed are in `T_QUANTILES`.
"""
import numpy as np

import common

Z975, Z95 = 1.959963984540054, 1.6448536269514722
LOG_BOUND = np.log(0.99)  # the event: a simple return below -1 %
MU, SCALE = 0.0005, 0.01
HISTORY = 2520  # ten years of sessions, where a method uses what came before the window

# ---------------------------------------------------------------- processes: error u in units of 1 %, forecast sigma


def overlap(daily):
    """Sums of five days that follow each other: labels with a horizon of five sessions, made every day."""
    total = np.concatenate([np.zeros((len(daily), 1)), np.cumsum(daily, axis=1)], axis=1)
    return (total[:, 5:] - total[:, :-5]) / np.sqrt(5)


def series(process, rng, draws, n):
    sigma = None
    if process == "iid":
        u = common.normal(rng, draws, n)
    elif process == "t3":
        u = common.student(3)(rng, draws, n)
    elif process in ("AR .5", "AR .9"):
        u = common.autoregression(0.5 if process == "AR .5" else 0.9)(rng, draws, n)
    elif process == "overlap 5":
        u = overlap(common.normal(rng, draws, n + 4))
    elif process == "overlap 5 of GARCH":
        u = overlap(common.garch_with_sigma(rng, draws, n + 4)[0])
    elif process == "GARCH":
        u = common.garch_with_sigma(rng, draws, n)[0]
    else:
        u, sigma = common.garch_with_sigma(rng, draws, n)
    return u, np.ones_like(u) if sigma is None else sigma


PROCESSES = ["iid", "t3", "AR .5", "AR .9", "overlap 5", "GARCH", "GARCH, true σ", "overlap 5 of GARCH"]

# ---------------------------------------------------------------- statistics: the rows whose mean is judged

# P(event) > 0.125 is sigma > (0.0005 - ln 0.99) / 1.1503493803760079, the normal quantile of 0.875
ACT_SIGMA = (MU - LOG_BOUND) / SCALE / 1.1503493803760079


def rows(u, sigma):
    label = MU + SCALE * u
    act, event = sigma > ACT_SIGMA, label < LOG_BOUND
    return {
        "bias": -u, "mae": np.abs(u), "rmse": u * u, "scaled_rmse": (u / sigma) ** 2,
        "hit rate": (label > 0).astype(float), "accuracy": (act == event).astype(float),
        "coverage": (np.abs(u) <= Z975 * sigma).astype(float),
        "value": np.where(act, np.where(event, 14.0, -2.0), 0.0),
        "cost of false alarms": (act & ~event) * 2.0, "cost of misses": (~act & event) * 16.0,
    }


STATISTICS = ["bias", "mae", "rmse", "scaled_rmse", "hit rate", "accuracy", "coverage", "value", "cost of false alarms",
              "cost of misses"]
BOUNDS = {"hit rate": (0, 1), "accuracy": (0, 1), "coverage": (0, 1), "value": (-2, 14), "cost of false alarms": (0, 2),
          "cost of misses": (0, 16)}
POSITIVE = ("mae", "rmse", "scaled_rmse")
WORSE_IS_LESS = ("hit rate", "accuracy", "value", "coverage")


def truths(process):
    """From 40 million rows; bias and mean squares are known exactly."""
    total, count = {}, 0
    for part in range(10):
        u, sigma = series(process, np.random.default_rng([99, PROCESSES.index(process), part]), 2000, 2000)
        for name, x in rows(u, sigma).items():
            total[name] = total.get(name, 0.0) + x.sum()
        count += u.size
    out = {name: value / count for name, value in total.items()}
    out["rmse"] = 1.0
    if process not in ("GARCH", "overlap 5 of GARCH"):
        out["scaled_rmse"] = 1.0
    else:
        out["scaled_rmse"] = out["rmse"]
    out["bias"] = 0.0
    return out


# ---------------------------------------------------------------- quantiles of t

T_QUANTILES = {  # degrees of freedom: 0.95, 0.955, 0.975, 0.995
    1: (6.313752, 7.026366, 12.706205, 63.656741), 2: (2.919986, 3.103977, 4.302653, 9.924843),
    3: (2.353363, 2.470807, 3.182446, 5.840909), 4: (2.131847, 2.226100, 2.776445, 4.604095),
    5: (2.015048, 2.097837, 2.570582, 4.032143), 6: (1.943180, 2.019201, 2.446912, 3.707428),
    7: (1.894579, 1.966153, 2.364624, 3.499483), 8: (1.859548, 1.927986, 2.306004, 3.355387),
}
LEVEL = {0.95: 0, 0.955: 1, 0.975: 2, 0.995: 3}
NORMAL = {0.95: Z95, 0.955: 1.6953977102721358, 0.975: Z975, 0.995: 2.5758293035489004}


def t_quantile(level, df):
    """Exact from the table; above 8 the expansion of Cornish and Fisher, good to five digits."""
    if df in T_QUANTILES:
        return T_QUANTILES[df][LEVEL[level]]
    z = NORMAL[level]
    return (z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2)
            + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * df ** 3)
            + (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * df ** 4))


# ---------------------------------------------------------------- standard errors of a mean; each returns (s, quantile)


def powers(x, last):
    n = x.shape[1]
    angle = np.pi * np.outer(np.arange(1, n + 1) - 0.5, np.arange(1, last + 1)) / n
    return ((x - x.mean(1, keepdims=True)) @ np.cos(angle)) ** 2 * (2 / n)


def independent(x):
    n = x.shape[1]
    return x.std(1, ddof=1) / np.sqrt(n), lambda level: t_quantile(level, n - 1)


def cosines(count):
    def make(x):
        n = x.shape[1]
        b = min(count(n), n - 1)
        return np.sqrt(powers(x, b).mean(1) / n), lambda level: t_quantile(level, b)
    return make


def lazarus(n):
    return max(1, int(0.4 * n ** (2 / 3)))


def self_normalised(x):
    """Shao (2010) for a mean: n⁻² Σ k² (mean of the first k − mean)²; quantiles of U₁ from Lobato (2001)."""
    n = x.shape[1]
    partial = np.cumsum(x - x.mean(1, keepdims=True), axis=1)
    return np.sqrt((partial ** 2).sum(1) / n ** 3), lambda level: {0.95: 28.31 ** 0.5, 0.975: 45.40 ** 0.5}[level]


def fixed_b(share):
    """Bartlett kernel of bandwidth b·n with the quantiles of Kiefer and Vogelsang (2005)."""
    def make(x):
        n = x.shape[1]
        width = max(1, int(share * n))
        e = x - x.mean(1, keepdims=True)
        total = (e * e).sum(1)
        for k in range(1, width):
            total = total + 2 * (1 - k / width) * (e[:, k:] * e[:, :-k]).sum(1)
        b = width / n
        cubic = {0.95: (1.6449, 2.1859, 0.3142, -0.3427), 0.975: (1.9600, 2.9694, 0.4160, -0.5324)}
        return (np.sqrt(np.maximum(total, 0)) / n,
                lambda level: sum(c * b ** i for i, c in enumerate(cubic[level])))
    return make


def prewhitened(x):
    """An autoregression of order one is taken out, the rest goes through the cosines, and is put back."""
    n = x.shape[1]
    e = x - x.mean(1, keepdims=True)
    with np.errstate(all="ignore"):
        rho = np.nan_to_num((e[:, 1:] * e[:, :-1]).sum(1) / (e * e).sum(1))
    rho = np.clip(rho, -0.97, 0.97)
    rest = e[:, 1:] - rho[:, None] * e[:, :-1]
    b = min(lazarus(n), n - 2)
    return np.sqrt(powers(rest, b).mean(1) / n) / (1 - rho), lambda level: t_quantile(level, b)


def bands(n):
    b = min(8, 4 + n // 21, n // 2)
    return b, min(4 * b, n - 1)


def extrapolated(x):
    """The recommended one: the power of the first B cosines, times what it rose by over the band above, at most 100."""
    n = x.shape[1]
    b, j = bands(n)
    p = powers(x, j)
    low, next_ = p[:, :b].mean(1), p[:, b:].mean(1)
    with np.errstate(all="ignore"):
        rise = np.where(next_ > 0, np.clip(low / next_, 1, 100), np.where(low > 0, 100.0, 1.0))
    return np.sqrt(low * rise / n), lambda level: t_quantile(level, b)


CANDIDATES = {  # name: (standard error, levels of the ends of positive statistics)
    "independent, t": (independent, (0.975, 0.975)),
    "self-normalised": (self_normalised, (0.975, 0.975)),
    "cosines, 0.4·n^⅔": (cosines(lazarus), (0.975, 0.975)),
    "cosines, 8": (cosines(lambda n: 8), (0.975, 0.975)),
    "cosines, 4": (cosines(lambda n: 4), (0.975, 0.975)),
    "Bartlett, b = 0.25": (fixed_b(0.25), (0.975, 0.975)),
    "prewhitened": (prewhitened, (0.975, 0.975)),
    "recommended": (extrapolated, (0.955, 0.995)),
}


# ---------------------------------------------------------------- ends


def earlier_windows(past, n):
    """Spread of the means of all windows of n rows in the history, degrees of freedom, mean of the history."""
    k = past.shape[1] / n
    if k < 5:
        return None
    total = np.concatenate([np.zeros((len(past), 1)), np.cumsum(past, axis=1)], axis=1)
    means = (total[:, n:] - total[:, :-n]) / n
    centre = past.mean(1)
    return np.sqrt(((means - centre[:, None]) ** 2).mean(1) * k / (k - 1)), int(1.5 * (k - 1)), centre


def ends(name, x, method, levels, past=None):
    n, m = x.shape[1], x.mean(1)
    s, quantile = method(x)
    old = earlier_windows(past, n) if past is not None else None

    def reach(level, unit):  # an error of a mean, divided by the unit there, is one on the scale of the ends
        with np.errstate(all="ignore"):
            out = quantile(level) * s / unit(m)
            if old is not None:
                scale = np.minimum(unit(m), unit(old[2])) if name in BOUNDS else unit(old[2])
                other = t_quantile(0.975, old[1]) * old[0] / scale
                out = np.where(np.isfinite(other) & (other > 0), other, out)
        return out

    if name in POSITIVE:
        with np.errstate(all="ignore"):
            return (m * np.exp(-reach(levels[0], lambda v: v)), m * np.exp(np.minimum(700, reach(levels[1], lambda v: v))))
    if name not in BOUNDS:
        return m - reach(0.975, np.ones_like), m + reach(0.975, np.ones_like)
    a, b = BOUNDS[name]
    q = (m - a) / (b - a)
    inside = (q > 0) & (q < 1)
    safe = np.where(inside, q, 0.5)
    w = reach(0.975, lambda v: np.where((v > a) & (v < b), (b - a) * (v - a) * (b - v) / (b - a) ** 2, np.inf))
    centre = np.log(safe / (1 - safe))
    low = np.where(inside, 1 / (1 + np.exp(np.minimum(700, w - centre))), q)
    high = np.where(inside, 1 / (1 + np.exp(np.maximum(-700, -w - centre))), q)
    low, high = a + (b - a) * low, a + (b - a) * high
    u = 1 - 0.025 ** (1 / n)
    low = np.where((x > a).all(1), np.minimum(low, m - u * (m - a)), low)
    high = np.where((x < b).all(1), np.maximum(high, m + u * (b - m)), high)
    return low, high


# ---------------------------------------------------------------- today's intervals


def wilson(share, n):
    centre = (share + Z975 ** 2 / (2 * n)) / (1 + Z975 ** 2 / n)
    half = Z975 * np.sqrt(share * (1 - share) / n + Z975 ** 2 / (4 * n * n)) / (1 + Z975 ** 2 / n)
    return centre - half, centre + half


class Blocks:
    """1,999 resamples in circular blocks of the cube root of n; the same draws for all series, which is as good here."""

    def __init__(self, n, rng):
        length = 1
        while length ** 3 < n:
            length += 1
        k = -(-n // length)
        sizes = [length] * (k - 1) + [n - length * (k - 1)]
        starts = rng.integers(0, n, size=(1999, k))
        self.n, self.length, self.k, self.sizes = n, length, k, sizes
        self.whole = np.zeros((1999, n))
        for i in range(k - 1):
            np.add.at(self.whole, (np.arange(1999), starts[:, i]), 1.0)
        self.last = np.zeros((1999, n))
        self.last[np.arange(1999), starts[:, -1]] = 1.0

    def block_means(self, x, length):
        wrapped = np.concatenate([x, x[:, :length]], axis=1)
        total = np.concatenate([np.zeros((len(x), 1)), np.cumsum(wrapped, axis=1)], axis=1)
        return (total[:, length:length + self.n] - total[:, :self.n]) / length

    def resampled(self, x):
        m, tail = self.block_means(x, self.length), self.block_means(x, self.sizes[-1])
        w, v = self.length / self.n, self.sizes[-1] / self.n
        mean = w * (m @ self.whole.T) + v * (tail @ self.last.T)
        return mean, m, tail, w, v

    def percentile(self, x):
        mean = self.resampled(x)[0]
        return np.quantile(mean, [0.025, 0.975], axis=1)

    def studentised(self, x):
        """Ends of the mean square, and the one-sided lower bound."""
        m = x.mean(1)
        star, blocks, tail, w, v = self.resampled(x)
        squares = w * w * ((blocks ** 2) @ self.whole.T) + v * v * ((tail ** 2) @ self.last.T)
        crossed = w * w * (blocks @ self.whole.T) + v * v * (tail @ self.last.T)
        weights = w * w * (self.k - 1) + v * v
        spread = np.sqrt(np.maximum(0, self.k / (self.k - 1) * (squares - 2 * star * crossed + star ** 2 * weights)))
        with np.errstate(all="ignore"):
            t = np.log(star / m[:, None]) / (spread / star)
        t = np.where(spread > 1e-10 * star, t, np.nan)
        s = np.sqrt(self.length / self.n * ((blocks - m[:, None]) ** 2).sum(1) / (self.n - 1))
        low, one, high = (np.nanquantile(t, q, axis=1) for q in (0.975, 0.95, 0.025))
        with np.errstate(over="ignore"):
            return m * np.exp(-low * s / m), m * np.exp(-high * s / m), m * np.exp(-one * s / m)


def today(name, x, blocks):
    """Lower end, upper end, and the end that a rule that asks for worse is judged by."""
    if name in ("hit rate", "accuracy", "coverage"):
        low, high = wilson(x.mean(1), x.shape[1])
        return low, high, high
    if name in ("rmse", "scaled_rmse"):
        low, high, one = blocks.studentised(x)
        return low, high, one if name == "scaled_rmse" else low
    low, high = blocks.percentile(x)
    return low, high, high if name in WORSE_IS_LESS else low


# ---------------------------------------------------------------- counting


def judged(name, low, high, truth):
    return (high < truth) if name in WORSE_IS_LESS else (low > truth)


def width(name, low, high):
    if name in ("rmse", "scaled_rmse"):
        low, high = np.sqrt(low), np.sqrt(high)
    return np.median(high - low)


def count(process, n, draws, true):
    """{statistic: {method: (coverage, false worse, width / today's)}}, in percent."""
    seed = [20201119, PROCESSES.index(process), n]
    out = {name: {} for name in STATISTICS}
    parts = max(1, draws // 1000)
    kept = {}
    for part in range(parts):
        u, sigma = series(process, np.random.default_rng(seed + [part]), draws // parts, HISTORY)
        past = rows(u, sigma)
        blocks = Blocks(n, np.random.default_rng(seed + [part, 1]))
        for name in STATISTICS:
            x = past[name][:, -n:]
            low, high, end = today(name, x, blocks)
            worse = (end < true[name]) if name in WORSE_IS_LESS else (end > true[name])
            kept.setdefault((name, "today"), []).append((low, high, worse))
            for label, (method, levels) in CANDIDATES.items():
                low, high = ends(name, x, method, levels)
                kept.setdefault((name, label), []).append((low, high, judged(name, low, high, true[name])))
            low, high = ends(name, x, extrapolated, (0.955, 0.995), past[name])
            kept.setdefault((name, "recommended, ten years known"), []).append((low, high, judged(name, low, high, true[name])))
    base = {}
    for (name, label), pieces in kept.items():
        low, high, worse = (np.concatenate(p) for p in zip(*pieces))
        slack = 1e-12
        cover = np.mean((low <= true[name] + slack) & (high >= true[name] - slack))
        wide = width(name, low, high)
        base.setdefault(name, wide)
        out[name][label] = (100 * cover, 100 * np.mean(worse), wide / base[name] if base[name] > 0 else float("inf"))
    return out


METHODS = ["today"] + list(CANDIDATES) + ["recommended, ten years known"]


def cell(value):
    cover, worse, ratio = value
    return f"{cover:.1f} · {worse:.1f} · " + (f"×{ratio:.2f}" if np.isfinite(ratio) else "–")


def calibration(draws, truth_of):
    """Share of runs in which a forecast that is right in the long run is rejected, at 5 % and at |z| > 3."""
    lines = []
    t5, t3 = {8: 2.306004, 6: 2.446912}, {8: 4.276633, 6: 4.904065}  # two-sided 5 % and 0.27 % by degrees of freedom
    for process in ("iid", "AR .5", "overlap 5", "GARCH", "GARCH, true σ", "AR .9"):
        u, sigma = series(process, np.random.default_rng([5, PROCESSES.index(process)]), draws, HISTORY)
        for name in ("coverage", "hit rate"):
            past = rows(u, sigma)[name]
            o, p = past[:, -504:], truth_of[process][name]
            share, known = o.mean(1), past.mean(1)
            z = np.abs(share - p) / np.sqrt(p * (1 - p) / o.shape[1])
            inside = (share > 0) & (share < 1)
            safe = np.where(inside, share, 0.5)
            distance = np.abs(np.log(safe / (1 - safe)) - np.log(p / (1 - p)))
            cells = [(z > Z975, z > 3)]
            own, (spread, degrees, _) = extrapolated(o)[0], earlier_windows(past, 504)
            for s, df, weight in ((own, 8, safe * (1 - safe)),
                                  (spread, degrees, np.minimum(safe * (1 - safe), known * (1 - known)))):
                t = distance * weight / np.where(s > 0, s, 1)
                cells.append((np.where(inside, t > t5[df], z > Z975), np.where(inside, t > t3[df], z > 3)))
            label = "coverage_95" if name == "coverage" else "probability_up"
            lines.append([label, process, *(f"{100 * np.mean(a):.1f} · {100 * np.mean(b):.1f}" for a, b in cells)])
    return common.table(["forecast, 504 pairs", "process", "today", "recommended", "recommended, ten years known"], lines, 2)


SIZES = [10, 21, 63, 252, 504]
GOALS = [  # the question, its process, the least n
    ("iid, n ≥ 21: coverage ≥ 93", "iid", 21), ("t₃, n ≥ 21: ≥ 90", "t3", 21), ("AR(.5), n ≥ 21: ≥ 90", "AR .5", 21),
    ("overlapping horizons, n ≥ 21", "overlap 5", 21), ("GARCH, constant forecast, n ≥ 252: ≥ 88", "GARCH", 252),
    ("overlapping GARCH, n ≥ 252", "overlap 5 of GARCH", 252), ("GARCH, true σ, n ≥ 252", "GARCH, true σ", 252),
    ("AR(.9), n ≥ 252", "AR .9", 252),
]


def goals_table(results):
    lines = []
    for label, process, least in GOALS:
        line = []
        for method in METHODS:
            cells = [(results[process, n][s][method], s, n) for n in SIZES if n >= least for s in STATISTICS if s != "coverage"]
            low = min(cells, key=lambda v: v[0][0])
            high = max(cells, key=lambda v: v[0][1])
            line.append(f"{low[0][0]:.1f} ({low[1]}, {low[2]}) · {high[0][1]:.1f} ({high[1]}, {high[2]})")
        lines.append([label, *line])
    return common.table(["goal", *METHODS], lines, 1 + len(METHODS))


def report(draws):
    truth_of = {process: truths(process) for process in PROCESSES}
    results = {(process, n): count(process, n, draws, truth_of[process]) for process in PROCESSES for n in SIZES}
    text = [f"{draws} draws a cell, seed 20201119. Each cell: share of intervals that hold the long-run value · share in which a",
            "rule judged by evidence would say \"worse\" although nothing is · median width in units of today's (of the rmse for mean",
            "squares; – where today's is [0, 0]). Today's are the intervals before decision 42. Standard error of a share: "
            f"{100 * (0.9 * 0.1 / draws) ** 0.5:.1f} points at 90 %, {100 * (0.05 * 0.95 / draws) ** 0.5:.1f} at 5 %.", "",
            "The errors are in percent: independent normal; t with three degrees of freedom; autoregressions; sums of five days that",
            "overlap; GARCH(1,1) with α = 0.08 and β = 0.90, forecast with a constant σ or with the true one. Decisions: act for 2, a miss",
            "costs 16, act when P(event) > 0.125; with a constant σ that is always. \"Ten years known\": 2,520 rows end with the window.", "",
            "## Goals", "", "Lowest coverage of the statistics, highest share of false \"worse\" (n as named; `coverage` is judged by calibration, below).", "",
            *goals_table(results), "", "## Calibration", "",
            "Forecasts that are right in the long run: share rejected at 5 % · share with |z| above 3 (nominal 0.27 %).", "", *calibration(draws, truth_of)]
    for name in STATISTICS:
        lines = [[str(n), method, *(cell(results[p, n][name][method]) for p in PROCESSES)] for n in SIZES for method in METHODS]
        text += ["", f"## {name}", "", *common.table(["n", "method", *PROCESSES], lines, 2 + len(PROCESSES))]
    common.write("coverage.md", "Coverage of 95 % intervals under dependence", text)
