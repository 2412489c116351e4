"""The relation of two columns: Page-Hinkley as it was and as it is, and lines when one day lies far away.

Returns on the change of a volatility index: y = -0.006 x + noise, in units of the noise; 63 rows against the 504 before them.
"""
import math

import numpy as np

import common as c

BASELINE, WINDOW = 504, 63
SLOPE, NOISE, X = -0.006, 0.004, 1.8  # slope of the line, deviations of its residuals and of x
DELTA = 0.25

# ---------------------------------------------------------------- Page-Hinkley


def limit(run_length):
    """Siegmund: both sides together have such a run length for independent normal residuals."""
    one_side = lambda b: (math.exp(2 * DELTA * b) - 2 * DELTA * b - 1) / (2 * DELTA * DELTA)
    low, high = 1.166, 200.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if one_side(middle) / 2 < run_length else (low, middle)
    return low - 1.166


LIMIT = limit(5 * c.YEAR)


def before(z):
    """In the window, its own running mean taken off; delta 0.005, limit 50. An alarm or none for each row of z."""
    mean = np.cumsum(z, axis=1) / np.arange(1, z.shape[1] + 1)
    up, down = np.cumsum(z - mean - 0.005, axis=1), np.cumsum(z - mean + 0.005, axis=1)
    rise = up - np.minimum.accumulate(up, axis=1)
    fall = np.maximum.accumulate(down, axis=1) - down
    return np.maximum(rise, fall).max(1) > 50


def now(z, limit=LIMIT):
    """[draw, row]: alarms of the two sums, which begin at 0 again after one."""
    up, down, out = np.zeros(len(z)), np.zeros(len(z)), np.zeros(z.shape, dtype=bool)
    for t in range(z.shape[1]):
        up, down = np.maximum(0, up + z[:, t] - DELTA), np.maximum(0, down - z[:, t] - DELTA)
        out[:, t] = np.maximum(up, down) > limit
        up, down = np.where(out[:, t], 0, up), np.where(out[:, t], 0, down)
    return out


def standardised(x, y):
    """Standardises every row with a whole window and baseline by the line of the baseline of the window that ends at it."""
    sums = lambda v: np.concatenate([np.zeros((len(v), 1)), np.cumsum(v, axis=1)], axis=1)
    total = {k: sums(v) for k, v in (("x", x), ("y", y), ("xx", x * x), ("xy", x * y), ("yy", y * y))}
    last = np.arange(BASELINE + WINDOW - 1, x.shape[1])
    end = last - WINDOW + 1
    mean = {k: (v[:, end] - v[:, end - BASELINE]) / BASELINE for k, v in total.items()}
    sxx, sxy, syy = mean["xx"] - mean["x"] ** 2, mean["xy"] - mean["x"] * mean["y"], mean["yy"] - mean["y"] ** 2
    slope = sxy / sxx
    deviation = np.sqrt(BASELINE * (syy - slope * sxy) / (BASELINE - 2))
    return (y[:, last] - mean["y"] - slope * (x[:, last] - mean["x"])) / deviation


RESIDUALS = {"normal": c.normal, "t₅": c.student(5), "AR(.2)": c.autoregression(0.2), "GARCH(1,1), t₅": c.garch_t}


