#!/usr/bin/env python3
"""Makes every table of the statistics again: seeded, each in a Markdown file beside this one, the figures before and now side by side.

    python run.py [--draws N] [--ledger FILE] [TABLE …]

Tables: budgets, drift, relation, coverage, spread_alerts; walk_forward where there is a ledger:

    bellwether predictions Examples/sp500/as-written.yml --from 1993-01-01 --to 2020-11-18 --format json > FILE

Without a name: all of them. Without --draws: as many as the committed figures have. numpy and scipy.
"""
import argparse
import time

import budgets
import coverage
import drift
import relation
import spread_alerts
import walk_forward

TABLES = {  # and how many draws a cell has (of budgets: later years of a process; of spread_alerts: series)
    "budgets": (budgets.report, 150), "drift": (drift.report, 120), "relation": (relation.report, 200), "coverage": (coverage.report, 4000),
    "spread_alerts": (spread_alerts.report, 200),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draws", type=int, help="instead of those of the committed figures")
    parser.add_argument("--ledger", metavar="FILE", help="predictions of the shipped model, as JSON")
    parser.add_argument("tables", nargs="*", choices=[*TABLES, "walk_forward", []], metavar="TABLE")
    options = parser.parse_args()
    for name in options.tables or [*TABLES, "walk_forward"]:
        begin = time.process_time()
        if name != "walk_forward":
            report, draws = TABLES[name]
            report(options.draws or draws)
        elif options.ledger:
            walk_forward.report(options.ledger)
        else:
            print("walk_forward: left out, no --ledger")
            continue
        print(f"{name}: {time.process_time() - begin:.0f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
