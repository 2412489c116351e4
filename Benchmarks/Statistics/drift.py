"""p-values of drift: how often each rejects at 5 % when nothing has changed, and what it sees when something has.

63 rows against the 504 before them. Independent rows: psi by its null, ks by its exact distribution, energy and anderson_darling by
permutations. Dependent ones: the rank among the windows of the ten years before (their ends a third of a window apart), or the ring of
baseline and window turned by every number of rows.
"""
import numpy as np
from scipy import stats

import common as c
import measures

BASELINE, WINDOW, PAST, PERMUTATIONS = 504, 63, 2520, 499
MEASURES = ("psi", "ks", "energy", "anderson_darling")
PROCESSES = {"independent": c.normal, "AR(.5)": c.autoregression(0.5), "AR(.9)": c.autoregression(0.9), "AR(.98)": c.autoregression(0.98),
             "GARCH(1,1), t₅": c.garch_t, "regimes": c.regimes}
SHIFTS = {"half a deviation": 0.5, "one deviation": 1.0}
SHIFTED = ("independent", "AR(.98)", "GARCH(1,1), t₅")


# ---------------------------------------------------------------- p-values


def at_least(values, observed):
    return (values >= observed - 1e-12 * abs(observed)).sum(-1)


def psi_null(rng, n, draws=100_000):
    """Ten bins as full as those of the baseline always are; one null for all draws."""
    place = np.ceil((BASELINE - 1) * np.arange(1, 10) / 10)
    counts = np.diff(np.concatenate([[0], place, [BASELINE]]))
    q = (counts + 0.5) / (BASELINE + 5)
    p = (rng.multinomial(n, rng.dirichlet(counts, draws)) + 0.5) / (n + 5)
    return np.sort(((p - q) * np.log(p / q)).sum(1))


def of_independent_rows(rng, x, null):
    """P-values of one series, baseline then window."""
    pool = x[None]
    observed = measures.measure(pool[:, :BASELINE], pool[:, BASELINE:])
    order = np.argsort(x)
    gaps, deviation = np.diff(x[order])[None], x[:BASELINE].std(ddof=1)
    chosen = rng.permuted(np.tile(np.arange(len(x)) >= BASELINE, (PERMUTATIONS, 1)), axis=1)
    drawn = measures.from_pool(chosen, gaps, BASELINE, len(x) - BASELINE, deviation)
    out = {m: (1 + at_least(drawn[m], observed[m][0])) / (1 + PERMUTATIONS) for m in ("energy", "anderson_darling")}
    out["psi"] = (1 + len(null) - np.searchsorted(null, observed["psi"][0])) / (1 + len(null))
    out["ks"] = stats.ks_2samp(x[:BASELINE], x[BASELINE:], method="exact").pvalue
    return out


def of_circular_shift(x):
    """Every run of the ring, the one that is first as it is."""
    found = measures.along(np.concatenate([x, x[:-1]]), BASELINE, len(x) - BASELINE)
    return {m: (1 + at_least(found[m][1:], found[m][0])) / len(x) for m in MEASURES}


def of_history(x):
    """x ends with the window; its length is that of a window and its baseline, and a number of thirds of a window."""
    found = measures.along(x, BASELINE, WINDOW, step=WINDOW // 3)
    return {m: (1 + at_least(found[m][:-1], found[m][-1])) / len(found[m]) for m in MEASURES}


def lag_one(x):
    e = x - x.mean()
    return (e[1:] * e[:-1]).sum() / (e * e).sum()


WAYS = ("independent rows", "circular shift", "history", "by the rule", "by the rule, sizes too")


def p_values(rng, process, shift, null):
    """One draw's p-values: {(way, measure): p}."""
    x = PROCESSES[process](rng, 1, BASELINE + WINDOW + PAST)[0]
    x[-WINDOW:] += shift
    near = x[-BASELINE - WINDOW:]
    base = near[:BASELINE]
    found = {"independent rows": of_independent_rows(rng, near, null), "circular shift": of_circular_shift(near), "history": of_history(x)}
    depends = abs(lag_one(base)) > 0.2
    sizes = lag_one(np.abs(base - np.median(base))) > 2 / np.sqrt(BASELINE)
    found["by the rule"] = found["history" if depends else "independent rows"]
    found["by the rule, sizes too"] = found["history" if depends or sizes else "independent rows"]
    return {(way, m): found[way][m] for way in WAYS for m in MEASURES}, depends, depends or sizes


def dependent_table(draws):
    rows, shown = [], []
    null = psi_null(c.generator(3, 99), WINDOW)
    for number, process in enumerate(PROCESSES):
        for label, shift in {"nothing": 0.0, **(SHIFTS if process in SHIFTED else {})}.items():
            found = [p_values(c.generator(3, number, i), process, shift, null) for i in range(draws)]
            for way in WAYS:
                cells = [f"{100 * np.mean([p[way, m] <= 0.05 for p, _, _ in found]):.1f}" for m in MEASURES]
                rows.append([process, label, way, *cells])
            if shift == 0.0:
                shown.append([process, f"{100 * np.mean([d for _, d, _ in found]):.0f}", f"{100 * np.mean([s for _, _, s in found]):.0f}"])
    head = ["process", "changed", "p-value", *MEASURES]
    return c.table(head, rows, 3), c.table(["process", "r1 of the values beyond 0.2, %", "or of their sizes beyond 2/√504, %"], shown)


# ---------------------------------------------------------------- power for independent rows


ALTERNATIVES = {"nothing": (0.0, 1.0), "+0.5 deviations": (0.5, 1.0), "+1 deviation": (1.0, 1.0), "1.5 times as wide": (0.0, 1.5), "half as wide": (0.0, 0.5)}


def power_table(draws):
    rows = []
    for number, (name, make) in enumerate({"normal": c.normal, "t₃": c.student(3)}.items()):
        for n in (21, 63):
            rng = c.generator(4, number, n)
            null = measures.measure(make(rng, 4000, BASELINE), make(rng, 4000, n))
            limit = {m: np.quantile(null[m], 0.95) for m in measures.NAMES}
            for label, (shift, scale) in ALTERNATIVES.items():
                found = measures.measure(make(rng, draws, BASELINE), shift + scale * make(rng, draws, n))
                rows.append([name, str(n), label, *(f"{100 * np.mean(found[m] > limit[m]):.0f}" for m in measures.NAMES)])
    return c.table(["rows", "n", "change", *measures.NAMES], rows, 3)


def report(draws):
    powers = power_table(2 * draws)
    dependent, shown = dependent_table(draws)
    error = lambda p: 100 * (p * (1 - p) / draws) ** 0.5
    lines = [f"Percent rejected at 5 %; {WINDOW} rows against the {BASELINE} before them, {draws} draws a cell (standard error {error(0.05):.1f} points at 5 %, {error(0.5):.1f} at",
             f"50 %); seed {c.SEED}. psi by its null, ks exact, energy and anderson_darling by {PERMUTATIONS} permutations.", "",
             "## Rows that depend on the rows before", "", "*By the rule*: independent rows where r1 of the baseline is within ±0.2, else the history.",
             "*Sizes too*: the history also where r1 of the distances from the median is beyond 2/√504, as where volatility clusters.", "", *dependent, "",
             "How often the baseline is taken to depend:", "", *shown, "", "## Power for independent rows",
             "", f"Limits from 4,000 draws of the same distribution, {2 * draws} draws a cell.", "", *powers]
    c.write("drift.md", "p-values and power of the measures of drift", lines)
