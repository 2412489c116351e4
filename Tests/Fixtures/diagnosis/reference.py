#!/usr/bin/env python3
"""Independent reference for the drift diagnosis and the comparison with the baseline: writes diagnosis.json beside this file.

Written from Documentation/Guides/runbooks.md and data-layer.md, never from the Swift code. Where the guide leaves something
open, what was decided is said at the place, marked OPEN.
Run:  python reference.py      (some seconds; the same bytes each time)
"""
import importlib.util
import io
import json
import math
import os
from fractions import Fraction

import exchange_calendars
import numpy as np
import pandas as pd
import scipy
from scipy import stats
from scipy.spatial.distance import cdist

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("statistics_reference", os.path.join(HERE, "..", "statistics", "reference.py"))
measures = importlib.util.module_from_spec(spec)
spec.loader.exec_module(measures)
MARKET = os.path.join(HERE, "..", "..", "..", "Examples", "sp500", "market.csv")
LEAST = 20           # values that a series needs in the window and in the baseline
EDGE = 5             # values on either side of a change point
TRENDING = 0.7
DECILES = np.arange(1, 10) / 10
QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]
CALENDAR = exchange_calendars.get_calendar("XNYS", start="1990-01-01", end="2020-12-31")
SEED = 20200316      # for the synthetic series

# ---------------------------------------------------------------- data


class Data:
    """The data known at the as-of date, laid out by session: one place a session, NaN where there is no value."""

    def __init__(self, text, columns, as_of):
        # As text first: the default number parser of pandas may miss the last digit.
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False).set_index("date")
        assert table.index.is_unique and table.index.is_monotonic_increasing
        table = table[table.index <= as_of]  # whatever the lag, the row of a day is due before that day ends
        sessions = [d.strftime("%Y-%m-%d") for d in CALENDAR.sessions_in_range(table.index[0], as_of)]
        assert set(table.index) <= set(sessions)
        self.sessions = sessions
        self.has_row = np.isin(sessions, table.index)
        self.columns = columns
        self.levels = {c: self.spread(np.array([float(v) if v else math.nan for v in table[c]])) for c in columns}
        self.kind = {c: "change" if np.any(self.levels[c] <= 0) else "log_change" for c in columns}

    def spread(self, values):
        out = np.full(len(self.sessions), math.nan)
        out[self.has_row] = values
        return out

    def series(self, column, how):
        if how == "level":
            return self.levels[column]
        # From the row before, which need not be the row of the session before; the first row has no change.
        rows = self.levels[column][self.has_row]
        steps = rows[1:] - rows[:-1] if how == "change" else np.log(rows[1:] / rows[:-1])
        return self.spread(np.concatenate([[math.nan], steps]))

    def all_series(self):
        """In the order of the contract: level, then change."""
        for c in self.columns:
            yield c, c, self.levels[c]
            yield f"{self.kind[c]}({c})", c, self.series(c, self.kind[c])


def present(x):
    return x[~np.isnan(x)]


# ---------------------------------------------------------------- measures


def edges_at(baseline, deciles):
    value, count = np.unique(baseline, return_counts=True)
    heavy = value[10 * count >= len(baseline)]
    return np.unique(np.concatenate([deciles, heavy, np.nextafter(heavy, np.inf)]))


def count_bins(x, edges):
    return np.bincount(np.searchsorted(edges, x, side="right"), minlength=len(edges) + 1)


def psi(baseline, window, deciles=None):
    deciles = np.quantile(baseline, DECILES, method="linear") if deciles is None else deciles
    edges = edges_at(baseline, deciles)
    b, c = count_bins(baseline, edges), count_bins(window, edges)
    q, p = (b + 0.5) / (b.sum() + len(b) / 2), (c + 0.5) / (c.sum() + len(c) / 2)
    parts = (p - q) * np.log(p / q)
    assert len(np.unique(np.concatenate([baseline, window]))) > 1  # nothing varies: a rule of its own, not needed here
    return math.fsum(parts), edges, c, b, parts


def psi_other_rounding(baseline, window):
    """With the position of a decile as a fraction: a value with two decimals may lie on one, and its last digit then decides."""
    s = np.sort(baseline)
    at = [divmod(Fraction((len(s) - 1) * k, 10), 1) for k in range(1, 10)]
    return psi(baseline, window, np.array([s[i] + float(rest) * (s[i + 1] - s[i]) for i, rest in at]))[0]


