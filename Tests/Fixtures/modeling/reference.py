#!/usr/bin/env python3
"""Independent reference for the built-in model of Bellwether, market-ridge: writes model.json beside this file.

Written from the definitions in the guides (time, numbers, the built-in model, model layer, business layer), never from
the Swift code. Needs numpy, scipy and exchange_calendars.   Run:  python reference.py

Readings. A *row* is a line of Examples/sp500/market.csv, a *session* is a day of the calendar XNYS. Returns, changes and
means look at the previous rows of the file, present ones only; the label of a row is the log return of the next session of
the calendar, so a row whose next session has no row has no label. A row is *complete* when its seven features and its
label exist; it is *matured* at a refit when its label session is at or before the refit session. Everything of the file
is known at the due instant of its session (close + 90 minutes), so "known at the due instant of s" is "session ≤ s".

Versions. One at the first session s of each calendar month with at least 756 matured complete rows; `served` is fitted
on the newest 756 of them and makes the predictions from row s until the next first session. `gated` is fitted on the 756
before the last 252 matured rows and scored on these; it exists from 1008 matured rows on, the first session of 1994-02.
The walk-forward from 1993 lets a version without the gated artifact serve, the one from 1994 begins with the first that
has both.

Heads. z = (x − mean) / sd over the fitted rows, sd divides by n; sd 0 gives coefficient 0. b minimises
Σ(y − b0 − z·b)² + λ‖b‖², so b0 = mean(y). The heads of a fold are standardised and floored by the rows they were fitted on.

Signs. residual = label − mean; bias = mean(prediction − label), positive when the model says too much.

Forecasts of |label| of the walk-forward, at row t. "Trailing rows" are the newest 756 complete rows matured at t, moved on
each day; "training rows" are those of the version that serves t, moved on each month:
  model             ŝ, the floored prediction of the scale head (not σ, not σ·√(2/π))
  folded            E|N(μ, σ²)| = σ√(2/π)·exp(−μ²/2σ²) + μ(1 − 2Φ(−μ/σ))
  constant          mean |label| of the trailing rows
  ewma              c·√vₜ with v₁ = r₁², vₜ = 0.94·vₜ₋₁ + 0.06·rₜ² over the rows of the file from its second,
                    c = Σ|label| / Σ√v over the trailing rows
  vix               c·VIXₜ with c = Σ|label| / ΣVIX over the trailing rows
  *_monthly         the same three with the training rows in place of the trailing ones
  ewma_normal       √vₜ·√(2/π)
R² = 1 − Σ(a − f)² / Σ(a − ā)², ā the mean of the evaluated labels (or of their absolute values). `against_zero` of the
return divides by Σ a² instead. Pairs belong to the year of their prediction session.

Decisions. Acts when P(event) > 0.125, strictly; event: pₜ₊₁/pₜ − 1 < −0.01 strictly, from the prices. Only predictions
with a label have money. always, perfect and value are relative to never; captured = value / perfect, null when perfect is 0.
"""
import bisect
import csv
import json
import math
import os
from decimal import Decimal, ROUND_HALF_EVEN

import exchange_calendars
import numpy as np
import scipy
from scipy.stats import norm

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
MARKET = os.path.join(ROOT, "Examples", "sp500", "market.csv")

Z95 = 1.959963984540054
Z80 = float(norm.ppf(0.9))
TRAIN, HOLDOUT, FOLDS = 756, 252, 5
LAMBDA_MEAN, LAMBDA_SCALE, FLOOR = 1000.0, 10.0, 0.25
EVENT, ACT_ABOVE = -0.01, 0.125
EXPOSURE = Decimal("10000000")
ACT_BPS, MISS_BPS = Decimal("2"), Decimal("16")
NAMES = ["vix_level", "vix_change", "log_return", "log_return_previous", "mean_abs_log_return_5",
         "mean_abs_log_return_21", "log_volume_change"]

