#!/usr/bin/env python3
"""Independent reference for the checks of the model layer and the business layer: writes scores.json beside this file.

Written from Documentation/Guides/model-and-business-layers.md and reproducibility.md, never from the Swift code. The rows,
features, versions and predictions are those of reference.py beside this file, the scalar generator that of
../statistics/reference.py. Needs numpy, scipy and exchange_calendars; with scikit-learn the Brier score, the reliability
curve and R² are compared with its own.   Run:  python scores.py

Readings, where the guides leave one open.

General. An as-of day stands for its last second, so what is known is what has a session (for a label: a label session) at
or before it. The seed text of a check has the last session of the window, which is the as-of session, and no length of
window: rmse over 10 and over 63 sessions, relative or not, have one seed. `n` is what is compared with the sample of the
table: the pairs, for hit_rate too (zero labels are left out of the share only); the rows of the window for
importance_shift; the predictions whose label session lies in the window for missing_labels. An event is judged on the
prices, not on exp(label) − 1.

Intervals. Those of ../statistics/dependence.py, with the history: all rows of the metric up to the window's last. Ends of
money are floats.

Relative to baseline. The baseline is a constant, both ends of the interval are transformed like the value.

Calibration. `observed` is Σo (inside for a coverage), `expected` Σp (n·c): sums, not shares. The value |z| has no interval;
z has the sign of the difference. PIT bins are [k/10, (k+1)/10), bin ⌊10u⌋, the last closed. ids sort by their UTF-8 text. The Wilson bands are 95 %.

Importance. ρ is Pearson's, on the baseline's rows; the groups that Spearman's would give stand beside them. A feature
without variation is correlated with none. Groups come from the baseline's rows for window and baseline alike. Rows are in
the order of their session. f is the mean head of the version served in the as-of session. The baseline's sessions `before`
are those before the first session of the window, by the predictions' *session*. The increase of squared error is the mean
over the 10 permutations and the rows of the window whose label is known at the as-of of (label − f(permuted))² − (label −
f(x))². Spearman's correlation of the shares gives ties their mean rank, and is null with fewer than two groups.

Business layer. Rows are whole cents: the cost of the day if it is a FP (FN), else 0; the line minus the line of never. A
drawdown is 0 or positive. Money is written as a decimal string of cents.

Missing labels. A prediction is counted when its label session lies in the window, whatever its session. `pending_in_all`
counts those made by the as-of whose label session is after it.

Walk-forward. Days are prediction sessions with a label, and belong to the year of that session. A resample recomputes the
mean of its labels. R² of |return| is that of the floored prediction ŝ of the scale head, resampled with the same seed text,
so the same days.

Decisions. `per_year` is the total divided by n/252, the interval of the sum likewise; its history is its window. P(down) is 1 − P(up), so
that "above 0.55" is probability_up < 0.45 strictly.
"""
import hashlib
import importlib.util
import json
import math
import os
import sys
import time
from decimal import Decimal, ROUND_HALF_EVEN

sys.dont_write_bytecode = True

import numpy as np
import scipy
from scipy.stats import binomtest, chi2, norm, rankdata, spearmanr

import reference

HERE = os.path.dirname(os.path.abspath(__file__))
_spec = importlib.util.spec_from_file_location("statistics_reference", os.path.join(HERE, "..", "statistics", "reference.py"))
statistics_reference = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(statistics_reference)
_spec = importlib.util.spec_from_file_location("dependence", os.path.join(HERE, "..", "statistics", "dependence.py"))
dependence = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(dependence)

try:
    import sklearn.calibration
    import sklearn.metrics
except ImportError:
    sklearn = None

DEPLOYMENT, MODEL = "sp500-next-session", "market-ridge"
AS_OF = ["2018-02-05", "2020-03-16", "2008-11-20", "2012-06-29"]
MISSING_TOO = ["1997-12-31", "2000-01-10"]
RESAMPLES, ROUNDS, BINS = 1999, 10, 10
Z95, Z80 = 1.959963984540054, 1.2815515655446004
ACT, MISS = 200000.0, 1600000.0  # 2 and 16 basis points of 10,000,000, in cents
FEATURES = ["vix_level", "vix_change", "return", "return_before", "mean_abs_return_5", "mean_abs_return_21",
            "log_volume_change"]
