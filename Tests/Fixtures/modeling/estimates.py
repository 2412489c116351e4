#!/usr/bin/env python3
"""Independent reference for the estimates of a score before its labels arrive: writes estimates.json beside this file.

Written from "Estimates before the labels arrive" of Documentation/Guides/model-and-business-layers.md, never from the Swift
code. The rows, features, versions, gated artifacts and predictions are those of reference.py beside this file. Needs numpy,
scipy, scikit-learn and exchange_calendars; each ridge regression is compared with scikit-learn's, each logistic regression
with the root of the gradient by scipy and with scikit-learn's.   Run:  python estimates.py

Readings, where the guide leaves one open.

Rows of a window are the predictions whose session is one of its N sessions of the calendar; `n` counts them, and k = min(n,
⌊H/2⌋) takes this n for hits too, where it is not known yet which labels will be 0. All rows of a window are estimated by
the models of one version, that of the newest refit at or before the window's last session, whichever version forecast them.
Its holdout is forecast by its gated artifact.

Trials of hits are those with y ≠ 0: H is their number, the folds and the blocks are made of them alone. `zero_trials`
counts what is left out. A forecast of 0 is a miss. With the other reading (folds of all trials, then without the zeros) the
numbers differ wherever zero_trials > 0; the program prints how much.

Each of the five models is held above its own floor, then the mean is taken; so is the out-of-fold estimate, by the one
model that did not see the trial. For hits the mean is that of five probabilities. The log losses are means over trials,
not of folds; with an unusable hit model (log loss ≥ base rate's) value and band are null. The band of hits is not cut to
[0, 1]. A constant column is one whose largest and smallest value are the same.

The blocks are the H that begin at each trial, around the end. Quantiles of the ratio (difference) are taken first, then
multiplied (added), then the root.

A label is known at the as-of when its label session is at or before it; so the last row of the window itself has none.
`realised` of rmse is a root of a mean, `realised_n` the rows in it, for hits those with a label ≠ 0. An earlier window
counts with at least 10 rows, 10 known labels (≠ 0 for hits) and a band; `missed` is null for the others. It is missed
strictly outside: a realised score on an end of the band is inside. `p_value` is P(Binomial(windows, 0.05) ≥ missed);
trusted is p_value > 0.05, null when windows < 3. Whether the estimate of the window itself is usable changes nothing about
its trust, which is that of the earlier windows alone.

Coefficients of the logistic vectors are those of the standardised columns (deviations divide by n); `predictions` are
those of the rows it was fitted on, `new_predictions` of `new_rows`, where a constant column has other values and no effect.
"""
import json
import math
import os
import sys
import time
import warnings

sys.dont_write_bytecode = True

import numpy as np
import scipy
import scipy.optimize
import sklearn
from scipy.special import expit
from scipy.stats import binom
from sklearn.linear_model import LogisticRegression, Ridge

import reference

HERE = os.path.dirname(os.path.abspath(__file__))
AS_OF = ["2008-11-20", "2012-06-29", "2018-02-05", "2020-03-16"]
WINDOWS = [21, 63]
METRICS = ["estimated_rmse", "estimated_mae", "estimated_hit_rate"]
FOLDS, LAMBDA, FLOOR, EARLIER, LEAST, MISS = 5, 10.0, 0.25, 12, 10, 0.05
WORST = {"scipy": 0.0, "sklearn": 0.0, "newton_steps": 0}

# ---------------------------------------------------------------- the two kinds of models


class LossModel:
    def __init__(self, x, loss):
        self.head = reference.Head(x, loss, LAMBDA)
        self.floor = FLOOR * float(loss.mean())
        other = Ridge(alpha=LAMBDA, solver="cholesky").fit(self.head.z(x), loss)
        assert np.allclose(other.coef_, self.head.b, rtol=1e-8, atol=1e-15)
        assert abs(other.intercept_ - self.head.b0) < 1e-12

    def __call__(self, x):
        return np.maximum(self.head(x), self.floor)


