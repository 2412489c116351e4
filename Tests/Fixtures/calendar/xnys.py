#!/usr/bin/env python3
"""Writes the XNYS fixtures beside this file, from calendars independent of Bellwether.

    python -m venv .venv
    .venv/bin/pip install exchange_calendars==4.13.2 pandas_market_calendars==5.5.0
    .venv/bin/python Tests/Fixtures/calendar/xnys.py

exchange_calendars (XNYS) is the first witness, pandas_market_calendars (NYSE) the second.
They share no holiday table at run time: the second's NYSE is its own class, with its own rules.

closures.csv       date                        weekdays both say have no session
early_closes.csv   date,close                  sessions both say close early, at that New York time
disagreements.csv  kind,date,exchange_calendars,pandas_market_calendars
                   kind is closure (answers: open, closed) or close (answers: HH:MM New York;
                   16:00 is a full session)
due.csv            session,close               close instant in UTC, first witness; only sessions
                   on whose close both agree
arithmetic.csv     session,offset,result,from,to,count
                   result is the session `offset` sessions after `session`;
                   count is the number of sessions in from...to, both ends included, where from and
                   to are calendar days that need not be sessions (and count may be 0)

The same versions always write the same bytes.
"""
import csv
import random
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import exchange_calendars
import pandas as pd
import pandas_market_calendars

START, END = "1990-01-01", "2035-12-31"
NEW_YORK = ZoneInfo("America/New_York")
HERE = Path(__file__).resolve().parent


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="ascii") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def by_day(closes):
    """{session: close instant in UTC}"""
    return {day.date(): t.tz_convert("UTC") for day, t in closes.items()}


def local(t):
    s = t.tz_convert(NEW_YORK).strftime("%H:%M:%S")
    assert s.endswith(":00"), s
    return s[:5]


first = exchange_calendars.get_calendar("XNYS", start=START, end=END)
second = pandas_market_calendars.get_calendar("NYSE")
A = by_day(first.closes)
B = by_day(second.schedule(START, END)["market_close"])
weekdays = [d.date() for d in pd.bdate_range(START, END)]
assert set(A) <= set(weekdays) and set(B) <= set(weekdays)

# Closures and early closes.
closures, early, disagreements = [], [], []
for d in weekdays:
    if (d in A) != (d in B):
        disagreements.append(("closure", d, *("open" if d in x else "closed" for x in (A, B))))
    elif d not in A:
        closures.append((d,))
    elif A[d] != B[d]:
        disagreements.append(("close", d, local(A[d]), local(B[d])))
    elif local(A[d]) != "16:00":
        early.append((d, local(A[d])))
disputed = {row[1] for row in disagreements}
write("closures.csv", ["date"], closures)
write("early_closes.csv", ["date", "close"], early)
write("disagreements.csv",
      ["kind", "date", "exchange_calendars", "pandas_market_calendars"], disagreements)

# Closes in UTC: the sessions either side of every clock change of ten years (four under the rule of
# 1987-2006, its last among them, and six under that of 2007, its first among them), ten early
# closes, and ten full sessions.
sessions = sorted(A)
sure = [d for d in sessions if d not in disputed]


def clock_changes(year):
    noon = [pd.Timestamp(date(year, 1, 1) + timedelta(i)).replace(hour=12).tz_localize(NEW_YORK)
            for i in range(365)]
    changes = [b.date() for a, b in zip(noon, noon[1:]) if a.utcoffset() != b.utcoffset()]
    assert len(changes) == 2 and all(d.weekday() == 6 for d in changes), changes
    return changes


due = set()
for year in (1990, 1995, 2000, 2006, 2007, 2011, 2016, 2021, 2025, 2030):
    for change in clock_changes(year):
        due.add(max(d for d in sure if d < change))
        due.add(min(d for d in sure if d > change))
assert len(due) == 40
early_days = [d for d, _ in early]
due.update(early_days[i * (len(early_days) - 1) // 9] for i in range(10))
assert len(due) == 50
full = [d for d in sure if d not in set(early_days) and d not in due]
due.update(full[i * (len(full) - 1) // 9] for i in range(10))
assert len(due) == 60
write("due.csv", ["session", "close"],
      [(d, A[d].strftime("%Y-%m-%dT%H:%M:%SZ")) for d in sorted(due)])

# Arithmetic. Only random(), whose sequence Python promises to keep for a seed.
rng = random.Random(19900102)


def pick(n):
    return int(rng.random() * n)


def stamp(d):
    return pd.Timestamp(d)


def count(a, b):
    # The first witness refuses days before its first session, 1990-01-02.
    a1 = max(a, sessions[0])
    n = len(first.sessions_in_range(stamp(a1), stamp(b))) if a1 <= b else 0
    assert n == len(second.valid_days(stamp(a), stamp(b)))
    return n


low, high = date(1990, 1, 1), date(2035, 12, 31)
days = (high - low).days + 1
closed_days = [d for (d,) in closures]
offsets = [0, 1, -1, 2, -2, 5, -5, 21, -21, 252, -252, 300, -300]
spans = [  # spans that a sampler would miss
    (low, high),                                      # everything
    (low, low),                                       # one holiday
    (date(1990, 1, 2), date(1990, 1, 2)),             # one session
    (date(2035, 12, 31), date(2035, 12, 31)),         # the last one
    (date(2024, 6, 15), date(2024, 6, 16)),           # a weekend
    (date(2001, 9, 11), date(2001, 9, 16)),           # a closed week's tail
    (date(2001, 9, 10), date(2001, 9, 17)),           # and the sessions around it
    (date(2012, 10, 26), date(2012, 10, 31)),         # a storm
    (date(2020, 2, 28), date(2020, 3, 2)),            # a leap day
    (date(2021, 12, 31), date(2022, 1, 3)),           # no holiday for a Saturday New Year's Day
]
rows = []
for i in range(200):
    if i < len(offsets):
        offset = offsets[i]
    else:
        offset = pick(601) - 300
    lo, hi = max(0, -offset), min(len(sessions), len(sessions) - offset)
    if i % 4 == 3:  # the session just before or after a closure
        c = closed_days[pick(len(closed_days))]
        at = sessions.index(max((d for d in sessions if d < c), default=sessions[0])) + pick(2)
        at = min(max(at, lo), hi - 1)
    else:
        at = lo + pick(hi - lo)
    result = first.session_offset(stamp(sessions[at]), offset).date()
    assert result == sessions[at + offset]
    if i < len(spans):
        a, b = spans[i]
    elif i % 2:  # a short span
        a = low + timedelta(pick(days))
        b = min(high, a + timedelta(pick(15)))
    else:
        a, b = sorted(low + timedelta(pick(days)) for _ in range(2))
    rows.append((sessions[at], offset, result, a, b, count(a, b)))
write("arithmetic.csv", ["session", "offset", "result", "from", "to", "count"], rows)
