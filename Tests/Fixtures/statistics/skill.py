#!/usr/bin/env python3
"""Independent reference for skill against a benchmark and for the proper scores: writes skill.json beside this file.

Written from the definitions below, never from the Swift code. The standard library, and scipy for Student's t. The interval of
decision 42 comes from dependence.py, which is an independent program too.   Run:  python skill.py

Time. Sessions are the weekdays from Monday, 2020-01-06, numbered from 0; session i is its due instant. A prediction is made at its
session. A label has rows (value, known): the value that holds at session t is the one of the newest row with known <= t; null is no
value. A pair is matured at t when a value holds at t; `label` of the model's own loss is the one at the as-of session.

Order: label session, session (one prediction a session here).

Benchmarks of the prediction made at session t. Usable pairs are those matured at t (with their values of t) that have what the
benchmark needs; it learns from the newest 756 of them. Fewer than 252: the pair is left out of d.
  constant   needs the label.                 N(mean, sd), sd with n - 1
  ewma       needs a label and v_j > 0.       N(0, sqrt(k2 * v_t)); v over the labels of t in their order, begun at the first square,
                                              then 0.94 v + 0.06 y^2; v_j is v_t of the pair j at its own session, with the values of
                                              then; k2 = mean of y_j^2 / v_j. A pair whose own v is 0 or unknown is left out. v is unknown while fewer than 63 labels
              are: the first square, which may be next to nothing, would be in all of it, and y^2/v in k2 for 756 pairs.
  column     needs a label and c_j > 0.       N(0, k * c_t), k2 = mean of (y_j / c_j)^2. A pair without c > 0 is left out.
  always_up, never, always, ledger need nothing of the past: every matured pair counts; `ledger` those that the other ledger forecasts.

d = loss of the benchmark - loss of the model. hits leaves out labels of 0. Money: act costs 2,000, a missed event 16,000; the event is
exp(y) - 1 < -0.01; one acts when P(event) = Phi((ln 0.99 - m)/s) > 0.125.

The window of N sessions holds the d whose label session is one of the last N sessions up to the as-of session; n is their number.
S is that of decision 42, kind real, the history being all d up to the as-of session. Harvey, Leybourne and Newbold: S is divided by
sqrt((n + 1 - 2h + h(h - 1)/n)/n). t = mean/S; its degrees are those of S; p is two-sided; the interval is mean -+ t(0.975)*S.
Beside hit_rate: of the labels in the window that are not 0, `base_rate` is the larger share of up or down (equal: up) and McNemar's exact
p-value of the model against always saying that side: b pairs the model alone has right, c the side alone, p = min(1, 2 P(X <= min(b, c))),
X binomial of b + c and 1/2. Beside decision_accuracy: `expected_accuracy`, the mean of p where one acts and of 1 - p where not, and
`regret` = (value of perfect - value)/n, both relative to never acting.

No interval, t and p where S is 0 or n < 63. Judged by evidence `critical: below 0`: upper < 0 critical, lower > 0 ok, else neither.
"""
import json
import math
import os
from datetime import date, timedelta

import scipy
from scipy import stats

import dependence as dep

HERE = os.path.dirname(os.path.abspath(__file__))
NEWEST, LEAST, MIN_SAMPLE, WARM_UP = 756, 252, 63, 63
ACT, MISS, EVENT, ACT_WHEN = 2000.0, 16000.0, -0.01, 0.125
DECAY = 0.94

# ---------------------------------------------------------------- the ledgers


def weekday(i):
    weeks, days = divmod(i, 5)
    return (date(2020, 1, 6) + timedelta(days=7 * weeks + days)).isoformat()


def market(rng, n):
    """Returns in clusters, their true deviations and a column that follows these."""
    h, u, out = 1.0, 0.0, []
    for i in range(n + 100):
        h = 0.02 + 0.10 * u * u + 0.88 * h
        u = math.sqrt(h) * rng.normal()
        out.append((0.01 * u, 0.01 * math.sqrt(h)))
    return out[100:]