def page_hinkley_table(draws):
    rows, later = [], 10 * c.YEAR
    for number, (name, make) in enumerate(RESIDUALS.items()):
        rng = c.generator(5, number)
        n = BASELINE + WINDOW + later
        x = rng.standard_normal((draws, n))
        noise = make(rng, draws, n)
        z = standardised(x, noise)
        starts = range(0, z.shape[1] - WINDOW, WINDOW)
        old = np.mean([before(z[:, s:s + WINDOW]) for s in starts])
        rows.append([name, "nothing", f"{100 * old:.1f} % of windows",
                     f"{years_between(now(z))} years, with the line known {years_between(now(noise[:, -later:]))}", "", ""])
        for size, amount in ((0.5, "half a deviation"), (1, "one deviation"), (2, "two deviations"), (3, "three deviations")):
            for label, begin in (("through the window", WINDOW), ("from its middle", WINDOW // 2)):
                moved = noise.copy()
                moved[:, -WINDOW:][:, WINDOW - begin:] += size
                recent = standardised(x, moved)[:, -c.YEAR - WINDOW:]
                alarm = now(recent)[:, -begin:]
                first = np.where(alarm.any(1), alarm.argmax(1) + 1, 10 ** 6)
                delay = np.median(first)
                rows.append([name, f"{amount} {label}", f"{100 * before(recent[:, -WINDOW:]).mean():.0f}", f"{100 * alarm.any(1).mean():.0f}",
                             f"{delay:.0f}" if delay < 10 ** 6 else "–", f"{100 * np.mean(now(recent)[:, -c.YEAR:-begin].any(1)):.0f}"])
    return c.table(["residuals", "shift", "before: caught, %", "now: caught, %", "sessions until then, median", "an alarm in the year before, %"], rows, 2)


def smoothed(z, decay=0.94):
    """Each z by the deviation of those before it."""
    out, v = np.empty_like(z), np.ones(len(z))
    for t in range(z.shape[1]):
        out[:, t] = z[:, t] / np.sqrt(v)
        v = decay * v + (1 - decay) * z[:, t] ** 2
    return out


def by_history(z, past, a_year):
    """The least limit of every row of z, in steps of a tenth, that gave at most so many alarms a year in the past."""
    limits, left = np.full(len(z), np.nan), np.ones(len(z), dtype=bool)
    value = LIMIT
    while left.any():
        few = now(z[:, :past], value).sum(1) <= a_year * past / c.YEAR
        limits[left & few] = value
        left &= ~few
        value *= 1.1
    return limits


def years_between(alarm):
    """Years between alarms, over all rows together."""
    years = alarm.size / c.YEAR
    return f"{years / alarm.sum():.1f}" if alarm.any() else f"more than {years:.0f}"


def run_length_table(draws):
    """Ways to a run length of five years, with what each costs in delay."""
    rows, past = [], 10 * c.YEAR
    for number, (name, make) in enumerate(RESIDUALS.items()):
        rng = c.generator(7, number)
        n = BASELINE + WINDOW - 1 + 2 * past
        x, noise = rng.standard_normal((draws, n)), make(rng, draws, n)
        moved = noise.copy()
        moved[:, -WINDOW:] += 1
        quiet, shifted = standardised(x, noise), standardised(x, moved)
        history = by_history(quiet, past, 0.2)
        ways = [(f"λ = {LIMIT:.2f}", quiet, shifted, LIMIT)]
        ways += [(f"λ = {k}", quiet, shifted, k) for k in (12.5, 15, 20, 30)]
        ways += [("each z by the deviation of those before", smoothed(quiet), smoothed(shifted), LIMIT),
                 (f"λ from ten years of history, median {np.median(history):.1f}", quiet, shifted, history)]
        for label, calm, other, value in ways:
            between = years_between(now(calm[:, past:], value))
            alarm = now(other[:, -c.YEAR:], value)[:, -WINDOW:]
            first = np.where(alarm.any(1), alarm.argmax(1) + 1, 10 ** 6)
            delay = np.median(first)
            rows.append([name, label, between, f"{100 * alarm.any(1).mean():.0f}", f"{delay:.0f}" if delay < 10 ** 6 else "–"])
    return c.table(["residuals", "rule", "years between false alarms", "one deviation caught in 63 sessions, %", "sessions until then, median"], rows, 2)


# ---------------------------------------------------------------- lines


def least_squares(x, y):
    e = x - x.mean(1, keepdims=True)
    return (e * y).sum(1) / (e * e).sum(1)


def theil_sen(x, y):
    i, j = np.triu_indices(x.shape[1], 1)
    return np.array([np.median((b[j] - b[i]) / (a[j] - a[i])) for a, b in zip(x, y)])


def huber(x, y, bend=1.345):
    """Least squares reweighted until it stands; the scale is the residuals' median deviation."""
    w = np.ones_like(x)
    for _ in range(50):
        mx, my = (w * x).sum(1) / w.sum(1), (w * y).sum(1) / w.sum(1)
        e = x - mx[:, None]
        slope = (w * e * y).sum(1) / (w * e * e).sum(1)
        r = y - my[:, None] - slope[:, None] * e
        scale = np.median(np.abs(r - np.median(r, axis=1)[:, None]), axis=1) / 0.6744897501960817
        w = 1 / np.maximum(1, np.abs(r) / (bend * scale[:, None]))
    return slope


FITS = {"least squares": least_squares, "Theil–Sen": theil_sen, "Huber": huber}
DAYS = {"nothing": (0.0, 0.0), "one day of 15 points, on the line": (15.0, 0.0), "one day of 15 points, 0.05 off the line": (15.0, 0.05),
        "one day of 15 points, 0.1 off the line": (15.0, 0.1), "one day of 2 points, 0.05 off the line": (2.0, 0.05)}


def line_table(draws):
    rows = []
    for number, (name, make) in enumerate((("normal", c.normal), ("t₃", c.student(3)))):
        rng = c.generator(6, number)
        sample = lambda n, slope=SLOPE: (lambda x: (x, slope * x + NOISE * make(rng, draws, n)))(X * rng.standard_normal((draws, n)))
        base, quiet, changed = sample(BASELINE), sample(WINDOW), sample(WINDOW, SLOPE / 2)
        for fit, line in FITS.items():
            before_, clean = line(*base), line(*quiet)
            threshold = np.quantile(np.abs(clean - before_), 0.99)
            caught = 100 * np.mean(np.abs(line(*changed) - before_) > threshold)
            for label, (far, off) in DAYS.items():
                x, y = quiet[0].copy(), quiet[1].copy()
                if far:
                    x[:, 20], y[:, 20] = far, SLOPE * far + off
                distance = line(x, y) - before_
                rows.append([name, fit, label, f"{1000 * distance.mean():.2f}", f"{1000 * np.sqrt((distance ** 2).mean()):.2f}",
                             f"{100 * np.mean(np.abs(distance) > threshold):.0f}", f"{caught:.0f}" if not far else ""])
    return c.table(["residuals", "fit", "in the window", "slope's mean distance, ‰", "its root mean square, ‰", "past the 99 % limit, %", "half the slope caught, %"], rows, 3)


def report(draws):
    lines = [f"Seed {c.SEED}, {draws} draws a cell.", "", "## Page–Hinkley", "",
             f"Residuals by the line of the {BASELINE} rows before the window of {WINDOW}. *Before*: in the window, its running mean taken off, δ = 0.005, λ = 50.",
             f"*Now*: two sums without that mean, δ = {DELTA}, λ = {LIMIT:.2f} (a false alarm in five years by Siegmund), run on across windows; caught is an alarm",
             "between the beginning of the shift and the end of the window.", "", *page_hinkley_table(draws), "", "### Years between false alarms", "",
             "Ten years of history, then ten that are counted; the delay is that of a shift by one deviation.", "", *run_length_table(draws), "", "## Lines", "",
             f"Slope {SLOPE} a point of x (deviation {X}), residuals of {NOISE}. Limit: what 1 % of unchanged windows pass by the same fit.", "", *line_table(draws)]
    c.write("relation.md", "Page–Hinkley and lines", lines)