def scaled_distance(baseline, window):
    """Wasserstein over the baseline's sample standard deviation."""
    area, sd = stats.wasserstein_distance(window, baseline), np.std(baseline, ddof=1)
    assert sd > 0  # OPEN: of a baseline that never varies there is no distance; no case has one, in the past neither
    n = math.lcm(len(baseline), len(window))
    b, w = (np.repeat(np.sort(x), n // len(x)) for x in (baseline, window))
    assert math.isclose(area, np.mean(np.abs(b - w)), rel_tol=1e-11)  # the sorted values, each repeated to as many
    return float(area / sd)


def largest_step(x):
    """(t, Z): t rows lie before the change. Not corrected for ties, as the guide has it."""
    n, t = len(x), np.arange(1, len(x))
    u = 2 * np.cumsum(stats.rankdata(x, method="average"))[:-1] - t * (n + 1)
    signs = np.sign(x[:, None] - x[None, :])
    assert np.array_equal(u, [signs[:k, k:].sum() for k in t])  # Mann and Whitney's own definition, the double sum
    z = (np.abs(u) / np.sqrt(t * (n - t) * (n + 1) / 3))[EDGE - 1:n - EDGE]
    assert z.max() > 0  # OPEN: of rows that never vary there is no change point; no case has such
    assert np.sum(z > z.max() * (1 - 1e-9)) == 1  # no rounding decides which is the first
    return EDGE + int(np.argmax(z)), float(z.max())


def line(x, y, span):
    both = ~np.isnan(x[span]) & ~np.isnan(y[span])
    r = stats.linregress(x[span][both], y[span][both])
    return {"slope": float(r.slope), "intercept": float(r.intercept), "correlation": float(r.rvalue), "pairs": int(both.sum())}


def distances(samples):
    """Wasserstein of every two windows of one series. Between as many values it is the mean distance of the sorted ones."""
    size = np.array([len(s) for s in samples])
    out = np.full((len(samples), len(samples)), math.nan)
    for n in np.unique(size):
        same = np.flatnonzero(size == n)
        block = np.array([np.sort(samples[i]) for i in same])
        out[np.ix_(same, same)] = cdist(block, block, "cityblock") / n
    for i, j in np.argwhere(np.isnan(out)):
        if i < j:
            out[i, j] = out[j, i] = stats.wasserstein_distance(samples[i], samples[j])
    slow = [stats.wasserstein_distance(samples[0], s) for s in samples]
    assert np.allclose(out[0], slow, rtol=1e-12, atol=1e-12 * np.max(slow))
    return out


# ---------------------------------------------------------------- the diagnosis


class Diagnosis:
    def __init__(self, data, w, baseline):
        self.data, self.w, self.m = data, w, baseline
        self.end = len(data.sessions) - 1
        self.step = max(1, w // 3, -(-len(data.sessions) // 400))

    def window(self, end):
        return slice(end - self.w + 1, end + 1)

    def baseline(self, end):
        return slice(end - self.w - self.m + 1, end - self.w + 1)  # may begin before the data: the caller looks

    def between(self, span):
        return {"from": self.data.sessions[span.start], "to": self.data.sessions[span.stop - 1]}

    def samples(self, x, end):
        return present(x[self.baseline(end)]), present(x[self.window(end)])

    def run(self, relation):
        d = self.data
        now = self.window(self.end)
        correlation = {}
        for c in d.columns:
            rows = d.levels[c][d.has_row]
            number = np.arange(len(rows))[~np.isnan(rows)]
            correlation[c] = float(stats.spearmanr(number, present(rows)).statistic)
        self.trending = [c for c in d.columns if abs(correlation[c]) > TRENDING]
        # OPEN: a trending level is not named among the left out, however few its values are.
        looked_at = [(name, x) for name, _, x in d.all_series() if name not in self.trending]
        enough = lambda x, end: min(map(len, self.samples(x, end))) >= LEAST
        self.series = [(name, x) for name, x in looked_at if enough(x, self.end)]
        out = {"window": self.between(now), "baseline": self.between(self.baseline(self.end)), "step": self.step,
               "rank_correlations": correlation,
               "trending": [{"column": c, "rank_correlation": correlation[c]} for c in self.trending],
               "left_out": [name for name, x in looked_at if not enough(x, self.end)],
               "features": [self.feature(name, x, enough) for name, x in self.series]}
        total = math.fsum(f["psi"] for f in out["features"])
        for f in out["features"]:
            f["share"] = f["psi"] / total
        out.update(self.similar())
        y, x = (d.series(relation[side]["column"], relation[side]["as"]) for side in ("y", "x"))
        lines = {"window": line(x, y, now), "baseline": line(x, y, self.baseline(self.end))}
        out["relation"] = dict(lines, similar=line(x, y, self.window(self.nearest)) if self.nearest is not None else None)
        out["comparison"] = [self.compared(name, column, x) for name, column, x in d.all_series()]
        return out

    def feature(self, name, x, enough):
        base, cur = self.samples(x, self.end)
        low, high = float(base.min()), float(base.max())
        value, edges, c, b, parts = psi(base, cur)
        assert abs(psi_other_rounding(base, cur) - value) < 1e-12
        moved, past, end = scaled_distance(base, cur), [], self.end - self.step
        while self.baseline(end).start >= 0:
            past += [scaled_distance(*self.samples(x, end))] if enough(x, end) else []
            end -= self.step
        assert all(abs(v - moved) > 1e-9 * moved for v in past)  # no rounding decides the share
        used = int(np.sum(b + c > 0))  # OPEN: B' is not explained; the bins that are not empty on both sides
        assert used == len(b) == np.sum(b > 0)  # so that no case depends on it
        return {"series": name, "distance": moved, "sample": len(cur), "baseline_sample": len(base),
                "history_share": sum(v >= moved for v in past) / len(past) if past else None, "history_windows": len(past),
                "psi": value, "by_chance": (used - 1) * (1 / len(cur) + 1 / len(base)),
                "outside": int(np.sum((cur < low) | (cur > high))), "baseline_range": [low, high],  # OPEN: an extreme is inside
                "spread_ratio": float(np.std(cur, ddof=1) / np.std(base, ddof=1)),
                "bins": {"edges": edges.tolist(), "current": c.tolist(), "baseline": b.tolist(), "contributions": parts.tolist()},
                "change_point": self.change_point(name, x)}

    def change_point(self, name, x):
        first = max(0, self.end - 3 * self.w + 1)
        where = first + np.flatnonzero(~np.isnan(x[first:]))
        rows = x[where] if name in self.data.columns else np.abs(x[where])
        t, z = largest_step(rows)
        return {"session": self.data.sessions[where[t]], "statistic": z, "rows": len(rows),
                "before_median": float(np.median(rows[:t])), "after_median": float(np.median(rows[t:]))}

    def similar(self):
        need = -(-self.w // 2)
        ends = range(self.end, self.w - 2, -self.step)
        ends = [e for e in ends if all(len(present(x[self.window(e)])) >= need for _, x in self.series)]
        assert ends[0] == self.end  # a present window with too few values has no similar period; no case has one
        parts = []
        for _, x in self.series:
            sd = float(np.std(present(x), ddof=1))  # OPEN: a series that never varies; none does
            parts.append(distances([present(x[self.window(e)]) for e in ends]) / sd)
        distance = np.mean(parts, axis=0)
        assert np.array_equal(distance, distance.T)  # so that two windows nearest to each other are exactly as near
        apart = np.abs(np.subtract.outer(ends, ends)) >= self.w
        periods, used = [], [0]
        while len(periods) < 3:
            # None overlaps the present one or a period before it; the ends go backwards, so the first minimum is the later.
            free = np.where(apart[used].all(axis=0), distance[0], np.inf)
            best = int(np.argmin(free))
            if not np.isfinite(free[best]):
                break
            used.append(best)
            periods.append(dict(self.between(self.window(ends[best])), distance=float(distance[0, best]),
                                stood=self.stood(ends[best])))
        # A window's neighbour may be the present window, and one that overlaps all others is not counted.
        own = np.where(apart, distance, np.inf).min(axis=1)
        others = own[1:][np.isfinite(own[1:])]
        # Either exactly as near as the present one (each the other's nearest) or clearly not, so no rounding decides.
        assert np.all((others == own[0]) | (np.abs(others - own[0]) > 1e-9))
        novelty = float(np.mean(others < own[0])) if len(others) and periods else None
        self.nearest = ends[used[1]] if periods else None
        return {"similar": periods, "novelty": novelty, "windows": len(ends)}

    def stood(self, end):
        """Each column's last value in the period, and in the w sessions after it (which never pass the as-of session)."""
        last = lambda x: float(present(x)[-1]) if len(present(x)) else None
        after = slice(end + 1, end + 1 + self.w)
        return {c: {"then": last(self.data.levels[c][self.window(end)]), "after": last(self.data.levels[c][after])}
                for c in self.data.columns}

    def compared(self, name, column, x):
        base, cur = self.samples(x, self.end)
        out = {"series": name, "psi": None, "ks": None, "ks_p": None}
        for side, values, span in (("baseline", base, self.baseline(self.end)), ("window", cur, self.window(self.end))):
            rows = self.data.has_row[span]
            # OPEN: of a change too the nulls of the column itself, as policy.md says of null_percent.
            nulls = np.isnan(self.data.levels[column][span][rows])
            out[side] = {"values": len(values), "null_percent": float(100 * nulls.sum() / rows.sum()),
                         "mean": float(np.mean(values)), "sd": float(np.std(values, ddof=1)),
                         "min": float(values.min()), "max": float(values.max())}
            at = np.quantile(values, QUANTILES, method="linear")
            out[side].update((f"q{round(100 * q):02d}", float(v)) for q, v in zip(QUANTILES, at))
        if name in self.trending:
            return out
        # The least samples of data-layer.md, rather than LEAST.
        value, _, counts, _, _ = psi(base, cur)
        if len(cur) >= 2 * len(counts):
            out["psi"] = value
        if min(len(cur), len(base)) >= 10:
            assert len(cur) * len(base) <= 2e7
            ks = measures.ks(list(base), list(cur))  # exact, ties among the values as they are
            out["ks"], out["ks_p"] = ks["statistic"], ks["p_value"]
        return out


# ---------------------------------------------------------------- cases


def market():
    with open(MARKET, encoding="utf-8") as f:
        text = f.read()
    columns = ["sp500_close", "sp500_volume", "vix_close"]
    relation = {"y": {"column": "sp500_close", "as": "log_return"}, "x": {"column": "vix_close", "as": "change"}}
    for as_of in ["2008-11-20", "2016-12-30", "2018-02-05", "2020-03-16"]:
        data = Data(text, columns, as_of)
        yield {"name": f"market {as_of}", "as_of": as_of, "policy": "Examples/sp500/as-written.yml", "relation_check": relation,
               **Diagnosis(data, 63, 504).run(relation)}


def synthetic():
    """a steps up once, b trends, c has too few values in the window. Two sessions have no row."""
    random = np.random.default_rng(SEED)
    sessions = [d.strftime("%Y-%m-%d") for d in CALENDAR.sessions_in_range("2018-01-02", "2019-12-31")][:400]
    n = len(sessions)
    step = n - 17                                  # inside the window, so that PSI sees it too
    a = random.normal(0.0, 1.0, n)
    a[step:] += 5.0
    noise = random.normal(0.0, 0.01, n)
    b = 50 * np.exp(0.003 * np.arange(n) + noise)
    c = np.exp(random.normal(1.0, 0.4, n))
    null = random.random(n) < 0.05
    null[-21:] = False
    null[[-20, -18, -13, -12, -6]] = True          # 20 rows of the window less 5 nulls: 15 values
    absent = {n - 150, n - 9}                      # the window keeps 20 rows, just enough for a and b
    lines = ["date,a,b,c"]
    for i, session in enumerate(sessions):
        if i not in absent:
            lines.append(f"{session},{a[i]:.4f},{b[i]:.3f}," + ("" if null[i] else f"{c[i]:.4f}"))
    text = "\n".join(lines) + "\n"
    relation = {"y": {"column": "a", "as": "change"}, "x": {"column": "b", "as": "log_change"}}
    out = {"name": "synthetic", "as_of": sessions[-1], "seed": SEED, "calendar": "XNYS", "csv": text,
           "policy": {"window_sessions": 21, "baseline_sessions": 63, "baseline_before": "window"},
           "relation_check": relation, "planted": {"column": "a", "session": sessions[step]}}
    data = Data(text, ["a", "b", "c"], sessions[-1])
    out.update(Diagnosis(data, 21, 63).run(relation))
    # The purpose of the case.
    assert [t["column"] for t in out["trending"]] == ["b"] and out["left_out"] == ["c", "log_change(c)"]
    found = {f["series"]: f for f in out["features"]}
    assert set(found) == {"a", "change(a)", "log_change(b)"} and found["a"]["sample"] == LEAST
    assert found["a"]["change_point"]["session"] == out["planted"]["session"]
    return out


def lines_of(v, depth=0):
    """A line for each thing that a reader may look for; sorted keys, the shortest digits that read back exactly."""
    pad = "\n" + " " * (depth + 1)
    if depth < 4 and isinstance(v, dict) and any(isinstance(x, (dict, list)) for x in v.values()):
        return "{" + ",".join(f"{pad}{json.dumps(k)}: {lines_of(v[k], depth + 1)}" for k in sorted(v)) + pad[:-1] + "}"
    if depth < 4 and isinstance(v, list) and v and isinstance(v[0], dict):
        return "[" + ",".join(pad + lines_of(x, depth + 1) for x in v) + pad[:-1] + "]"
    return json.dumps(v, sort_keys=True, allow_nan=False)


if __name__ == "__main__":
    made_with = {p.__name__: p.__version__ for p in (np, scipy, pd, exchange_calendars)}
    with open(os.path.join(HERE, "diagnosis.json"), "w", encoding="utf-8") as f:
        f.write(lines_of({"cases": list(market()) + [synthetic()], "made_with": made_with}) + "\n")