def daily_ledger():
    """906 sessions, the label of a session is the return of the next one; with everything that can be wrong in a ledger."""
    rng = dep.Rng("skill|daily")
    n, pairs = 906, []
    for i, (y, s) in enumerate(market(rng, n)):
        sigma = s * math.exp(0.10 + 0.15 * rng.normal()) * (1.25 if i > 780 else 1.0)
        pair = {"session": i, "label_session": i + 1, "mean": round(0.0003 + 0.05 * y + 0.002 * rng.normal(), 6) + 0.0,
                "sigma": round(sigma, 6), "column": round(1600 * s * math.exp(0.1 * rng.normal()), 2),
                "labels": [{"value": round(y, 6) + 0.0, "known": i + 1}],
                "other": [round(0.0002 + 0.002 * rng.normal(), 6) + 0.0, round(s * math.exp(0.05 * rng.normal()), 6)]}
        pairs.append(pair)
    at = {p["session"]: p for p in pairs}
    at[300]["column"], at[301]["column"] = None, 0.0
    at[350]["labels"][0]["value"] = at[620]["labels"][0]["value"] = at[870]["labels"][0]["value"] = 0.0
    at[512]["labels"][0]["value"] = None  # missing for good
    at[640]["mean"] = at[860]["mean"] = 0.0  # misses
    at[650]["labels"][0]["known"] = 656  # late
    at[700]["labels"] = [{"value": 0.061, "known": 701}, dict(at[700]["labels"][0], known=711)]  # revised
    at[850]["labels"].append({"value": 0.5, "known": 912})  # revised after the as-of session: not known yet
    for i in (200, 650, 820, 821, 822):
        at[i]["other"] = None
    out = [p for p in pairs if not 400 <= p["session"] <= 403]  # sessions without a row
    next(p for p in out if p["session"] == 399)["labels"] = []  # so its label never came
    return {"name": "daily", "horizon": 1, "as_of": 905, "pairs": out}  # the last prediction is pending


def weekly_ledger():
    """480 sessions, the label is the sum of the next five returns: the labels overlap."""
    rng = dep.Rng("skill|weekly")
    n = 480
    days = market(rng, n + 5)
    pairs = []
    for i in range(n):
        y = math.fsum(v for v, _ in days[i + 1:i + 6])
        s = math.sqrt(5) * days[i][1]
        pairs.append({"session": i, "label_session": i + 5, "mean": round(0.001 + 0.15 * y + 0.006 * rng.normal(), 6) + 0.0,
                      "sigma": round(0.95 * s * math.exp(0.1 * rng.normal()), 6), "column": round(1600 * days[i][1], 2),
                      "labels": [{"value": round(y, 6) + 0.0, "known": i + 5}], "other": None})
    return {"name": "weekly", "horizon": 5, "as_of": 479, "pairs": pairs}


# ---------------------------------------------------------------- losses


def phi(x):
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def log_score(m, s, y):
    z = (y - m) / s
    return math.log(s) + z * z / 2.0 + math.log(2.0 * math.pi) / 2.0


def crps(m, s, y):
    z = (y - m) / s
    return s * (z * (2.0 * phi(z) - 1.0) + 2.0 * math.exp(-z * z / 2.0) / math.sqrt(2.0 * math.pi) - 1.0 / math.sqrt(math.pi))


def sign(x):
    return (x > 0.0) - (x < 0.0)


def money(act, y):
    if act:
        return -ACT
    return -MISS if math.expm1(y) < EVENT else 0.0


def loss(score, forecast, y):
    """forecast: (m, s), or for value also a decision."""
    if score == "hits":
        return 0.0 if sign(forecast[0]) == sign(y) else 1.0
    if score == "value":
        act = forecast if isinstance(forecast, bool) else phi((math.log1p(EVENT) - forecast[0]) / forecast[1]) > ACT_WHEN
        return -money(act, y)
    if score == "squared_error":
        return (y - forecast[0]) ** 2
    return (log_score if score == "log_score" else crps)(*forecast, y)


# ---------------------------------------------------------------- benchmarks


def value_at(pair, t):
    rows = [r for r in pair["labels"] if r["known"] <= t]
    return max(rows, key=lambda r: r["known"])["value"] if rows else None


def matured(pairs, t):
    found = ((p, value_at(p, t)) for p in pairs if p["label_session"] <= t)
    return [(p, y) for p, y in found if y is not None]


def smoothed(labels):
    v = None
    for y in labels:
        v = y * y if v is None else DECAY * v + (1.0 - DECAY) * y * y
    return v


def forecasts(pairs):
    """Forecasts that each benchmark would have made at every prediction, by session; None where it could not."""
    out, v_of = {}, {}
    for pair in pairs:
        t = pair["session"]
        known = matured(pairs, t)
        v = v_of[t] = smoothed([y for _, y in known]) if len(known) >= WARM_UP else None
        said = out[t] = {"constant": None, "ewma": None, "column": None}
        labels = [y for _, y in known][-NEWEST:]
        if len(labels) >= LEAST:
            m = math.fsum(labels) / len(labels)
            said["constant"] = (m, math.sqrt(math.fsum((y - m) ** 2 for y in labels) / (len(labels) - 1)))
        ratios = [y * y / v_of[p["session"]] for p, y in known if v_of[p["session"]]][-NEWEST:]
        if v and len(ratios) >= LEAST:
            said["ewma"] = (0.0, math.sqrt(math.fsum(ratios) / len(ratios) * v))
        ratios = [(y / p["column"]) ** 2 for p, y in known if p["column"]][-NEWEST:]
        if pair["column"] and len(ratios) >= LEAST:
            said["column"] = (0.0, math.sqrt(math.fsum(ratios) / len(ratios)) * pair["column"])
        said["always_up"] = (1.0, None)
        said["always"], said["never"] = True, False
        said["ledger"] = tuple(pair["other"]) if pair["other"] else None
    return out