REFITS = ["1995-03", "2003-07", "2008-10", "2018-02", "2020-04", "2020-11"]
GATED_BESIDE = ["2008-11", "2020-03"]           # the champions of the other as-of days
RANGES = [("2008-09-02", "2008-12-31"), ("2018-01-02", "2018-03-29"), ("2020-02-03", "2020-04-30")]
AS_OF = ["2018-02-05", "2020-03-16", "2008-11-20"]
FEATURE_SESSIONS = ["1990-02-01", "1991-03-04", "1997-01-30", "1997-02-03", "1999-12-30", "2000-01-03", "2001-09-17",
                    "2008-10-15", "2018-02-05", "2020-11-19"]

# ---------------------------------------------------------------- rows, sessions, features, labels


class Market:
    def __init__(self):
        with open(MARKET, newline="") as f:
            rows = list(csv.DictReader(f))
        self.day = [r["date"] for r in rows]
        self.price = [float(r["sp500_close"]) for r in rows]
        self.volume = [float(r["sp500_volume"]) for r in rows]
        self.vix = [float(r["vix_close"]) for r in rows]
        self.row = {d: i for i, d in enumerate(self.day)}
        xnys = exchange_calendars.get_calendar("XNYS", start="1989-12-01", end="2021-12-31")
        self.sessions = [s.strftime("%Y-%m-%d") for s in xnys.sessions]
        self.at = {s: i for i, s in enumerate(self.sessions)}
        lag = np.timedelta64(90, "m")
        closes = xnys.closes.dt.tz_localize(None).to_numpy().astype("datetime64[m]")
        self.due = {s: f"{c + lag}:00Z" for s, c in zip(self.sessions, closes)}
        assert all(d in self.at for d in self.day) and self.day == sorted(set(self.day))

        n = len(rows)
        r = [None] + [math.log(self.price[i] / self.price[i - 1]) for i in range(1, n)]
        self.r = r
        self.x = [None] * n
        for t in range(21, n):
            self.x[t] = [self.vix[t], self.vix[t] - self.vix[t - 1], r[t], r[t - 1],
                         math.fsum(abs(v) for v in r[t - 4:t + 1]) / 5,
                         math.fsum(abs(v) for v in r[t - 20:t + 1]) / 21,
                         math.log(self.volume[t] / self.volume[t - 1])]
        self.y, self.simple, self.label_session = [None] * n, [None] * n, [None] * n
        for t in range(n):
            following = self.sessions[self.at[self.day[t]] + 1]
            self.label_session[t] = following
            j = self.row.get(following)
            if j is not None:
                self.y[t] = math.log(self.price[j] / self.price[t])
                self.simple[t] = self.price[j] / self.price[t] - 1
        self.complete = [t for t in range(n) if self.x[t] is not None and self.y[t] is not None]

    def trailing(self, t):
        """The newest training rows matured at row t: label sessions grow with the rows."""
        end = bisect.bisect_right(self.complete, t, key=lambda u: self.row[self.label_session[u]])
        return self.complete[end - TRAIN:end]


# ---------------------------------------------------------------- the recipe


class Head:
    """Ridge on standardised columns, solved as least squares with √λ rows appended."""

    def __init__(self, x, y, penalty):
        self.mean = x.mean(axis=0)
        self.sd = np.sqrt(((x - self.mean) ** 2).mean(axis=0))
        self.b0 = float(y.mean())
        z = self.z(x)
        p = x.shape[1]
        a = np.vstack([z, math.sqrt(penalty) * np.eye(p)])
        rhs = np.concatenate([y - self.b0, np.zeros(p)])
        self.b = np.linalg.lstsq(a, rhs, rcond=None)[0]
        direct = np.linalg.solve(z.T @ z + penalty * np.eye(p), z.T @ (y - self.b0))
        assert np.allclose(self.b, direct, rtol=1e-9, atol=1e-15)

    def z(self, x):
        varies = self.sd > 0
        return np.where(varies, (x - self.mean) / np.where(varies, self.sd, 1.0), 0.0)

    def __call__(self, x):
        return self.b0 + self.z(x) @ self.b


