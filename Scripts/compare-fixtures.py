#!/usr/bin/env python3
"""Compares fixtures that were computed again with the committed ones.

    Scripts/compare-fixtures.py COMMITTED COMPUTED

Both are directories of directories of fixtures; what is compared is every directory of COMPUTED. JSON: the same shape, text and
whole numbers, other numbers to a relative 1e-12. Everything else (CSV): the same bytes. The exit code is 1 on any difference.
"""
import json
import math
import sys
from pathlib import Path

TOLERANCE = 1e-12
SHOWN = 20  # differences of one file


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def differences(expected, actual, path="$"):
    if is_number(expected) and is_number(actual):
        whole = isinstance(expected, int) and isinstance(actual, int)
        if expected != actual and (whole or not math.isclose(expected, actual, rel_tol=TOLERANCE, abs_tol=0)):
            yield f"{path}: committed {expected!r}, computed {actual!r}"
    elif type(expected) is not type(actual):
        yield f"{path}: committed {type(expected).__name__}, computed {type(actual).__name__}"
    elif isinstance(expected, dict):
        for key in sorted(expected.keys() | actual.keys()):
            if key not in actual:
                yield f"{path}.{key}: not computed"
            elif key not in expected:
                yield f"{path}.{key}: not committed"
            else:
                yield from differences(expected[key], actual[key], f"{path}.{key}")
    elif isinstance(expected, list):
        if len(expected) != len(actual):
            yield f"{path}: committed {len(expected)} items, computed {len(actual)}"
        for i, (left, right) in enumerate(zip(expected, actual)):
            yield from differences(left, right, f"{path}[{i}]")
    elif expected != actual:
        yield f"{path}: committed {expected!r}, computed {actual!r}"


def different_lines(expected, actual):
    if expected == actual:
        return
    left, right = expected.splitlines(), actual.splitlines()
    if len(left) != len(right):
        yield f"committed {len(left)} lines, computed {len(right)}"
    same = True
    for number, (a, b) in enumerate(zip(left, right), 1):
        if a != b:
            same = False
            yield f"line {number}: committed {a!r}, computed {b!r}"
    if same and len(left) == len(right):
        yield "the line ends differ"


def compare(committed, computed):
    if not computed.exists():
        return ["was not computed"]
    if not committed.exists():
        return ["is not committed"]
    if committed.suffix == ".json":
        both = (json.loads(path.read_text(encoding="utf-8")) for path in (committed, computed))
        return list(differences(*both))
    return list(different_lines(committed.read_bytes(), computed.read_bytes()))


def fixtures(directory):
    paths = directory.iterdir() if directory.is_dir() else ()
    return {path.name for path in paths if path.is_file() and path.suffix != ".py"}


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: compare-fixtures.py COMMITTED COMPUTED")
    committed, computed = (Path(argument) for argument in sys.argv[1:])
    compared = failed = 0
    for directory in sorted(path.name for path in computed.iterdir() if path.is_dir()):
        for name in sorted(fixtures(committed / directory) | fixtures(computed / directory)):
            found = compare(committed / directory / name, computed / directory / name)
            compared += 1
            failed += bool(found)
            for text in found[:SHOWN]:
                print(f"{directory}/{name}: {text}", file=sys.stderr)
            if len(found) > SHOWN:
                print(f"{directory}/{name}: and {len(found) - SHOWN} more differences", file=sys.stderr)
    if not compared:
        sys.exit(f"{computed}: nothing to compare")
    print(f"{compared} fixtures computed again, {compared - failed} as committed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