def differences(ledger, said, score, against):
    """[(pair, y, forecast of the benchmark, d)] of all matured pairs that have one."""
    out = []
    for pair, y in matured(ledger["pairs"], ledger["as_of"]):
        benchmark = said[pair["session"]][against]
        if benchmark is None or (score == "hits" and y == 0.0):
            continue
        mine = loss(score, (pair["mean"], pair["sigma"]), y)
        out.append((pair, y, benchmark, loss(score, benchmark, y) - mine))
    return out


def judged(d, past, h):
    n = len(d)
    s, old = dep.spread(d), dep.earlier(past, n)
    error, degrees, source = s["standard_error"], s["cosines"], "window"
    if old is not None and old["standard_error"] > 0.0:
        error, degrees, source = old["standard_error"], old["degrees"], "history"
    out = {"n": n, "value": dep.mean(d), "history_rows": len(past), "standard_error_from": source}
    factor = (n + 1 - 2 * h + h * (h - 1) / n) / n
    if error == 0.0 or n < MIN_SAMPLE or factor <= 0.0:
        return dict(out, standard_error=None, lower=None, upper=None, t=None, degrees=None, p_value=None, verdict="insufficientEvidence")
    corrected = error / math.sqrt(factor)
    reach = dep.t(0.975, degrees) * corrected
    t = out["value"] / corrected
    out.update(uncorrected=error, standard_error=corrected, t=t, degrees=degrees, p_value=2.0 * float(stats.t.sf(abs(t), degrees)),
               lower=out["value"] - reach, upper=out["value"] + reach)
    out["verdict"] = "critical" if out["upper"] < 0.0 else "ok" if out["lower"] > 0.0 else "insufficientEvidence"
    return out