class Artifact:
    def __init__(self, market, rows):
        self.rows = rows
        x = np.array([market.x[t] for t in rows])
        y = np.array([market.y[t] for t in rows])
        n = len(rows)
        held_mu, held_s = np.empty(n), np.empty(n)
        for j in range(FOLDS):
            lo, hi = j * n // FOLDS, (j + 1) * n // FOLDS
            rest = np.r_[0:lo, hi:n]
            mean, scale = Head(x[rest], y[rest], LAMBDA_MEAN), Head(x[rest], np.abs(y[rest]), LAMBDA_SCALE)
            held_mu[lo:hi] = mean(x[lo:hi])
            held_s[lo:hi] = np.maximum(scale(x[lo:hi]), FLOOR * np.abs(y[rest]).mean())
        self.k = float(np.sqrt((((y - held_mu) / held_s) ** 2).mean()))
        self.mean_head, self.scale_head = Head(x, y, LAMBDA_MEAN), Head(x, np.abs(y), LAMBDA_SCALE)
        self.mean_abs = float(np.abs(y).mean())
        self.floor = FLOOR * self.mean_abs
        self.c_ewma = np.abs(y).sum() / sum(market.ewma[t] for t in rows)
        vix = x[:, 0]
        self.c_vix = np.abs(y).sum() / vix.sum()

    def predict(self, x):
        x = np.atleast_2d(np.array(x))
        mu = self.mean_head(x)
        s = np.maximum(self.scale_head(x), self.floor)
        return mu, s, s * self.k


def ewma(r):
    out, v = [None] * len(r), None
    for t in range(1, len(r)):
        v = r[t] ** 2 if v is None else 0.94 * v + 0.06 * r[t] ** 2
        out[t] = math.sqrt(v)
    return out


def versions(market):
    """First sessions of the months of the file, with the matured complete rows of each."""
    seen, found = None, []
    for s in market.sessions:
        if s < market.day[0] or s > market.day[-1]:
            continue
        if s[:7] != seen:
            seen = s[:7]
            if s in market.row:
                matured = [t for t in market.complete if market.label_session[t] <= s]
                if len(matured) >= TRAIN:
                    found.append((s, matured))
    return found


# ---------------------------------------------------------------- scores


def wilson(k, n, z=Z95):
    p = k / n
    centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return [(centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)]


def sign(v):
    return (v > 0) - (v < 0)


def rms(v):
    return math.sqrt(math.fsum(a * a for a in v) / len(v))


def mean(v):
    return math.fsum(v) / len(v)


def scores(mu, sigma, y):
    e = [a - b for a, b in zip(mu, y)]
    judged = [(m, l) for m, l in zip(mu, y) if l != 0]
    hits = sum(sign(m) == sign(l) for m, l in judged)
    return {"n": len(e), "rmse": rms(e), "mae": mean([abs(a) for a in e]), "bias": mean(e),
            "scaled_rmse": rms([a / s for a, s in zip(e, sigma)]), "hits": hits, "hit_n": len(judged),
            "hit_rate": hits / len(judged), "hit_interval": wilson(hits, len(judged))}


def money(v):
    return str(v.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN))


def line(acted, event):
    bps = ACT_BPS if acted else MISS_BPS if event else Decimal(0)
    v = (-(EXPOSURE * bps / Decimal(10000))).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
    return v + Decimal(0)


def totals(ps):
    ps = [p for p in ps if p["label"] is not None]
    never = [line(False, p["event"]) for p in ps]
    total = lambda lines: sum((a - b for a, b in zip(lines, never)), Decimal(0))
    mine = [line(p["acted"], p["event"]) for p in ps]
    value, perfect = total(mine), total([line(p["event"], p["event"]) for p in ps])
    count = lambda o: sum(p["outcome"] == o for p in ps)
    right = count("TP") + count("TN")
    return {"decisions": len(ps), "money": money(sum(mine, Decimal(0))), "value": money(value),
            "always": money(total([line(True, p["event"]) for p in ps])), "perfect": money(perfect),
            "captured": None if perfect == 0 else float(value / perfect),
            "acts_share": sum(p["acted"] for p in ps) / len(ps), "base_rate": sum(p["event"] for p in ps) / len(ps),
            "TP": count("TP"), "FP": count("FP"), "FN": count("FN"), "TN": count("TN"),
            "false_positive_cost": money(ACT_BPS * EXPOSURE / 10000 * count("FP")),
            "false_negative_cost": money(MISS_BPS * EXPOSURE / 10000 * count("FN")),
            "decision_accuracy": right / len(ps), "decision_accuracy_interval": wilson(right, len(ps))}


