#!/usr/bin/env python3
"""Times Bellwether against NannyML and Evidently on a walk through history.

The job: for every session of Examples/sp500/market.csv from 1995-01-03 to 2020-11-18, the RMSE of a ledger's predictions
over the last 10 and the last 63 sessions, and the drift of two columns over the last 63 against the 504 before.

    python3 walk.py --bellwether PATH --walk PATH [--sessions N] [--rounds N]
    python3 walk.py --ledger CSV [--sessions N] [--rounds N]                          # the peers only

Prepares what is missing (a virtual environment for each peer, since they need different packages; the ledger, with
`bellwether predictions`), runs the peers for the last --sessions of the range and Bellwether for all of it, checks the RMSE
of the last session, and prints a Markdown table of medians.

Seconds are what the tool says of its own work: without the start of the process, imports and reading. That favours the
peers, as does what peers/nannyml_walk.py and peers/evidently_walk.py do to be fast. Each tool measures drift in its own
way, so the drifts are shown and not compared. NannyML runs twice: with the baseline that the job asks for, and with one
baseline for the whole walk, which is less work. The fastest peer is the faster of all these. The exit code is 1 when an
RMSE is wrong or a tool that was found has failed.
"""
import argparse
import bisect
import csv
import json
import math
import os
import platform
import shutil
import statistics
import sys

from run import HERE, measure, note, prepare_environment

MARKET = os.path.join(os.path.dirname(HERE), "Examples", "sp500", "market.csv")
FIRST, LAST = "1995-01-03", "2020-11-18"
LEDGER_FIRST = "1994-02-01"  # the windows of the first session reach back to here
TOLERANCE = 1e-9

# `pip install` of either alone leaves one that cannot be imported: nannyml 0.13.1 does not name statsmodels, which it
# needs; evidently 0.7.23 allows pandas 3, of which it imports a function that is gone. Both are faster with scikit-learn
# 1.6 than with 1.9, and nannyml with pandas 2 than with 3. What else their jobs import is pinned so that it stays so.
COMMON = {"numpy": "2.4.6", "pandas": "2.3.3", "scipy": "1.17.1", "scikit-learn": "1.6.1", "statsmodels": "0.15.0",
          "pyarrow": "26.0.1", "plotly": "5.24.1", "joblib": "1.6.0", "fsspec": "2026.9.0", "requests": "2.34.2",
          "packaging": "26.3", "pydantic": "2.14.3"}
PINNED = {
    "nannyml": {**COMMON, "nannyml": "0.13.1", "category_encoders": "2.11.2", "flaml": "2.7.0", "lightgbm": "4.5.0",
                "xgboost": "2.1.4", "matplotlib": "3.11.2", "seaborn": "0.13.2", "python-dotenv": "1.2.4",
                "segment-analytics-python": "2.4.0", "s3fs": "2026.9.0", "gcsfs": "2026.10.1"},
    "evidently": {**COMMON, "evidently": "0.7.23", "litestar": "2.25.0", "nltk": "3.10.4", "protobuf": "7.36.2",
                  "opentelemetry-proto": "1.45.2", "ujson": "6.1.0", "uuid6": "2025.0.1", "deprecation": "2.1.0",
                  "typing-inspect": "0.9.0"},
}
PEERS = {  # name: environment and program, further arguments, label
    "nannyml": ("nannyml", [], ""),
    "nannyml-fixed": ("nannyml", ["--baseline", "fixed"], ", one baseline for all (less work)"),
    "evidently": ("evidently", [], ""),
}


def python_of(peer):
    return os.path.join(HERE, f".venv-{peer}", "bin", "python")


def make_ledger(bellwether, policy):
    """The path of the CSV that `bellwether predictions` writes."""
    directory = os.path.join(HERE, ".build-data")
    os.makedirs(directory, exist_ok=True)
    note("making the ledger")
    run = measure([bellwether, "predictions", policy, "--from", LEDGER_FIRST, "--to", LAST, "--format", "csv"], directory)
    if run["code"] != 0:
        raise SystemExit(f"bellwether predictions: exit code {run['code']}\n{run['err']}")
    path = os.path.join(directory, "walk-ledger.csv")
    with open(path, "wb") as file:
        file.write(run["out"])
    return path


