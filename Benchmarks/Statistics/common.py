"""Shared by the tables of this directory: series whose truth is known, and the Markdown of a table.

Every generator is seeded by SEED and the place where it is used, so a table comes out the same whichever others are made.
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 20201119
YEAR = 252


def generator(*place):
    """The generator of a table, by the numbers of the cell."""
    return np.random.default_rng([SEED, *place])


# ---------------------------------------------------------------- processes, draws by rows, deviation 1 in the long run


def normal(rng, draws, n):
    return rng.standard_normal((draws, n))


def student(degrees):
    def make(rng, draws, n):
        return rng.standard_t(degrees, size=(draws, n)) / np.sqrt(degrees / (degrees - 2))
    return make


def autoregression(phi):
    def make(rng, draws, n):
        u = rng.standard_normal((draws, n))
        for t in range(1, n):
            u[:, t] = phi * u[:, t - 1] + np.sqrt(1 - phi * phi) * u[:, t]
        return u
    return make


def garch_with_sigma(rng, draws, n, innovations=normal, burn=500):
    """GARCH(1,1) with 0.02, 0.08 and 0.90, and its standard deviations."""
    h, u = np.ones(draws), innovations(rng, draws, 1)[:, 0]
    out, sigma = np.empty((draws, n)), np.empty((draws, n))
    for t in range(-burn, n):
        h = 0.02 + 0.08 * u * u + 0.90 * h
        u = np.sqrt(h) * innovations(rng, draws, 1)[:, 0]
        if t >= 0:
            out[:, t], sigma[:, t] = u, np.sqrt(h)
    return out, sigma


def garch_t(rng, draws, n):
    return garch_with_sigma(rng, draws, n, student(5))[0]


def regimes(rng, draws, n):
    """Deviations of 0.7 and 2 that last 400 and 80 sessions on average."""
    rough = rng.random(draws) < 80 / 480
    out = np.empty((draws, n))
    for t in range(n):
        rough = rough ^ (rng.random(draws) < np.where(rough, 1 / 80, 1 / 400))
        out[:, t] = np.where(rough, 2.0, 0.7) * rng.standard_normal(draws)
    return out


# ---------------------------------------------------------------- text


def table(head, rows, text_columns=1):
    """Lines of a Markdown table; the first columns are text, the others numbers."""
    rule = "|" + "---|" * text_columns + "---:|" * (len(head) - text_columns)
    return ["| " + " | ".join(head) + " |", rule] + ["| " + " | ".join(str(v) for v in row) + " |" for row in rows]


def write(name, title, lines):
    """The table's file, beside this one."""
    body = "\n".join([f"# {title}", "", *lines]) + "\n"
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as f:
        f.write(body)