def r_squared(actual, forecast, centre=None):
    actual, forecast = np.array(actual), np.array(forecast)
    c = actual.mean() if centre is None else centre
    return float(1 - ((actual - forecast) ** 2).sum() / ((actual - c) ** 2).sum())


# ---------------------------------------------------------------- what is written


def head_json(head):
    return {"b0": head.b0, "b": head.b.tolist()}


def artifact_json(market, artifact):
    return {"train": {"first": market.day[artifact.rows[0]], "last": market.day[artifact.rows[-1]],
                      "count": len(artifact.rows)},
            "feature_means": artifact.mean_head.mean.tolist(), "feature_sds": artifact.mean_head.sd.tolist(),
            "mean_head": head_json(artifact.mean_head), "scale_head": head_json(artifact.scale_head),
            "k": artifact.k, "mean_abs_label": artifact.mean_abs, "floor": artifact.floor}


def gated_json(market, matured):
    artifact = Artifact(market, matured[-HOLDOUT - TRAIN:-HOLDOUT])
    held = matured[-HOLDOUT:]
    mu, _, sigma = artifact.predict([market.x[t] for t in held])
    out = artifact_json(market, artifact)
    out["holdout"] = {"first": market.day[held[0]], "last": market.day[held[-1]],
                      **scores(mu.tolist(), sigma.tolist(), [market.y[t] for t in held])}
    return out


def walk(market, served):
    """One prediction for each row from the first version's session on."""
    out, current = [], None
    for t in range(market.row[next(iter(served))], len(market.day)):
        day = market.day[t]
        # a refit session always has its row here, so the version changes on it
        current = day if day in served else current
        artifact = served[current]
        mu, s, sigma = (float(v[0]) for v in artifact.predict(market.x[t]))
        p = {"session": day, "label_session": market.label_session[t], "made_at": market.due[day], "version": current,
             "mean": mu, "s": s, "sigma": sigma, "probability_up": float(norm.cdf(mu / sigma)),
             "probability_of_event": float(norm.cdf((math.log1p(EVENT) - mu) / sigma)),
             "label": market.y[t], "event": None, "outcome": None, "money": None, "value": None,
             "row": t, "artifact": artifact}
        p["acted"] = p["probability_of_event"] > ACT_ABOVE
        if p["label"] is not None:
            p["event"] = market.simple[t] < EVENT
            p["outcome"] = ("TP" if p["event"] else "FP") if p["acted"] else ("FN" if p["event"] else "TN")
            mine = line(p["acted"], p["event"])
            p["money"], p["value"] = money(mine), money(mine - line(False, p["event"]))
        out.append(p)
    return out


def rolling(market, predictions, as_of, gated):
    by_label = {p["label_session"]: p for p in predictions if p["label"] is not None}
    end = market.at[as_of]
    window = lambda n: market.sessions[end - n + 1:end + 1]
    pairs = lambda n: [by_label[s] for s in window(n) if s in by_label]
    score = lambda ps: scores([p["mean"] for p in ps], [p["sigma"] for p in ps], [p["label"] for p in ps])
    short, long = score(pairs(10)), score(pairs(63))
    baseline = gated["holdout"]["rmse"]
    return {"as_of": as_of, "window_10": {"from": window(10)[0], "to": as_of, "n": short["n"]},
            "window_63": {"from": window(63)[0], "to": as_of, "n": long["n"]},
            "rmse_10": short["rmse"], "baseline_rmse": baseline,
            "rmse_10_relative_percent": 100 * (short["rmse"] / baseline - 1),
            "mae_63": long["mae"], "bias_63": long["bias"], "scaled_rmse_63": long["scaled_rmse"],
            "hits_63": long["hits"], "hit_n_63": long["hit_n"], "hit_rate_63": long["hit_rate"],
            "hit_interval_63": long["hit_interval"]}


