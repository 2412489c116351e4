"""The frequency of `spread` alerts of a model that is right about σ, asked every day, and the delay of one that is not.

`spread`: scaled_rmse over 63 sessions, critical when the lower end of its interval is above 1. Each series has ten years of
history and ten years that are counted.
"""
import numpy as np
from scipy import stats

import common
import coverage as c

N, YEAR = 63, 252
PAST = LIVE = 10 * YEAR


def errors(kind, rng):
    z = rng.standard_normal(PAST + LIVE)
    if kind == "t, 5 degrees":
        return rng.standard_t(5, PAST + LIVE) / np.sqrt(5 / 3)
    if kind == "σ off by ±15 %, AR(.98)":
        log, out = 0.0, np.empty(PAST + LIVE)
        for i in range(PAST + LIVE):
            log = 0.98 * log + 0.15 * np.sqrt(1 - 0.98 ** 2) * rng.standard_normal()
            out[i] = np.exp(log - 0.15 ** 2) * z[i]
        return out
    return z


def parts(x):
    """The mean square of every day from the end of the past on, its relative errors from the window and from the history."""
    windows = np.lib.stride_tricks.sliding_window_view(x, N)[PAST - N + 1:]
    s, _ = c.extrapolated(windows)
    m = windows.mean(1)
    total = np.concatenate([[0.0], np.cumsum(x)])
    means = (total[N:] - total[:-N]) / N
    first, second = np.cumsum(means), np.cumsum(means ** 2)
    rows = np.arange(PAST + 1, len(x) + 1)
    count = rows - N + 1
    centre, k = total[rows] / rows, rows / N
    square = second[count - 1] / count - 2 * centre * first[count - 1] / count + centre ** 2
    old = np.sqrt(np.maximum(0, square) * k / (k - 1)) / centre
    return m, s / m, old, np.floor(1.5 * (k - 1)).astype(int)


def runs(alarm, keep):
    """Alerts: a day that breaches opens one; it ends when `keep` days in a row did not breach."""
    opened, quiet = [], keep
    for i, a in enumerate(alarm):
        if a:
            if quiet >= keep:
                opened.append(i)
            quiet = 0
        else:
            quiet += 1
    return opened


def report(series):
    b, _ = c.bands(N)
    levels = (0.955, 0.975, 0.99, 0.995, 0.9975, 0.999, 0.9995)
    rules = [(level, history, keep, need) for history in (False, True) for level in levels[int(history):]
             for keep, need in ((1, 1), (10, 1), (10, 3))]
    kinds = ["independent normal", "t, 5 degrees", "σ off by ±15 %, AR(.98)"]
    found = {rule: {k: [] for k in kinds} for rule in rules}
    delays = {rule: {1.3: [], 1.5: []} for rule in rules}

    def judge(x, collect):
        m, own, old, degrees = parts(x)
        for level, history, keep, need in rules:
            reach = stats.t.ppf(level, degrees) * old if history else stats.t.ppf(level, b) * own
            alarm = np.log(m) > reach
            held = alarm.copy()
            for lag in range(1, need):
                held[lag:] &= alarm[:-lag]
                held[:lag] = False
            collect((level, history, keep, need), held)

    for index in range(series):
        for number, kind in enumerate(kinds):
            e = errors(kind, np.random.default_rng([63, index, number]))
            judge(e * e, lambda rule, alarm: found[rule][kind].append(len(runs(alarm, rule[2])) / (LIVE / YEAR)))
        for factor in (1.3, 1.5):
            e = errors("independent normal", np.random.default_rng([63, index, 9]))
            e[PAST:] *= factor
            judge(e * e, lambda rule, alarm: delays[rule][factor].append(np.argmax(alarm[1:]) + 1 if alarm[1:].any() else 10 ** 6))
    rows = []
    for rule in rules:
        level, history, keep, need = rule
        waits = [np.median(delays[rule][factor]) for factor in (1.3, 1.5)]
        rows.append([f"{100 * (1 - level):.2f} %", "yes" if history else "no", keep, need, *(f"{np.mean(found[rule][k]):.2f}" for k in kinds),
                     *(f"{d:.0f}" if d <= 252 else "–" for d in waits)])
    text = [f"{series} series of ten years each after ten years of history. Alerts a year of a model that is right about σ (in the third column",
            "right on average), and the median number of sessions until the first alert after every error has grown by 1.3 and by 1.5",
            "(independent normal; – more than 252 in half of the series).", "",
            *common.table(["lower end at", "history", "keep firing", "for", *kinds, "delay 1.3", "delay 1.5"], rows, 0)]
    common.write("spread_alerts.md", "Alerts of `spread`", text)
