#!/usr/bin/env python3
"""Independent reference for verdicts by evidence on both sides of a bound: writes two_sided.json beside this file.

Written from the definition below, never from the Swift code. The standard library.   Run:  python two_sided.py

A rule has a warning bound, a critical bound or both, each `above` or `below`. The interval says one of three things of each bound:
breached (`above`: lower > bound; `below`: upper < bound), kept (`above`: upper < bound; `below`: lower > bound), or open: the bound lies
inside, or an end is equal to it, or the end that would say is missing, or there is no interval. Critical breached: critical. Else warning
breached: warning. Else all bounds kept: ok. Else insufficientEvidence; `open` names the bounds that are. The value itself plays no part.
"""
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))

INTERVALS = [None, [-0.4, -0.1], [-0.4, 0.0], [-0.2, 0.3], [0.0, 0.0], [0.0, 0.3], [0.1, 0.4], [0.1, 0.5], [0.1, 0.9], [0.5, 0.7], [0.5, 0.5], [0.6, 0.9],
             [None, 0.3], [None, -0.1], [0.1, None], [0.7, None], [None, None]]
RULES = [{"critical": ["above", 0.0]}, {"critical": ["below", 0.0]}, {"warning": ["above", 0.0]}, {"warning": ["below", 0.5]},
         {"warning": ["above", 0.0], "critical": ["above", 0.5]}, {"warning": ["below", 0.5], "critical": ["below", 0.0]},
         {"warning": ["above", 0.5], "critical": ["below", 0.0]}, {"warning": ["below", 0.0], "critical": ["above", 0.5]}]


def says(interval, bound):
    side, at = bound
    low, high = interval or (None, None)
    bad, good = (low, high) if side == "above" else (high, low)
    beyond = (lambda v: v > at) if side == "above" else (lambda v: v < at)
    within = (lambda v: v < at) if side == "above" else (lambda v: v > at)
    if bad is not None and beyond(bad):
        return "breached"
    return "kept" if good is not None and within(good) else "open"


def verdict(interval, rule):
    found = {name: says(interval, bound) for name, bound in rule.items()}
    left = sorted(name for name, word in found.items() if word == "open")
    for name in ("critical", "warning"):
        if found.get(name) == "breached":
            return name, left
    return ("insufficientEvidence", left) if left else ("ok", [])


def main():
    cases = []
    for rule in RULES:
        for interval in INTERVALS:
            word, left = verdict(interval, rule)
            cases.append({"warning": rule.get("warning"), "critical": rule.get("critical"), "interval": interval, "verdict": word, "open": left})
    with open(os.path.join(HERE, "two_sided.json"), "w", encoding="utf-8") as f:
        f.write("{\n\"cases\": [\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n}\n")
    print(f"{len(cases)} verdicts")


if __name__ == "__main__":
    main()