def coverage(ps):
    inside = lambda z: sum(abs(p["label"] - p["mean"]) <= z * p["sigma"] for p in ps)
    return {"n": len(ps), "inside_95": inside(Z95), "coverage_95": inside(Z95) / len(ps),
            "inside_80": inside(Z80), "coverage_80": inside(Z80) / len(ps)}


def quality(market, ps):
    y = [p["label"] for p in ps]
    a = [abs(v) for v in y]
    mu, sigma = np.array([p["mean"] for p in ps]), np.array([p["sigma"] for p in ps])
    folded = sigma * math.sqrt(2 / math.pi) * np.exp(-mu ** 2 / (2 * sigma ** 2)) + mu * (1 - 2 * norm.cdf(-mu / sigma))
    r2 = lambda f: r_squared(a, [f(p["artifact"], p["row"]) for p in ps])
    size, vix, root_v = [], [], []
    for p in ps:
        rows = market.trailing(p["row"])
        size.append(mean([abs(market.y[t]) for t in rows]))
        vix.append(size[-1] / mean([market.vix[t] for t in rows]) * market.vix[p["row"]])
        root_v.append(size[-1] / mean([market.ewma[t] for t in rows]) * market.ewma[p["row"]])
    return {"n": len(ps), "absolute_return": {
                "model": r_squared(a, [p["s"] for p in ps]), "folded": r_squared(a, folded),
                "constant": r_squared(a, size), "ewma": r_squared(a, root_v), "vix": r_squared(a, vix),
                "constant_monthly": r2(lambda v, t: v.mean_abs),
                "ewma_monthly": r2(lambda v, t: v.c_ewma * market.ewma[t]),
                "vix_monthly": r2(lambda v, t: v.c_vix * market.vix[t]),
                "ewma_normal": r2(lambda v, t: math.sqrt(2 / math.pi) * market.ewma[t])},
            "return": {"model": r_squared(y, mu), "against_zero": r_squared(y, mu, 0.0)}}