def expected(ledger):
    """The RMSE over 10 and 63 sessions at the last session, from the ledger alone."""
    with open(MARKET, newline="") as file:
        sessions = {row["date"] for row in csv.DictReader(file)}
    errors = {}
    with open(ledger, newline="") as file:
        for row in csv.DictReader(file):
            sessions |= {row["session"], row["label_session"]}
            if row["mean"] and row["label"]:
                errors[row["label_session"]] = float(row["mean"]) - float(row["label"])
    sessions = sorted(sessions)
    end = bisect.bisect_right(sessions, LAST)
    squares = {n: [errors[s] ** 2 for s in sessions[end - n:end] if s in errors] for n in (10, 63)}
    return {"session": LAST, **{f"rmse_{n}": math.sqrt(math.fsum(v) / len(v)) for n, v in squares.items()}}


def measure_peer(name, ledger, sessions):
    """The document that one run of the peer's program printed."""
    peer, more, _ = PEERS[name]
    run = measure([python_of(peer), "-B", os.path.join(HERE, "peers", f"{peer}_walk.py"), "--market", MARKET, "--ledger",
                   ledger, "--sessions", str(sessions), *more], HERE)
    if run["code"] != 0:
        raise ValueError(f"exit code {run['code']} ({(run['err'].strip().splitlines() or ['no error output'])[-1]})")
    return json.loads(run["out"])


def measure_bellwether(program, policy):
    """One walk of Bellwether, in the shape of what a peer prints: all sessions of the range, and the seconds of the work
    alone, without the start of the process and reading, as the peers count theirs."""
    run = measure([program, policy, FIRST, LAST], HERE)
    if run["code"] != 0:
        raise ValueError(f"exit code {run['code']} ({(run['err'].strip().splitlines() or ['no error output'])[-1]})")
    document = json.loads(run["out"])
    rules = {rule["rule"].split()[0]: rule for rule in document["rules"]}
    last = {"session": LAST, **{key: rules[key]["last"] for key in ("rmse_10", "rmse_63") if key in rules}}
    return {"tool": "bellwether", "sessions": document["sessions"], "seconds": document["seconds"],
            "sessions_per_second": document["sessions"] / document["seconds"], "last": last, "document": document}


def everything(program, policy):
    """The cost of all of a policy's checks on every session, with every refit, in words."""
    document = measure_bellwether(program, policy)["document"]
    n, refits = document["sessions"], document["prepare_seconds"]
    slow = {rule["rule"]: rule["seconds"] for rule in document["rules"] if rule["rule"].startswith("importance")}
    seconds = refits + document["seconds"]
    return (f"Every check of {os.path.basename(policy)} on each of {n:,} sessions, reading and every monthly refit included: "
            f"{seconds:.1f} s, {n / seconds:,.0f} sessions per second; {refits:.2f} s of it are reading, refits and predictions, "
            f"{sum(slow.values()):.1f} s of CPU are permutation importance.")


def disagreements(name, last, wanted):
    problems = []
    if last["session"] != wanted["session"]:
        problems.append(f"{name}: the last session is {last['session']}, not {wanted['session']}")
    for key in ("rmse_10", "rmse_63"):
        if not math.isclose(last[key], wanted[key], rel_tol=TOLERANCE):
            problems.append(f"{key}: {name} {last[key]!r}, expected {wanted[key]!r}")
    return problems


