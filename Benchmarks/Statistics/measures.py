"""Distances between two samples without ties, for many pairs at once: a row of `baseline` against the same row of `window`."""
import math

import numpy as np

NAMES = ("psi", "ks", "wasserstein", "energy", "anderson_darling")


def anderson_darling_sd(m, n):
    """Scholz and Stephens (1987), two samples."""
    total = m + n
    share, h = 1 / m + 1 / n, sum(1 / i for i in range(1, total))
    g, tail = 0.0, 0.0
    for i in range(total - 2, 0, -1):
        tail += 1 / (i + 1)
        g += tail / (total - i)
    a = (4 * g - 6) + (10 - 6 * g) * share
    b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * share - 8 * h + 4 * g - 6
    c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * share + 4 * h
    d = (2 * h + 6) * 4 - 8 * h
    return math.sqrt((a * total ** 3 + b * total ** 2 + c * total + d) / ((total - 1) * (total - 2) * (total - 3)))


def psi(baseline, window):
    """Ten bins. `baseline` in order, and without ties its bins are always as full."""
    m, n = baseline.shape[1], window.shape[1]
    place = (m - 1) * np.arange(1, 10) / 10
    low, high = np.floor(place).astype(int), np.ceil(place).astype(int)
    edges = baseline[:, low] + (place - low) * (baseline[:, high] - baseline[:, low])
    below = np.stack([(window < edges[:, k:k + 1]).sum(1) for k in range(9)], axis=1)
    ends = np.concatenate([np.zeros((len(window), 1)), below, np.full((len(window), 1), n)], axis=1)
    p = (np.diff(ends, axis=1) + 0.5) / (n + 5)
    q = (np.diff(np.concatenate([[0], high, [m]])) + 0.5) / (m + 5)
    return ((p - q) * np.log(p / q)).sum(1)


def from_pool(in_window, gaps, m, n, deviation):
    """ks, wasserstein, energy and anderson_darling, from which of the pooled ordered values are the window's."""
    total = m + n
    g = np.cumsum(in_window, axis=1, dtype=float)
    place = np.arange(1, total + 1)
    apart = np.abs(place / m - g * (1 / m + 1 / n))
    middle = place - 0.5
    g -= in_window * 0.5
    square = np.einsum("ij,ij,j->i", d := total * g - n * middle, d, 1 / (middle * (total - middle) - total / 4))
    a = (total - 1) / total ** 2 * (1 / m + 1 / n) * square
    inner = apart[:, :-1]
    return {"ks": apart.max(1), "wasserstein": np.einsum("ij,ij->i", inner, np.broadcast_to(gaps, inner.shape)) / deviation,
            "energy": np.sqrt(2 * np.einsum("ij,ij,ij->i", inner, inner, np.broadcast_to(gaps, inner.shape)) / deviation),
            "anderson_darling": (a - 1) / anderson_darling_sd(m, n)}


def measure(baseline, window):
    m, n = baseline.shape[1], window.shape[1]
    pool = np.concatenate([baseline, window], axis=1)
    order = np.argsort(pool, axis=1)
    gaps = np.diff(np.take_along_axis(pool, order, axis=1), axis=1)
    return {"psi": psi(np.sort(baseline, axis=1), window), **from_pool(order >= m, gaps, m, n, baseline.std(1, ddof=1))}


def along(x, m, n, step=1, chunk=500):
    """Measures the last n of every step-th run of m + n values against the others. Ranks are sorted, in whole numbers: that is fast."""
    ordered = np.sort(x)
    rank = np.searchsorted(ordered, x).astype(np.int32) * 2
    spans = np.lib.stride_tricks.sliding_window_view(rank, m + n)[::step]
    total, square = np.concatenate([[0], np.cumsum(x)]), np.concatenate([[0], np.cumsum(x * x)])
    begin = np.arange(len(spans)) * step
    mean = (total[begin + m] - total[begin]) / m
    deviation = np.sqrt(((square[begin + m] - square[begin]) / m - mean ** 2) * m / (m - 1))
    parts = []
    for part in np.array_split(np.arange(len(spans)), max(1, len(spans) // chunk)):
        keys = spans[part].copy()
        keys[:, m:] += 1
        window = ordered[keys[:, m:] >> 1]
        keys.sort(axis=1)
        chosen = (keys & 1).astype(bool)
        values = ordered[keys >> 1]
        base = values[~chosen].reshape(len(part), m)
        parts.append({"psi": psi(base, window), **from_pool(chosen, np.diff(values, axis=1), m, n, deviation[part])})
    return {k: np.concatenate([p[k] for p in parts]) for k in NAMES}