def main():
    market = Market()
    market.ewma = ewma(market.r)
    trained = versions(market)
    served = {s: Artifact(market, matured[-TRAIN:]) for s, matured in trained}
    by_month = {s[:7]: (s, matured) for s, matured in trained}
    predictions = walk(market, served)
    between = lambda ps, lo, hi: [p for p in ps if lo <= p["session"] <= hi and p["label"] is not None]
    gated = {by_month[m][0]: gated_json(market, by_month[m][1]) for m in sorted(REFITS + GATED_BESIDE)}

    def public(p):
        return {**{k: v for k, v in p.items() if k not in ("row", "artifact", "s", "event")},
                "scale": p["s"], "simple_return": market.simple[p["row"]], "event": p["event"],
                "lower_95": p["mean"] - Z95 * p["sigma"], "upper_95": p["mean"] + Z95 * p["sigma"]}

    ranges = []
    for lo, hi in RANGES:
        chosen = [p for p in predictions if lo <= p["session"] <= hi]
        ranges.append({"from": lo, "to": hi, "predictions": [public(p) for p in chosen], "totals": totals(chosen)})

    wf = between(predictions, "2005-01-01", "2019-12-31")
    everything = between(predictions, "1993-01-01", "2020-12-31")
    years = sorted({p["session"][:4] for p in everything})
    of_year = lambda ps, y: [p for p in ps if p["session"][:4] == y]
    first_gated = next(s for s, matured in trained if len(matured) >= TRAIN + HOLDOUT)
    both = between(predictions, first_gated, "2020-12-31")

    def long_walk(ps):
        return {"from": ps[0]["session"], "to": ps[-1]["session"], "coverage": coverage(ps),
                "r_squared": quality(market, ps), "totals": totals(ps),
                "by_year": {y: totals(of_year(ps, y)) for y in years if of_year(ps, y)}}

    out = {
        "made_with": {"numpy": np.__version__, "scipy": scipy.__version__,
                      "exchange_calendars": exchange_calendars.__version__},
        "constants": {"z95": Z95, "z80": Z80, "train": TRAIN, "holdout": HOLDOUT, "folds": FOLDS,
                      "lambda_mean": LAMBDA_MEAN, "lambda_scale": LAMBDA_SCALE, "floor": FLOOR, "event": EVENT,
                      "act_above": ACT_ABOVE},
        "feature_names": NAMES,
        "features": [{"session": d, "label_session": market.label_session[market.row[d]],
                      "values": market.x[market.row[d]], "label": market.y[market.row[d]]} for d in FEATURE_SESSIONS],
        "first_version": trained[0][0],
        "first_gated_version": first_gated,
        "versions": len(trained),
        "served": [{"refit": by_month[m][0], "trained_at": market.due[by_month[m][0]],
                    **artifact_json(market, served[by_month[m][0]])} for m in REFITS],
        "gated": [{"refit": s, **g} for s, g in gated.items()],
        "predictions": ranges,
        "rolling": [rolling(market, predictions, d, gated[by_month[d[:7]][0]]) for d in AS_OF],
        "walk_forward_2005_2019": {
            "from": wf[0]["session"], "to": wf[-1]["session"], "coverage": coverage(wf),
            "coverage_by_year": {y: coverage(of_year(wf, y)) for y in years if of_year(wf, y)},
            "r_squared": quality(market, wf)},
        "walk_forward_1993_2020": long_walk(everything),
        "walk_forward_1994_2020": long_walk(both),
    }
    path = os.path.join(HERE, "model.json")
    with open(path, "w") as f:
        json.dump(out, f, sort_keys=True, indent=1, allow_nan=False)
        f.write("\n")

    a, b, c = (out[f"walk_forward_{years}"] for years in ("2005_2019", "1993_2020", "1994_2020"))
    print(f"{len(trained)} versions, the first {trained[0][0]}; gated from {out['first_gated_version']}; "
          f"{len(predictions)} predictions, {os.path.getsize(path)} bytes")
    for name, w in (("2005-2019", a), ("1993-2020", b), ("1994-2020", c)):
        print(f"{name}: n {w['coverage']['n']}, coverage 95% {w['coverage']['coverage_95']:.4f}, "
              f"80% {w['coverage']['coverage_80']:.4f}; R2 of |return| "
              + ", ".join(f"{k} {v:.4f}" for k, v in w["r_squared"]["absolute_return"].items())
              + "; of the return " + ", ".join(f"{k} {v:.4f}" for k, v in w["r_squared"]["return"].items()))
    for name, t in (("1993-2020", b["totals"]), ("1994-2020", c["totals"])):
        print(f"{name}: acts {t['acts_share']:.4f}, base rate {t['base_rate']:.4f}, value {t['value']}, "
              f"always {t['always']}, perfect {t['perfect']}, captured {t['captured']:.4f}")
    print("by year: " + ", ".join(f"{y} {v['value']}" for y, v in b["by_year"].items()))
    for r in ranges:
        print(f"{r['from']} to {r['to']}: {len(r['predictions'])} predictions, value {r['totals']['value']}, "
              f"perfect {r['totals']['perfect']}")
    for r in out["rolling"]:
        print(f"as of {r['as_of']}: rmse(10) {r['rmse_10']:.6f} ({r['rmse_10_relative_percent']:+.1f}% of baseline), "
              f"scaled_rmse(63) {r['scaled_rmse_63']:.4f}, hits {r['hits_63']}/{r['hit_n_63']}")
    h = gated[by_month["2018-02"][0]]["holdout"]
    print(f"gated 2018-02: holdout {h['first']} to {h['last']}, rmse {h['rmse']:.6f}, scaled_rmse {h['scaled_rmse']:.4f}, "
          f"hits {h['hits']}/{h['hit_n']}")
    closest = min(everything, key=lambda p: abs(p["probability_of_event"] - ACT_ABOVE))
    nearest = min(everything, key=lambda p: abs(market.simple[p["row"]] - EVENT))
    print(f"closest calls: P {closest['probability_of_event']:.9f} at {closest['session']}, "
          f"simple return {market.simple[nearest['row']]:.9f} at {nearest['session']}")


if __name__ == "__main__":
    main()
