#!/usr/bin/env python3
"""Writes the fixtures of London, Frankfurt, Tokyo and Hong Kong beside this file, from calendars independent of Bellwether.

    .venv/bin/python Tests/Fixtures/calendar/exchanges.py     (packages as for xnys.py)

exchange_calendars is the first witness, pandas_market_calendars the second. The second takes its XETR from the first, so
Frankfurt has one witness; and it knows no half days of Hong Kong, so these have one, too.

exchanges.csv                calendar,date,close   weekdays without a session (close is empty) and sessions that close at
                                                   another time than the usual one of then (HH:MM of the exchange), where
                                                   both witnesses agree
exchange_disagreements.csv   calendar,date,exchange_calendars,pandas_market_calendars   "closed" or the closing time
exchange_closes.csv          calendar,session,close   closing instants in UTC of every hundredth session, first witness
"""
import csv
import warnings
from pathlib import Path

import exchange_calendars
import pandas as pd
import pandas_market_calendars

HERE = Path(__file__).resolve().parent
END = "2035-12-31"
EXCHANGES = [("XLON", "LSE", "2000-01-01"), ("XETR", "XETR", "2000-01-01"), ("XTKS", "JPX", "2000-01-01"), ("XHKG", "HKEX", "2012-01-01")]
warnings.filterwarnings("ignore")


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="ascii") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    print(f"{name}: {len(rows)} rows")


agreed, disputed, closes = [], [], []
for name, second_name, start in EXCHANGES:
    first = exchange_calendars.get_calendar(name, start=start, end=END)
    second = pandas_market_calendars.get_calendar(second_name)

    def times(closing):
        return {day.date(): at.tz_convert(first.tz).strftime("%H:%M") for day, at in closing.items()}

    ours = times(first.closes)
    theirs = times(second.schedule(start, END)["market_close"])
    usual = {since: at.strftime("%H:%M") for since, at in first.close_times}
    for day in pd.bdate_range(start, END):
        expected = next(at for since, at in reversed(list(usual.items())) if since is None or since <= day)
        a, b = ours.get(day.date(), "closed"), theirs.get(day.date(), "closed")
        if name == "XHKG" and "closed" not in (a, b):
            b = a
        if a != b:
            disputed.append((name, day.date(), a, b))
        elif a != expected:
            agreed.append((name, day.date(), "" if a == "closed" else a))
    for day, at in list(first.closes.items())[::100]:
        closes.append((name, day.date(), at.tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%SZ")))
write("exchanges.csv", ["calendar", "date", "close"], agreed)
write("exchange_disagreements.csv", ["calendar", "date", "exchange_calendars", "pandas_market_calendars"], disputed)
write("exchange_closes.csv", ["calendar", "session", "close"], closes)