def skill(ledger, said, score, against, window):
    rows = differences(ledger, said, score, against)
    inside = [r for r in rows if ledger["as_of"] - window < r[0]["label_session"]]
    out = judged([r[3] for r in inside], [r[3] for r in rows], ledger["horizon"])
    picked = {i for i in (0, 1, 2, len(rows) // 3, len(rows) // 2, len(rows) - 2, len(rows) - 1)}
    picked |= {i for i, r in enumerate(rows) if r[0]["session"] in (398, 404, 513, 651, 700, 701, 711, 712)}
    probes = []
    for i in sorted(picked):
        pair, y, benchmark, d = rows[i]
        said_ = benchmark if isinstance(benchmark, bool) else list(benchmark)
        probes.append({"session": pair["session"], "label": y, "benchmark": said_, "d": d})
    return dict(out, score=score, against=against, window=window, first_session=rows[0][0]["session"], probes=probes)


def proper(ledger, score, window):
    rows = [loss(score, (p["mean"], p["sigma"]), y) for p, y in matured(ledger["pairs"], ledger["as_of"])]
    labels = [p["label_session"] for p, _ in matured(ledger["pairs"], ledger["as_of"])]
    inside = [v for v, s in zip(rows, labels) if s > ledger["as_of"] - window]
    kind = "real" if score == "log_score" else "positive"
    found = dep.interval(kind, inside, rows)
    return {"metric": score, "window": window, "n": len(inside), "value": dep.mean(inside), "lower": found["lower"], "upper": found["upper"]}


def beside(ledger, window):
    """The values beside hit_rate and decision_accuracy."""
    rows = [(p, y) for p, y in matured(ledger["pairs"], ledger["as_of"]) if p["label_session"] > ledger["as_of"] - window]
    moved = [(p["mean"], y) for p, y in rows if y != 0.0]
    ups = sum(y > 0.0 for _, y in moved)
    side = 1.0 if 2 * ups >= len(moved) else -1.0
    model, alone = ([w for w in moved if right(w) and not other(w)] for right, other in
                    ((lambda w: sign(w[0]) == sign(w[1]), lambda w: sign(w[1]) == side), (lambda w: sign(w[1]) == side, lambda w: sign(w[0]) == sign(w[1]))))
    b, c = len(model), len(alone)
    said = [phi((math.log1p(EVENT) - p["mean"]) / p["sigma"]) for p, _ in rows]
    value = math.fsum(money(q > ACT_WHEN, y) - money(False, y) for q, (_, y) in zip(said, rows))
    perfect = math.fsum(MISS - ACT for _, y in rows if math.expm1(y) < EVENT)
    return {"window": window, "moved": len(moved), "base_rate": max(ups, len(moved) - ups) / len(moved), "side": "up" if side > 0 else "down",
            "model_alone_right": b, "side_alone_right": c, "p_value": min(1.0, 2.0 * float(stats.binom.cdf(min(b, c), b + c, 0.5))) if b + c else 1.0,
            "decisions": len(rows), "expected_accuracy": dep.mean([q if q > ACT_WHEN else 1.0 - q for q in said]), "value": value, "perfect": perfect,
            "regret": (perfect - value) / len(rows)}


# ---------------------------------------------------------------- output

ASKED = [
    ("log_score", "constant"), ("log_score", "ewma"), ("log_score", "column"), ("log_score", "ledger"),
    ("crps", "constant"), ("crps", "ewma"), ("crps", "column"), ("crps", "ledger"),
    ("squared_error", "constant"), ("squared_error", "ewma"), ("squared_error", "ledger"),
    ("hits", "always_up"), ("hits", "constant"), ("hits", "ledger"),
    ("value", "never"), ("value", "always"), ("value", "ewma"), ("value", "column"), ("value", "ledger"),
]


def single_losses():
    out = []
    for m, s, y in ((0.0, 1.0, 0.0), (0.0, 1.0, 1.0), (0.5, 2.0, -3.0), (0.0005, 0.01, -0.08), (0.0, 0.01, 0.3), (-0.002, 0.004, 0.0)):
        out.append({"mean": m, "sigma": s, "label": y, **{k: loss(k, (m, s), y) for k in ("log_score", "crps", "squared_error", "value")},
                    "hits": None if y == 0.0 else loss("hits", (m, s), y)})
    return out


def check_losses():
    """The closed forms against integrals of their definitions."""
    for m, s, y in ((0.5, 2.0, -3.0), (0.0, 1.0, 1.0)):
        width = 12.0 * s
        low, high = min(m, y) - width, max(m, y) + width
        steps = 400_000
        dx = (high - low) / steps
        total = math.fsum((phi((low + (i + 0.5) * dx - m) / s) - (low + (i + 0.5) * dx >= y)) ** 2 for i in range(steps)) * dx
        assert abs(total - crps(m, s, y)) < 1e-4, (total, crps(m, s, y))
        assert abs(log_score(m, s, y) + stats.norm.logpdf(y, m, s)) < 1e-12


def main():
    check_losses()
    ledgers = []
    for ledger in (daily_ledger(), weekly_ledger()):
        said = forecasts(ledger["pairs"])
        windows = (63, 126, 252) if ledger["horizon"] == 1 else (100, 63)
        asked = ASKED if ledger["horizon"] == 1 else [a for a in ASKED if a[1] != "ledger" and a[0] != "hits"]
        expected = [skill(ledger, said, *a, w) for w in windows for a in asked]
        for case in expected[len(asked):]:
            del case["probes"]  # the d are those of the first window's case
        scores = [proper(ledger, k, w) for k in ("log_score", "crps") for w in windows]
        columns = {k: [p[k] for p in ledger["pairs"]] for k in ("session", "label_session", "mean", "sigma", "column", "other")}
        columns["labels"] = [[[r["value"], r["known"]] for r in p["labels"]] for p in ledger["pairs"]]
        ledgers.append({"name": ledger["name"], "horizon": ledger["horizon"], "as_of": ledger["as_of"], "first_day": weekday(0),
                        "as_of_day": weekday(ledger["as_of"]), "predictions": columns, "skill": expected, "scores": scores,
                        "beside": [beside(ledger, w) for w in (*windows, 21)]})
    out = {"made_with": {"scipy": scipy.__version__}, "act": ACT, "miss": MISS, "event_below": EVENT, "act_when_above": ACT_WHEN,
           "losses": single_losses(), "ledgers": ledgers}
    dump = lambda v: json.dumps(v, ensure_ascii=False, allow_nan=False)
    with open(os.path.join(HERE, "skill.json"), "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(f"{dump(k)}: {dump(v)}" for k, v in out.items() if k != "ledgers") + ",\n\"ledgers\": [")
        for i, ledger in enumerate(ledgers):
            f.write(("," if i else "") + "\n{")
            f.write(",\n".join(f"{dump(k)}: " + ("[\n" + ",\n".join(dump(x) for x in v) + "\n]" if isinstance(v, list) else
                                                 "{\n" + ",\n".join(f"{dump(a)}: {dump(b)}" for a, b in v.items()) + "\n}"
                                                 if isinstance(v, dict) else dump(v)) for k, v in ledger.items()) + "}")
        f.write("\n]}\n")
    print(f"{sum(len(x['skill']) for x in ledgers)} cases of skill")


if __name__ == "__main__":
    main()