def table(runs):
    medians = {name: statistics.median(run["sessions_per_second"] for run in done) for name, done in runs.items() if done}
    peers = [name for name in medians if name in PEERS]
    fastest = max(peers, key=medians.get) if peers else None
    lines = [f"| tool | sessions timed | sessions per second (median) | min–max | ÷ {fastest or 'fastest peer'} | import s |",
             "|---|---:|---:|---:|---:|---:|"]
    for name, rate in sorted(medians.items(), key=lambda item: -item[1]):
        done = runs[name]
        rates = [run["sessions_per_second"] for run in done]
        imports = [run["import_seconds"] for run in done if "import_seconds" in run]
        label = " ".join(filter(None, (done[0]["tool"], done[0].get("version")))) + (PEERS[name][2] if name in PEERS else "")
        lines.append(f"| {label} | {done[0]['sessions']:,} | {rate:,.1f} | {min(rates):,.1f}–{max(rates):,.1f} "
                     f"| {f'{rate / medians[fastest]:,.2f}' if fastest else '–'} "
                     f"| {f'{statistics.median(imports):.1f}' if imports else '–'} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bellwether", help="the bellwether executable; without it only the peers run")
    parser.add_argument("--walk", help="the program `walk` that is built beside it")
    parser.add_argument("--ledger", help="a CSV of predictions and labels instead of that of `bellwether predictions`")
    parser.add_argument("--sessions", type=int, default=30, help="sessions that the peers walk, the last of the range")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.rounds < 1 or options.sessions < 1:
        parser.error("--rounds and --sessions must be at least 1")
    bellwether = os.path.abspath(options.bellwether) if options.bellwether else None
    if bellwether and not shutil.which(bellwether):
        parser.error("--bellwether: not found at the path given")
    if bellwether and not options.walk:
        parser.error("--bellwether needs --walk")
    if not bellwether and not options.ledger:
        parser.error("give --bellwether and --walk, or --ledger")
    walk = os.path.abspath(options.walk) if options.walk else None
    policy = os.path.join(HERE, "walk.yml")

    problems, messages, usable = [], [], []
    for peer, pinned in PINNED.items():
        if prepare_environment(os.path.join(HERE, f".venv-{peer}"), pinned):
            usable += [name for name in PEERS if PEERS[name][0] == peer]
        else:
            messages.append(f"{peer}: left out, its packages could not be installed")
    ledger = os.path.abspath(options.ledger) if options.ledger else make_ledger(bellwether, policy)
    wanted = expected(ledger)

    names = usable + (["bellwether"] if bellwether else [])
    load = os.getloadavg()[0]
    runs = {name: [] for name in names}
    for number in range(options.rounds):
        turn = number % len(names) if names else 0
        for name in names[turn:] + names[:turn]:  # each round starts with another tool
            if runs[name] is None:
                continue
            try:
                run = (measure_bellwether(walk, policy) if name == "bellwether"
                       else measure_peer(name, ledger, options.sessions))
                problems += [p for p in disagreements(name, run["last"], wanted) if p not in problems]
            except (ValueError, KeyError, TypeError, ZeroDivisionError) as error:
                messages.append(f"{name}: left out, {error!r}")
                problems.append(f"{name} failed")
                runs[name] = None
                continue
            runs[name].append(run)
            note(f"round {number + 1}: {name} {run['sessions_per_second']:.1f} sessions per second")
    runs = {name: done for name, done in runs.items() if done}

    print(f"Sessions {FIRST} to {LAST}; {options.rounds} round{'s' if options.rounds > 1 else ''}; {os.cpu_count()} CPUs, "
          f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, load {load:.1f} at the start.\n")
    print(table(runs))
    if walk:
        print("\n" + everything(walk, os.path.join(os.path.dirname(HERE), "Examples", "sp500", "as-written.yml")))
    print()
    for message in messages:
        print(f"- {message}")
    for name, done in runs.items():
        last = done[-1]["last"]
        print(f"- {name}, drift of {last['session']} ({done[-1].get('drift_measure', 'its own measure')}): "
              f"{json.dumps(last.get('drift'))}")
        if "adjacent" in done[-1] and not PEERS[name][1]:
            print(f"- {name}, adjacent chunks of the whole range, no sliding: "
                  + ", ".join(f"{key} {entry['chunks']} in {entry['seconds']:.2f} s"
                              for key, entry in done[-1]["adjacent"].items()))
    if problems:
        for problem in problems:
            print(f"- PROBLEM: {problem}")
    elif runs:
        print(f"- {', '.join(runs)}: the RMSE of {LAST} is right, rmse_10 {wanted['rmse_10']:.12f}, "
              f"rmse_63 {wanted['rmse_63']:.12f}.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