assert len(FEATURES) == len(reference.NAMES) and abs(Z80 - norm.ppf(0.9)) < 1e-15 and abs(Z95 - norm.ppf(0.975)) < 1e-15

# ---------------------------------------------------------------- generator, whole arrays at a time


def seed_of(text):
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


class Stream:
    """SplitMix64: the state before output i (from 0) is seed + (i + 1)·gamma, so any stretch of it is one array."""

    def __init__(self, seed):
        self.seed, self.drawn = seed, 0

    def next(self, count):
        i = np.arange(self.drawn + 1, self.drawn + count + 1, dtype=np.uint64)
        self.drawn += count
        z = i * np.uint64(0x9E3779B97F4A7C15) + np.uint64(self.seed)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))

    def uniform(self, count):
        return (self.next(count) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53

    def permutation(self, n):
        """Fisher and Yates from the end."""
        places = np.arange(n - 1, 0, -1)
        chosen = np.floor(self.uniform(n - 1) * (places + 1)).astype(np.int64).tolist()
        out = list(range(n))
        for i, j in zip(places.tolist(), chosen):
            out[i], out[j] = out[j], out[i]
        return np.array(out)


def block_length(n):
    length = 1
    while length ** 3 < n:
        length += 1
    return length


def block_starts(seed, n, resamples=RESAMPLES):
    """One row of starts for each resample."""
    blocks = -(-n // block_length(n))
    return np.floor(Stream(seed).uniform(resamples * blocks) * n).astype(np.int64).reshape(resamples, blocks)


def resampled_rows(seed, n, resamples=RESAMPLES):
    starts = block_starts(seed, n, resamples)
    rows = (starts[:, :, None] + np.arange(block_length(n))) % n
    return rows.reshape(resamples, -1)[:, :n]


def check_generator():
    for seed in (0, 1, 2 ** 64 - 1, seed_of("sp500-next-session/rmse/market-ridge|2018-02-05|ece-null")):
        scalar, stream = statistics_reference.Rng(seed), Stream(seed)
        for count in (1, 2, 97):
            assert [int(v) for v in stream.next(count)] == [scalar.next() for _ in range(count)]
        assert stream.uniform(50).tolist() == [scalar.uniform() for _ in range(50)]
        expected = list(range(31))
        for i in range(30, 0, -1):
            j = scalar.index(i + 1)
            expected[i], expected[j] = expected[j], expected[i]
        assert stream.permutation(31).tolist() == expected
        for n in (5, 8, 9, 22, 64, 252):
            scalar = statistics_reference.Rng(seed)
            assert resampled_rows(seed, n, 20).tolist() == [statistics_reference.block_rows(scalar, n) for _ in range(20)]
    first = [int(v) for v in Stream(1234567).next(3)]  # the published outputs of the reference implementation
    assert first == [6457827717110365317, 3203168211198807973, 9817491932198370423]


# ---------------------------------------------------------------- intervals


def quantile(values, q):
    """Type 7."""
    return float(np.quantile(values, q))


def percentile(values):
    return [quantile(values, 0.025), quantile(values, 0.975)]


def wilson(k, n):
    p, z = k / n, Z95
    centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    out = [(centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)]
    other = binomtest(k, n).proportion_ci(method="wilson")
    assert np.allclose(out, [other.low, other.high], atol=1e-12)
    return out


def ends(found):
    return None if found["lower"] is None else [found["lower"], found["upper"]]


# ---------------------------------------------------------------- money


def cents(v):
    return str(Decimal(v).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN))


class Days:
    """Decisions in order, in whole cents."""

    def __init__(self, pairs, acted=None):
        self.event = np.array([p["event"] for p in pairs])
        self.acted = np.array([p["acted"] for p in pairs]) if acted is None else acted
        line = lambda acted: np.array([int(reference.line(bool(a), bool(e)) * 100) for a, e in zip(acted, self.event)])
        nobody, everybody = np.zeros(len(pairs), bool), np.ones(len(pairs), bool)
        self.mine, self.never = line(self.acted), line(nobody)
        self.value = self.mine - self.never
        self.always = line(everybody) - self.never
        self.perfect = line(self.event) - self.never
        self.fp, self.fn = self.acted & ~self.event, ~self.acted & self.event
        self.fp_cost, self.fn_cost = np.where(self.fp, -self.mine, 0), np.where(self.fn, -self.mine, 0)
        cumulated = np.concatenate([[0], np.cumsum(self.value)])
        self.drawdown = int((np.maximum.accumulate(cumulated) - cumulated).max())

    def totals(self):
        amount = lambda v: cents(Decimal(int(v.sum())) / 100)
        return {"always": amount(self.always), "perfect": amount(self.perfect), "never": amount(self.never),
                "money": amount(self.mine), "value": amount(self.value),
                "TP": int((self.acted & self.event).sum()), "FP": int(self.fp.sum()), "FN": int(self.fn.sum()),
                "TN": int((~self.acted & ~self.event).sum())}


# ---------------------------------------------------------------- checks


class Checks:
    def __init__(self, market, served, matured, predictions):
        self.market, self.served, self.matured = market, served, matured
        self.predictions = predictions
        for p in predictions:
            p["id"] = f"{DEPLOYMENT}/{p['session']}"
        self.gated = {}
        self.out = []

    def window(self, as_of, n):
        end = self.market.at[as_of]
        return self.market.sessions[end - n + 1:end + 1]

    def known(self, p, as_of):
        return p["label"] is not None and p["label_session"] <= as_of

    def pairs(self, as_of, n):
        w = self.window(as_of, n)
        chosen = [p for p in self.predictions
                  if p["session"] <= as_of and self.known(p, as_of) and w[0] <= p["label_session"] <= w[-1]]
        return sorted(chosen, key=lambda p: (p["label_session"], p["session"], p["id"].encode()))

    def past(self, as_of):
        """All pairs that are known, in the same order."""
        chosen = [p for p in self.predictions if p["session"] <= as_of and self.known(p, as_of)]
        return sorted(chosen, key=lambda p: (p["label_session"], p["session"], p["id"].encode()))

    def version(self, as_of):
        return max(s for s in self.served if s <= as_of)

    def baseline(self, as_of):
        v = self.version(as_of)
        if v not in self.gated:
            self.gated[v] = reference.gated_json(self.market, self.matured[v])["holdout"]
        return self.gated[v]

    def text(self, metric, subject, as_of, purpose):
        return f"{DEPLOYMENT}/{metric}/{subject}|{as_of}|{purpose}"

    def add(self, metric, as_of, n, size, value, interval, subject=MODEL, seed_text=None, **details):
        w = self.window(as_of, n)
        entry = {"metric": metric, "check": metric, "subject": subject, "as_of": as_of, "window": n, "window_from": w[0],
                 "window_to": w[-1], "n": size, "value": value, "interval": interval, **details}
        if seed_text:
            entry.update(seed_text=seed_text, seed=str(seed_of(seed_text)))
        self.out.append(entry)

    # ---- model layer

    def errors(self, metric, as_of, n, relative=False):
        ps, past = self.pairs(as_of, n), self.past(as_of)
        e = lambda p: (p["mean"] - p["label"]) / (p["sigma"] if metric == "scaled_rmse" else 1.0)
        row = {"mae": lambda p: abs(e(p)), "bias": e}.get(metric, lambda p: e(p) ** 2)
        x = [row(p) for p in ps]
        root = metric.endswith("rmse")
        value = math.sqrt(math.fsum(x) / len(x)) if root else math.fsum(x) / len(x)
        found = dependence.interval("real" if metric == "bias" else "positive", x, [row(p) for p in past], root=root)
        interval, details = ends(found), {"error": found}
        if relative:
            b = self.baseline(as_of)
            change = lambda v: 100 * (v / b[metric] - 1)
            details.update(relative_to="baseline", score=value, baseline=b[metric],
                           baseline_holdout={k: b[k] for k in ("first", "last", "n")})
            value, interval = change(value), [change(v) for v in interval]
        self.add(metric, as_of, n, len(ps), value, interval, **details)

    def hit_rate(self, as_of, n):
        ps = self.pairs(as_of, n)
        judged = [p for p in ps if p["label"] != 0]
        hit = lambda p: float(reference.sign(p["mean"]) == reference.sign(p["label"]))
        hits = int(sum(map(hit, judged)))
        found = dependence.interval("bounded", [hit(p) for p in judged],
                                    [hit(p) for p in self.past(as_of) if p["label"] != 0], bounds=(0.0, 1.0))
        self.add("hit_rate", as_of, n, len(ps), hits / len(judged), ends(found), hits=hits, judged=len(judged), error=found)

    def calibrated(self, ps, past, happened, said):
        """The p-value and the signed deviate."""
        found = dependence.calibration([float(happened(p)) for p in ps], [said(p) for p in ps],
                                       [float(happened(p)) for p in past], [said(p) for p in past])
        return found["p_value"], math.copysign(found["z"], found["observed"] - found["expected"])

    def probability(self, as_of, n, subject):
        ps = self.pairs(as_of, n)
        happened = (lambda p: p["label"] > 0) if subject == "probability_up" else (lambda p: p["event"])
        curve = sorted(((p[subject], p["id"].encode(), int(happened(p))) for p in ps))
        p = np.array([c[0] for c in curve])
        o = np.array([float(c[2]) for c in curve])
        size = len(p)
        p_value, z = self.calibrated(ps, self.past(as_of), happened, lambda p: p[subject])
        sizes = [size // BINS + (k < size % BINS) for k in range(BINS)]
        edges = np.concatenate([[0], np.cumsum(sizes)])
        assert edges[-1] == size
        bins, pk, ok = [], np.empty(BINS), np.empty(BINS)
        for k in range(BINS):
            part = slice(edges[k], edges[k + 1])
            pk[k], ok[k] = p[part].mean(), o[part].mean()
            low, high = wilson(int(o[part].sum()), sizes[k])
            bins.append({"n": sizes[k], "mean_p": float(pk[k]), "share": float(ok[k]), "low": low, "high": high})
        nk = np.array(sizes)
        brier = float(((p - o) ** 2).mean())
        reliability = float((nk * (pk - ok) ** 2).sum() / size)
        resolution = float((nk * (ok - o.mean()) ** 2).sum() / size)
        uncertainty = float(o.mean() * (1 - o.mean()))
        # Murphy's three leave over the variance of p in a bin less twice its covariance with the outcomes
        residual = brier - (reliability - resolution + uncertainty)
        within = sum((((p[a:b] - p[a:b].mean()) ** 2).sum() - 2 * ((p[a:b] - p[a:b].mean()) * (o[a:b] - o[a:b].mean())).sum())
                     for a, b in zip(edges, edges[1:])) / size
        assert abs(residual - within) < 1e-12
        starts = edges[:-1]
        ece = float((nk / size * np.abs(pk - ok)).sum())
        text = self.text("calibration", subject, as_of, "ece-null")
        drawn = (Stream(seed_of(text)).uniform(RESAMPLES * size).reshape(RESAMPLES, size) < p).astype(float)
        simulated = (np.abs(np.add.reduceat(drawn, starts, axis=1) / nk - pk) * (nk / size)).sum(axis=1)
        if sklearn:
            assert abs(sklearn.metrics.brier_score_loss(o, p) - brier) < 1e-12
            if size % BINS == 0:
                share, mean_p = sklearn.calibration.calibration_curve(o, p, n_bins=BINS, strategy="quantile")
                assert np.allclose(share, ok) and np.allclose(mean_p, pk)
        self.add("calibration", as_of, n, size, abs(z), None, subject=subject, seed_text=text, z=z,
                 p_value=p_value, observed=int(o.sum()), expected=float(p.sum()), bins=bins, brier=brier,
                 reliability=reliability, resolution=resolution, uncertainty=uncertainty, within_bin_residual=residual,
                 ece=ece, ece_95=quantile(simulated, 0.95), ece_mean=float(simulated.mean()))

    def coverage(self, as_of, n, subject):
        ps = self.pairs(as_of, n)
        c, width = {"coverage_80": (0.8, Z80), "coverage_95": (0.95, Z95)}[subject]
        is_inside = lambda p: p["mean"] - width * p["sigma"] <= p["label"] <= p["mean"] + width * p["sigma"]
        past = self.past(as_of)
        inside = sum(map(is_inside, ps))
        size = len(ps)
        p_value, z = self.calibrated(ps, past, is_inside, lambda p: c)
        share = dependence.interval("bounded", [float(is_inside(p)) for p in ps], [float(is_inside(p)) for p in past],
                                    bounds=(0.0, 1.0))
        pit = [0] * BINS
        for p in ps:
            pit[min(math.floor(BINS * float(norm.cdf((p["label"] - p["mean"]) / p["sigma"]))), BINS - 1)] += 1
        self.add("calibration", as_of, n, size, abs(z), None, subject=subject, z=z, p_value=p_value,
                 inside=inside, observed=inside, expected=size * c, share=inside / size, share_interval=ends(share), pit=pit)

    def importance(self, as_of, n, baseline):
        x_of = lambda rows: np.array([self.market.x[t] for t in rows])
        w = self.window(as_of, n)
        version = self.version(as_of)
        artifact = self.served[version]
        f = artifact.mean_head
        ps = sorted((p for p in self.predictions if w[0] <= p["session"] <= w[-1]), key=lambda p: (p["session"], p["id"]))
        x = x_of([p["row"] for p in ps])
        known = np.array([self.known(p, as_of) for p in ps])
        y = np.array([p["label"] if k else np.nan for p, k in zip(ps, known)])
        if baseline == "champion":
            rows = artifact.rows
        else:
            first = self.market.at[w[0]]
            sessions = set(self.market.sessions[first - 504:first])
            rows = [p["row"] for p in self.predictions if p["session"] in sessions]
        xb = x_of(rows)
        assert rows == sorted(rows) and np.allclose(artifact.predict(x)[0], f(x))
        # the forecast is linear: a group alone moves it by its own coefficients
        groups, correlation = self.groups(np.corrcoef(xb.T))
        ranked, _ = self.groups(np.corrcoef(np.apply_along_axis(rankdata, 0, xb).T))

        def measure(x, purpose, y=None, known=None):
            text = self.text("importance_shift", MODEL, as_of, purpose)
            stream, plain = Stream(seed_of(text)), f(x)
            total, increase = np.zeros(len(groups)), np.zeros(len(groups))
            for _ in range(ROUNDS):
                for g, group in enumerate(groups):
                    order = stream.permutation(len(x))
                    moved = x.copy()
                    moved[:, group] = x[order][:, group]
                    changed = f(moved)
                    total[g] += ((plain - changed) ** 2).mean() / ROUNDS
                    if y is not None:
                        increase[g] += ((y - changed) ** 2 - (y - plain) ** 2)[known].mean() / ROUNDS
            return total, total / total.sum(), increase, text

        now, now_share, increase, text = measure(x, "importance-window", y, known)
        then, then_share, _, then_text = measure(xb, "importance-baseline")
        value = float(np.abs(now_share - then_share).sum() / 2)
        rank = None
        if len(groups) > 1:
            a, b = rankdata(now_share), rankdata(then_share)
            rank = float(np.corrcoef(a, b)[0, 1])
            assert abs(rank - spearmanr(now_share, then_share).statistic) < 1e-12
        names = lambda gs: [[FEATURES[i] for i in g] for g in gs]
        self.add("importance_shift", as_of, n, len(ps), value, None, seed_text=text, baseline=baseline, version=version,
                 groups=names(groups), groups_by_spearman=names(ranked), correlations_of_features=correlation,
                 importance=now.tolist(), importance_baseline=then.tolist(), shares=now_share.tolist(),
                 shares_baseline=then_share.tolist(), rank_correlation=rank, increase_of_squared_error=increase.tolist(),
                 labelled=int(known.sum()), baseline_n=len(rows), baseline_from=self.market.day[rows[0]],
                 baseline_to=self.market.day[rows[-1]], seed_text_baseline=then_text, seed_baseline=str(seed_of(then_text)))

    @staticmethod
    def groups(correlation):
        """Chains of |ρ| > 0.7, in the order of their first feature."""
        size = len(correlation)
        group = list(range(size))
        for i in range(size):
            for j in range(size):
                if abs(correlation[i, j]) > 0.7:
                    a, b = group[i], group[j]
                    group = [min(a, b) if g in (a, b) else g for g in group]
        found = [[i for i in range(size) if group[i] == g] for g in sorted(set(group))]
        return found, [[float(v) for v in row] for row in correlation]

    def missing_labels(self, as_of, n):
        w = self.window(as_of, n)
        made = [p for p in self.predictions if p["session"] <= as_of]

        def state(p):
            if p["label_session"] > as_of:
                return "pending"
            return "missing" if p["label"] is None else "matured"

        def counted(ps):
            states = [state(p) for p in ps]
            return {k: states.count(k) for k in ("pending", "matured", "revised", "missing")}

        inside = [p for p in made if w[0] <= p["label_session"] <= w[-1]]
        states = counted(inside)
        everything = counted(made)
        self.add("missing_labels", as_of, n, len(inside), states["missing"], None, states=states,
                 pending_in_all=everything["pending"], states_in_all=everything,
                 missing=[p["label_session"] for p in inside if state(p) == "missing"])

    # ---- business layer

    def business(self, as_of, n):
        ps = self.pairs(as_of, n)
        days, size = Days(ps), len(ps)
        totals = days.totals()
        expected = reference.totals(ps)
        assert all(totals[k] == expected[k] for k in ("always", "perfect", "value", "money", "TP", "FP", "FN", "TN"))
        right = totals["TP"] + totals["TN"]
        add = lambda metric, value, interval, text=None, **more: self.add(
            metric, as_of, n, size, value, interval, seed_text=text, totals=totals, **more)
        past = Days(self.past(as_of))
        bounded = lambda x, y, low, high, factor=1.0: dependence.interval(
            "bounded", [float(v) for v in x], [float(v) for v in y], bounds=(low, high), factor=factor)
        found = bounded(~days.fp & ~days.fn, ~past.fp & ~past.fn, 0.0, 1.0)
        add("decision_accuracy", right / size, ends(found), error=found)
        for metric, name, low, high in (("false_positive_cost", "fp_cost", 0.0, ACT), ("false_negative_cost", "fn_cost", 0.0, MISS),
                                        ("value", "value", -ACT, MISS - ACT)):
            daily = getattr(days, name)
            found = bounded(daily, getattr(past, name), low, high, factor=size / 100)
            total = int(daily.sum())
            add(metric, total / 100, ends(found), money=cents(Decimal(total) / 100), error=found)
        assert totals["value"] == self.out[-1]["money"]
        assert [self.out[-3]["money"], self.out[-2]["money"]] == [expected["false_positive_cost"],
                                                                 expected["false_negative_cost"]]
        assert days.perfect.sum() != 0
        floats = lambda v: [float(x) for x in v]
        found = dependence.captured(floats(days.value), floats(days.perfect), floats(past.value), floats(past.perfect))
        add("value_captured", float(days.value.sum() / days.perfect.sum()), ends(found), error=found)
        add("drawdown", days.drawdown / 100, None, money=cents(Decimal(days.drawdown) / 100))

    def run(self):
        for day in AS_OF:
            for relative in (False, True):
                for n in (10, 63):
                    self.errors("rmse", day, n, relative)
                self.errors("mae", day, 63, relative)
                self.errors("scaled_rmse", day, 63, relative)
            self.errors("bias", day, 63)
            self.hit_rate(day, 63)
            for subject in ("probability_up", "probability_of_event"):
                self.probability(day, 252, subject)
            for subject in ("coverage_80", "coverage_95"):
                self.coverage(day, 252, subject)
            for baseline in ("champion", "before"):
                self.importance(day, 252, baseline)
            for n in (252, 756):
                self.business(day, n)
        for day in AS_OF + MISSING_TOO:
            self.missing_labels(day, 252)
        return self.out


# ---------------------------------------------------------------- the long walk


def walk_forward(predictions):
    ps = [p for p in predictions if "2005-01-01" <= p["session"] <= "2019-12-31" and p["label"] is not None]
    ps.sort(key=lambda p: (p["label_session"], p["session"], p["id"].encode()))
    text = f"{DEPLOYMENT}/walk-forward/return|2019-12-31|r-squared-bootstrap"
    rows = resampled_rows(seed_of(text), len(ps))

    def r_squared(actual, forecast):
        error, a = (actual - forecast) ** 2, actual[rows]
        drawn = 1 - error[rows].sum(axis=1) / ((a - a.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
        value = reference.r_squared(actual, forecast)
        assert not sklearn or abs(value - sklearn.metrics.r2_score(actual, forecast)) < 1e-12
        return {"value": value, "interval": percentile(drawn), "seed_text": text, "seed": str(seed_of(text))}

    y, mu, s = (np.array([p[k] for p in ps]) for k in ("label", "mean", "s"))
    years = sorted({p["session"][:4] for p in ps})
    return {"from": ps[0]["session"], "to": ps[-1]["session"], "n": len(ps), "block_length": block_length(len(ps)),
            "return": r_squared(y, mu), "absolute_return": r_squared(np.abs(y), s), "coverage": reference.coverage(ps),
            "coverage_by_year": {v: reference.coverage([p for p in ps if p["session"][:4] == v]) for v in years}}


def decisions(predictions):
    ps = [p for p in predictions if "1993-02-01" <= p["session"] <= "2020-11-18" and p["label"] is not None]
    ps.sort(key=lambda p: (p["label_session"], p["session"], p["id"].encode()))
    n = len(ps)
    out = {"from": ps[0]["session"], "to": ps[-1]["session"], "n": n, "years": n / 252, "block_length": block_length(n)}
    rules = {"shipped": None, "p-down": np.array([p["probability_up"] < 0.45 for p in ps])}
    for rule, acted in rules.items():
        days = Days(ps, acted)
        x = [float(v) for v in days.value]
        interval = ends(dependence.interval("bounded", x, x, bounds=(-ACT, MISS - ACT), factor=n / 100))
        year = [p["session"][:4] for p in ps]
        per_year = [v * 252 / n for v in interval]
        of_year = lambda y: sum(int(v) for v, other in zip(days.value, year) if other == y)
        out[rule] = {**days.totals(), "acts": int(days.acted.sum()), "acts_share": float(days.acted.mean()),
                     "base_rate": float(days.event.mean()), "interval": interval,
                     "captured": float(days.value.sum() / days.perfect.sum()),
                     "per_year": int(days.value.sum()) / 100 * 252 / n, "per_year_interval": per_year,
                     "interval_contains_zero": interval[0] <= 0 <= interval[1],
                     "drawdown": cents(Decimal(days.drawdown) / 100),
                     "by_year": {v: cents(Decimal(of_year(v)) / 100) for v in sorted(set(year))}}
    assert out["shipped"]["value"] == reference.totals(ps)["value"]
    return out


def main():
    begun = time.time()
    check_generator()
    market = reference.Market()
    market.ewma = reference.ewma(market.r)
    trained = reference.versions(market)
    matured = dict(trained)
    served = {s: reference.Artifact(market, m[-reference.TRAIN:]) for s, m in trained}
    assert trained[0][0] == "1993-02-01"
    predictions = reference.walk(market, served)
    checks = Checks(market, served, matured, predictions)
    out = {
        "checks": checks.run(),
        "walk_forward": walk_forward(predictions),
        "decisions": decisions(predictions),
        "perfect_model_alarm_percent": {str(n): float(100 * chi2.sf(1.44 * n, n)) for n in (10, 21, 63)},
        "made_with": {"numpy": np.__version__, "scipy": scipy.__version__},
    }
    path = os.path.join(HERE, "scores.json")
    with open(path, "w") as f:
        json.dump(out, f, sort_keys=True, indent=1, allow_nan=False)
        f.write("\n")

    for c in out["checks"]:
        interval = "" if c["interval"] is None else " [" + ", ".join(f"{v:.6g}" for v in c["interval"]) + "]"
        extra = ""
        if c["metric"] == "calibration" and "ece" in c:
            extra = f" z {c['z']:.4f} p {c['p_value']:.4g}, ece {c['ece']:.4f} of {c['ece_95']:.4f}, brier {c['brier']:.5f}"
        elif c["metric"] == "calibration":
            extra = f" z {c['z']:.4f} p {c['p_value']:.4g}, inside {c['inside']}, pit {c['pit']}"
        elif c["metric"] == "importance_shift":
            extra = (f" {c['baseline']}, rank {c['rank_correlation']:.3f}, {len(c['groups'])} groups: "
                     + "; ".join("+".join(g) + f" {100 * a:.1f}/{100 * b:.1f}"
                                 for g, a, b in zip(c["groups"], c["shares"], c["shares_baseline"]))
                     + ("" if c["groups"] == c["groups_by_spearman"] else f"  SPEARMAN DIFFERS {c['groups_by_spearman']}"))
        elif c["metric"] == "missing_labels":
            extra = f" {c['states']}, pending in all {c['pending_in_all']}"
        elif c["metric"] == "decision_accuracy":
            extra = f" {c['totals']}"
        print(f"{c['as_of']} {c['metric']}{'%' if c.get('relative_to') else ''} {c['subject']} {c['window']} n {c['n']}: "
              f"{c['value']:.6g}{interval}{extra}")
    for k in ("return", "absolute_return"):
        print(k, out["walk_forward"]["n"], out["walk_forward"][k])
    for k in ("shipped", "p-down"):
        print(k, {a: b for a, b in out["decisions"][k].items()})
    print(out["perfect_model_alarm_percent"], f"{os.path.getsize(path)} bytes, {time.time() - begun:.1f} s")


if __name__ == "__main__":
    main()