class HitModel:
    """Logistic ridge on standardised columns: Σ log(1 + e^η) − oη + ½·10·‖b‖², intercept free."""

    def __init__(self, x, hit):
        self.constant = x.max(axis=0) == x.min(axis=0)
        self.mean = np.where(self.constant, x[0], x.mean(axis=0))
        self.sd = np.where(self.constant, 0.0, np.sqrt(((x - self.mean) ** 2).mean(axis=0)))
        z, o = self.z(x), hit.astype(float)
        a = np.column_stack([np.ones(len(z)), z])
        penalty = np.r_[0.0, np.full(z.shape[1], LAMBDA)]
        self.beta = self.newton(a, o, penalty)
        self.check(a, z, o, penalty)
        self.b0, self.b = float(self.beta[0]), self.beta[1:]

    @staticmethod
    def newton(a, o, penalty):
        share = o.mean()
        assert 0 < share < 1
        wide = a.astype(np.longdouble)
        loss = lambda v: (np.logaddexp(0, a @ v) - o * (a @ v)).sum() + 0.5 * (penalty * v * v).sum()
        beta = np.r_[math.log(share / (1 - share)), np.zeros(a.shape[1] - 1)]
        for steps in range(1, 101):
            p = 1 / (1 + np.exp(-(wide @ beta)))
            gradient = (wide.T @ (p - o) + penalty * beta).astype(float)
            w = (p * (1 - p)).astype(float)
            step = np.linalg.solve(a.T @ (a * w[:, None]) + np.diag(penalty), gradient)
            size = 1.0
            while loss(beta - size * step) > loss(beta) * (1 + 1e-12):
                size /= 2
            beta = beta - size * step
            if np.linalg.norm(step) < 1e-14 * np.linalg.norm(beta):
                WORST["newton_steps"] = max(WORST["newton_steps"], steps)
                return beta
        raise AssertionError("Newton did not converge")

    def check(self, a, z, o, penalty):
        slope = lambda v: a.T @ (expit(a @ v) - o) + penalty * v

        def curve(v):
            p = expit(a @ v)
            return a.T @ (a * (p * (1 - p))[:, None]) + np.diag(penalty)

        # the root of the gradient: a minimiser of the objective stops where that no longer moves, at 1e-8 of the coefficients
        found = scipy.optimize.root(slope, np.zeros(a.shape[1]), jac=curve, method="hybr", options={"xtol": 1e-13})
        far = float(np.abs(found.x - self.beta).max())
        WORST["scipy"] = max(WORST["scipy"], far)
        assert far < 1e-8, (far, found.message)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = LogisticRegression(C=1 / LAMBDA, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(z, o)
            loose = LogisticRegression(C=1 / LAMBDA, solver="lbfgs", tol=1e-12, max_iter=10000).fit(z, o)
        far = float(np.abs(np.r_[other.intercept_, other.coef_[0]] - self.beta).max())
        WORST["sklearn"] = max(WORST["sklearn"], far)
        assert far < 1e-8, far
        far = float(np.abs(np.r_[loose.intercept_, loose.coef_[0]] - self.beta).max())
        WORST["lbfgs"] = max(WORST.get("lbfgs", 0), far)
        assert far < 1e-5, far  # it stops on the change of the objective

    def z(self, x):
        return np.where(self.constant, 0.0, (x - self.mean) / np.where(self.constant, 1.0, self.sd))

    def __call__(self, x):
        return expit(self.b0 + self.z(x) @ self.b)


def log_loss(p, o):
    return float(-(np.log(np.where(o, p, 1 - p))).mean())


# ---------------------------------------------------------------- what a version knows of its losses


class Estimator:
    """For one version and one metric."""

    def __init__(self, metric, x, mu, y, fold_first=False):
        self.hits = metric == "estimated_hit_rate"
        self.metric = metric
        self.zero_trials = int((y == 0).sum())
        size = len(y)
        fold = np.empty(size, dtype=int)
        keep = y != 0 if self.hits else np.ones(size, bool)
        if not fold_first:
            x, mu, y = x[keep], mu[keep], y[keep]
            size = len(y)
            fold = fold[:size]
        for j in range(FOLDS):
            fold[j * size // FOLDS:(j + 1) * size // FOLDS] = j
        if fold_first:
            x, mu, y, fold = x[keep], mu[keep], y[keep], fold[keep]
        self.h = len(y)
        self.real = {"estimated_rmse": (mu - y) ** 2, "estimated_mae": np.abs(mu - y),
                     "estimated_hit_rate": np.sign(mu) == np.sign(y)}[metric]
        self.models, self.held, base = [], np.empty(self.h), np.empty(self.h)
        for j in range(FOLDS):
            inside = fold == j
            model = (HitModel if self.hits else LossModel)(x[~inside], self.real[~inside])
            self.held[inside] = model(x[inside])
            base[inside] = self.real[~inside].mean()
            self.models.append(model)
        self.usable = True
        if self.hits:
            self.log_loss, self.base_log_loss = log_loss(self.held, self.real), log_loss(base, self.real)
            self.usable = self.log_loss < self.base_log_loss
        self.real = self.real.astype(float)

    def estimate(self, x):
        """Value, band, and what is between."""
        n = len(x)
        k = min(n, self.h // 2)
        rows = np.array([model(x) for model in self.models]).mean(axis=0)
        mean = float(rows.mean())
        blocks = (np.arange(self.h)[:, None] + np.arange(k)) % self.h
        real, held = self.real[blocks].mean(axis=1), self.held[blocks].mean(axis=1)
        apart = real - held if self.hits else real / held
        ends = [float(v) for v in np.quantile(apart, [0.025, 0.975])]
        band = [mean + v for v in ends] if self.hits else [mean * v for v in ends]
        value = mean
        if self.metric == "estimated_rmse":
            value, band = math.sqrt(mean), [math.sqrt(v) for v in band]
        return value, band, {"block": k, "quantiles": ends, "estimated_mean": mean}


class Estimates:
    def __init__(self, market, trained, predictions, fold_first=False):
        self.market, self.matured = market, dict(trained)
        self.by_session = {p["session"]: p for p in predictions}
        self.fold_first = fold_first
        self.holdouts, self.estimators = {}, {}

    def holdout(self, version):
        if version not in self.holdouts:
            matured = self.matured[version]
            assert len(matured) >= reference.TRAIN + reference.HOLDOUT
            artifact = reference.Artifact(self.market, matured[-reference.HOLDOUT - reference.TRAIN:-reference.HOLDOUT])
            held = matured[-reference.HOLDOUT:]
            x = np.array([self.market.x[t] for t in held])
            self.holdouts[version] = (x, artifact.predict(x)[0], np.array([self.market.y[t] for t in held]))
        return self.holdouts[version]

    def estimator(self, metric, version):
        key = (metric, version)
        if key not in self.estimators:
            self.estimators[key] = Estimator(metric, *self.holdout(version), fold_first=self.fold_first)
        return self.estimators[key]

    def realised(self, metric, ps, as_of):
        ps = [p for p in ps if p["label"] is not None and p["label_session"] <= as_of]
        if metric == "estimated_hit_rate":
            ps = [p for p in ps if p["label"] != 0]
            v = [float(reference.sign(p["mean"]) == reference.sign(p["label"])) for p in ps]
        else:
            v = [abs(p["mean"] - p["label"]) for p in ps]
        if not v:
            return None, 0
        return (reference.rms if metric == "estimated_rmse" else reference.mean)(v), len(v)

    def one(self, metric, end, size, as_of):
        w = self.market.sessions[end - size + 1:end + 1]
        ps = [self.by_session[s] for s in w if s in self.by_session]
        version = max(s for s in self.matured if s <= w[-1])
        estimator = self.estimator(metric, version)
        out = {"window_from": w[0], "window_to": w[-1], "n": len(ps), "version": version, "value": None, "band": None,
               "trials": estimator.h, "zero_trials": estimator.zero_trials}
        out["realised"], out["realised_n"] = self.realised(metric, ps, as_of)
        if estimator.hits:
            out.update(log_loss=estimator.log_loss, base_log_loss=estimator.base_log_loss)
        out.update(block=None, quantiles=None, estimated_mean=None)
        if estimator.usable and len(ps) >= LEAST:
            out["value"], out["band"], more = estimator.estimate(np.array([self.market.x[p["row"]] for p in ps]))
            out.update(more)
        return out

    def check(self, metric, as_of, size):
        end = self.market.at[as_of]
        out = {"metric": metric, "as_of": as_of, "window": size, **self.one(metric, end, size, as_of)}
        earlier = []
        for back in range(1, EARLIER + 1):
            e = self.one(metric, end - back * size, size, as_of)
            counts = e["n"] >= LEAST and e["realised_n"] >= LEAST and e["band"] is not None
            e["missed"] = not e["band"][0] <= e["realised"] <= e["band"][1] if counts else None
            earlier.append({"back": back, **e})
        counted = [e["missed"] for e in earlier if e["missed"] is not None]
        windows, missed = len(counted), sum(counted)
        p = float(binom.sf(missed - 1, windows, MISS)) if windows else None
        if windows:
            by_hand = math.fsum(math.comb(windows, i) * MISS ** i * (1 - MISS) ** (windows - i)
                                for i in range(missed, windows + 1))
            assert abs(p - by_hand) < 1e-12
        out.update(earlier=earlier, windows=windows, missed=missed, p_value=p, trusted=p > MISS if windows >= 3 else None)
        return out

    def run(self):
        return [self.check(m, d, n) for d in AS_OF for n in WINDOWS for m in METRICS]


# ---------------------------------------------------------------- vectors


def logistic():
    g = np.random.default_rng(20120629)
    out = []
    for name, rows, weights, scale, shift, constant in (
            ("two columns", 32, [1.1, -0.7], [0.01, 4.0], [0.002, 20.0], None),
            ("three columns, the second constant", 39, [0.9, 0.0, -1.6], [1.0, 1.0, 0.3], [-2.0, 0.0, 5.0], 0.1)):
        z = g.normal(size=(rows, len(weights)))
        o = (g.uniform(size=rows) < expit(0.4 + z @ np.array(weights))).astype(int)
        x = np.round(z * scale + shift, 4) + 0.0
        new = np.round(g.normal(size=(4, len(weights))) * 1.5 * np.array(scale) + shift, 4) + 0.0
        if constant is not None:
            x[:, 1] = constant
            new[0, 1] = constant
        model = HitModel(x, o == 1)
        if constant is not None:
            assert model.b[1] == 0 and model.sd[1] == 0
        out.append({"name": name, "penalty": LAMBDA, "rows": x.tolist(), "outcomes": o.tolist(), "means": model.mean.tolist(),
                    "deviations": model.sd.tolist(), "intercept": model.b0, "coefficients": (model.b + 0.0).tolist(),
                    "predictions": model(x).tolist(), "new_rows": new.tolist(), "new_predictions": model(new).tolist(),
                    "log_loss": log_loss(model(x), o == 1)})
    return out


def main():
    begun = time.time()
    market = reference.Market()
    market.ewma = reference.ewma(market.r)
    trained = reference.versions(market)
    served = {s: reference.Artifact(market, m[-reference.TRAIN:]) for s, m in trained}
    predictions = reference.walk(market, served)
    estimates = Estimates(market, trained, predictions)
    out = {
        "estimates": estimates.run(),
        "logistic": logistic(),
        "constants": {"folds": FOLDS, "lambda": LAMBDA, "floor": FLOOR, "earlier_windows": EARLIER, "least": LEAST,
                      "miss": MISS, "holdout": reference.HOLDOUT},
        "made_with": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    }
    path = os.path.join(HERE, "estimates.json")
    with open(path, "w") as f:
        json.dump(out, f, sort_keys=True, indent=1, allow_nan=False)
        f.write("\n")

    show = lambda v: "none" if v is None else f"{v:.6g}"
    nearest, closest = math.inf, math.inf
    for c in out["estimates"]:
        band = "none" if c["band"] is None else "[" + ", ".join(show(v) for v in c["band"]) + "]"
        extra = f", log loss {c['log_loss']:.5f} base {c['base_log_loss']:.5f}" if "log_loss" in c else ""
        print(f"{c['as_of']} {c['window']} {c['metric']} n {c['n']} v {c['version']}: {show(c['value'])} {band} realised "
              f"{show(c['realised'])} ({c['realised_n']}); missed {c['missed']}/{c['windows']} p {show(c['p_value'])} "
              f"trusted {c['trusted']}{extra}; " + "".join("-" if e["missed"] is None else "x" if e["missed"] else "."
                                                          for e in c["earlier"]))
        for e in c["earlier"]:
            if e["missed"] is not None:
                nearest = min(nearest, min(abs(e["realised"] / v - 1) for v in e["band"]))
        if "log_loss" in c:
            closest = min([closest] + [abs(e["log_loss"] - e["base_log_loss"]) for e in [c] + c["earlier"]])
    everything = [e for c in out["estimates"] for e in [c] + c["earlier"]]
    print(f"nearest end of a band {nearest:.3g} (relative), closest log losses {closest:.3g}")
    print("zero trials", sorted({(e["version"], e["zero_trials"]) for e in everything if e["zero_trials"]}))
    print("hit bands beyond 0 or 1:", sum(e["band"] is not None and (e["band"][0] < 0 or e["band"][1] > 1)
                                           for e in everything if "log_loss" in e),
          "n", sorted({e["n"] for e in everything}), "zero labels in windows:",
          sum(p["label"] == 0 for p in predictions))
    other = Estimates(market, trained, predictions, fold_first=True).run()
    for a, b in zip(out["estimates"], other):
        if a["metric"] == METRICS[2]:
            changed = sum(x["missed"] != y["missed"] for x, y in zip(a["earlier"], b["earlier"]))
            apart = [abs(x["value"] - y["value"]) for x, y in zip([a] + a["earlier"], [b] + b["earlier"])
                     if x["value"] is not None and y["value"] is not None]
            print(f"folds before zeros: {a['as_of']} {a['window']}: value {show(a['value'])} / {show(b['value'])}, misses or "
                  f"uses changed {changed}, largest change {show(max(apart, default=None))}, trusted {a['trusted']} / {b['trusted']}")
        else:
            assert a == b
    floors = sum(int((m.head(x) < m.floor).sum()) for (metric, v), e in estimates.estimators.items() if not e.hits
                 for m in e.models for x in [estimates.holdout(v)[0]])
    print("floored values over the holdouts:", floors)
    print(WORST, f"{len(estimates.estimators)} estimators, {os.path.getsize(path)} bytes, {time.time() - begun:.1f} s")
    for v in out["logistic"]:
        print(v["name"], sum(v["outcomes"]), len(v["rows"]), v["intercept"], v["coefficients"])


if __name__ == "__main__":
    main()
