#!/usr/bin/env python3
"""Writes row_counts.json beside it: rows of the latest due session of small panels, and how far they are from the median of the sessions
before. Written from the definition in Documentation/Guides/data-layer.md with the standard library alone.

A session of the calendar `weekdays` is a day from Monday to Friday; the row of a session is due when its day is over, so as of a date
(its end) the session of that date, or the last one before it, is the latest that is due. The median of an even number of counts is the
mean of the two in the middle."""
import datetime
import json
import pathlib
import random
import statistics

START = datetime.date(2024, 1, 1)


def sessions(count):
    day, found = START, []
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += datetime.timedelta(1)
    return found


def panel(counts):
    """Lines of a CSV with so many rows a session: `counts` by the number of the session, in order."""
    lines = ["day,key,x"]
    for session, count in zip(sessions(len(counts)), counts):
        lines += [f"{session},k{key},{key}" for key in range(count)]
    return "\n".join(lines) + "\n"


def expected(counts, as_of, median_of):
    days = sessions(len(counts) + 60)
    due = max(i for i, day in enumerate(days) if day <= as_of)
    known = [counts[i] if i < len(counts) else 0 for i in range(due + 1)]
    result = {"rows": known[due], "session": str(days[due])}
    first = next((i for i, count in enumerate(known) if count), None)
    if median_of is not None:
        before = known[due - median_of : due] if due >= median_of else None
        enough = before is not None and first is not None and first <= due - median_of
        median = statistics.median(before) if enough else None
        result["median"] = median
        result["percent"] = 100 * (known[due] / median - 1) if median else None
    return result


def main():
    draw = random.Random(20240101)
    steady = [3] * 40
    noisy = [draw.randrange(2, 9) for _ in range(60)]
    gaps = [0 if i % 4 == 3 else 5 for i in range(40)]
    empty = [0 if 10 <= i < 34 else 4 for i in range(40)]
    cases = []
    for name, counts, ends in [
        ("steady", steady, [0, 20, 21, 39, 45]), ("noisy", noisy, [5, 30, 41, 59]), ("gaps", gaps, [23, 24, 27, 39]),
        ("empty", empty, [9, 12, 30, 33, 34, 39])]:
        days = sessions(len(counts) + 60)
        for end in ends:
            for median_of in (None, 21, 4):
                cases.append({"name": f"{name} {end} {median_of}", "panel": name, "as_of": str(days[end]),
                              "median_of": median_of, **expected(counts, days[end], median_of)})
    saturday = datetime.date(2024, 2, 10)
    cases.append({"name": "saturday", "panel": "noisy", "as_of": str(saturday), "median_of": 21, **expected(noisy, saturday, 21)})
    panels = {"steady": panel(steady), "noisy": panel(noisy), "gaps": panel(gaps), "empty": panel(empty)}
    path = pathlib.Path(__file__).with_name("row_counts.json")
    path.write_text(json.dumps({"panels": panels, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
