#!/usr/bin/env python3
"""Writes the benchmark's two CSV files, baseline.csv and current.csv.

    python3 generate.py DIRECTORY [--rows N] [--baseline-rows N] [--quotes] [--texts] [--seed N]

The same options always give the same bytes: every column has its own PCG64 stream, and numbers are rounded to integers
and written digit by digit, so that no float formatting is involved. `generate.json`, written last, records the
options, sizes and SHA-256 digests.

| column    | content                                                                  |
|-----------|--------------------------------------------------------------------------|
| id        | 1, 2, 3, …                                                               |
| timestamp | from 2024-01-01T00:00:00Z, one second per row                            |
| amount    | lognormal(1, 1), 4 decimals; 0.3 % of the cells are empty                |
| score     | normal(0, 1), 6 decimals; 0.3 % empty; normal(0.05, 1.02) in current.csv |
| balance   | normal(500, 200), 2 decimals                                             |
| category  | one of eight texts                                                       |

--quotes: in about one row in a thousand the category is a quoted field with a comma, doubled quotes and a line break.
The other cells are the same as without it.

--texts: a seventh column, reference, whose texts are all different, as ids are.
"""
import argparse
import hashlib
import json
import os
import time

import numpy as np

HEADER = b"id,timestamp,amount,score,balance,category\n"
CATEGORIES = (b"AT", b"BE", b"CH", b"DE", b"ES", b"FR", b"IT", b"PL")
PROBABILITIES = (0.05, 0.07, 0.08, 0.25, 0.15, 0.2, 0.12, 0.08)
QUOTED = tuple(b'"' + c + b', ""branch""\noffice"' for c in CATEGORIES)
EMPTY_SHARE = 0.003
QUOTED_SHARE = 0.001
START = np.datetime64("2024-01-01T00:00:00", "s")
CHUNK = 250_000  # part of the definition of the files: the streams are drawn chunk by chunk
SEED = 20240101


def number(values, decimals, integer_digits, empty=None):
    """The decimal text of values·10⁻ᵈᵉᶜⁱᵐᵃˡˢ as a byte matrix, with the mask of the bytes that count."""
    n = len(values)
    digits = integer_digits + decimals
    width = 1 + digits + (1 if decimals else 0)
    text = np.empty((width, n), np.uint8)
    used = np.ones((width, n), bool)
    text[0] = ord("-")
    used[0] = values < 0
    rest = np.abs(values)
    if rest.max(initial=0) >= 10 ** digits:
        raise ValueError("a number is too wide for its column")
    at = width - 1
    for place in range(digits):
        if decimals and place == decimals:
            text[at] = ord(".")
            at -= 1
        if place > decimals:  # a leading zero is not written, the digit before the point always is
            used[at] = rest > 0
        above = rest // 10
        text[at] = rest - above * 10 + ord("0")
        rest = above
        at -= 1
    if empty is not None:
        used &= ~empty
    return text, used


def timestamps(first, n):
    text = np.datetime_as_string(START + np.arange(first, first + n), unit="s", timezone="UTC")
    matrix = np.frombuffer(text.astype("S20").tobytes(), np.uint8).reshape(n, 20).T
    return matrix, np.ones((20, n), bool)


def texts(codes, quoted):
    options = CATEGORIES + (QUOTED if quoted is not None else ())
    width = max(map(len, options))
    table = np.array([list(o.ljust(width)) for o in options], np.uint8)
    lengths = np.array([len(o) for o in options])
    if quoted is not None:
        codes = codes + len(CATEGORIES) * quoted
    return table[codes].T, (np.arange(width)[:, None] < lengths[codes][None, :])


def literal(byte, n):
    return np.full((1, n), ord(byte), np.uint8), np.ones((1, n), bool)


def references(first, n):
    """R and ten digits; the product with an odd number modulo 2³² is another for every row."""
    digits, _ = number((np.arange(first + 1, first + n + 1) * 2654435761) % 2 ** 32 + 10 ** 9 * 5, 0, 10)
    return np.concatenate([np.full((1, n), ord("R"), np.uint8), digits[1:]]), np.ones((11, n), bool)


def write(path, rows, seed, file_number, shift, scale, quotes, with_texts):
    names = ("amount", "score", "balance", "category", "amount-empty", "score-empty", "quoted")
    streams = {name: np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, file_number, i])))
               for i, name in enumerate(names)}
    id_digits = len(str(rows))
    header = HEADER.replace(b"\n", b",reference\n") if with_texts else HEADER
    digest = hashlib.sha256(header)
    size = len(header)
    with open(path + ".part", "wb") as out:
        out.write(header)
        for first in range(0, rows, CHUNK):
            n = min(CHUNK, rows - first)
            # Whole chunks are drawn even for the last, short one: a smaller file is a prefix of a larger one.
            amount = np.rint(streams["amount"].lognormal(1.0, 1.0, CHUNK)[:n] * 1e4).astype(np.int64)
            score = np.rint(streams["score"].normal(shift, scale, CHUNK)[:n] * 1e6).astype(np.int64)
            balance = np.rint(streams["balance"].normal(500.0, 200.0, CHUNK)[:n] * 1e2).astype(np.int64)
            codes = np.searchsorted(np.cumsum(PROBABILITIES)[:-1], streams["category"].random(CHUNK)[:n], "right")
            no_amount = streams["amount-empty"].random(CHUNK)[:n] < EMPTY_SHARE
            no_score = streams["score-empty"].random(CHUNK)[:n] < EMPTY_SHARE
            quoted = streams["quoted"].random(CHUNK)[:n] < QUOTED_SHARE if quotes else None
            comma = literal(",", n)
            cells = [
                number(np.arange(first + 1, first + n + 1), 0, id_digits), comma,
                timestamps(first, n), comma,
                number(amount, 4, 6, no_amount), comma,
                number(score, 6, 2, no_score), comma,
                number(balance, 2, 5), comma,
                texts(codes, quoted),
            ] + ([comma, references(first, n)] if with_texts else []) + [literal("\n", n)]
            text = np.ascontiguousarray(np.concatenate([t for t, _ in cells]).T)
            used = np.ascontiguousarray(np.concatenate([u for _, u in cells]).T)
            block = text[used].tobytes()
            out.write(block)
            digest.update(block)
            size += len(block)
    os.replace(path + ".part", path)
    return {"rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--rows", type=int, default=10_000_000, help="rows of current.csv")
    parser.add_argument("--baseline-rows", type=int, help="rows of baseline.csv (a tenth of --rows)")
    parser.add_argument("--quotes", action="store_true")
    parser.add_argument("--texts", action="store_true")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    baseline_rows = options.baseline_rows or max(1, options.rows // 10)
    os.makedirs(options.directory, exist_ok=True)
    marker = os.path.join(options.directory, "generate.json")
    if os.path.exists(marker):
        os.remove(marker)
    began = time.monotonic()
    result = {
        "options": {"rows": options.rows, "baseline_rows": baseline_rows, "quotes": options.quotes,
                    "texts": options.texts, "seed": options.seed},
        "numpy": np.__version__,
        "baseline.csv": write(os.path.join(options.directory, "baseline.csv"), baseline_rows, options.seed, 0,
                              0.0, 1.0, options.quotes, options.texts),
        "current.csv": write(os.path.join(options.directory, "current.csv"), options.rows, options.seed, 1,
                             0.05, 1.02, options.quotes, options.texts),
    }
    with open(marker, "w") as out:
        json.dump(result, out, indent=2)
        out.write("\n")
    print(json.dumps(result | {"seconds": round(time.monotonic() - began, 1)}, indent=2))


if __name__ == "__main__":
    main()
