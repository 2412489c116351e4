#!/usr/bin/env python3
"""Times Bellwether against Polars, DuckDB and pandas on one job.

The job: contract (column names and types), null percentages, and PSI of three columns of a 10-million-row, six-column
CSV (about 0.55 GB) against a 1-million-row baseline CSV of the same schema.

    python3 run.py --bellwether PATH [--rounds N] [--rows N] [--quotes | --texts] [--data DIRECTORY]

Prepares what is missing (a virtual environment with pinned peers, the data), runs every tool once to warm up and then N
interleaved rounds, checks that all tools found the same numbers, and prints a Markdown table of medians. Every run is a
fresh process; its start-up, imports included, is part of the time. Wall time is taken around the process, CPU time and
peak resident memory come from wait4. The exit code is 1 when tools disagree or one that was found has failed.
"""
import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
PINNED = {"polars": "2.1.0", "duckdb": "2.0.0", "pandas": "3.1.1", "pyarrow": "26.0.1", "numpy": "2.4.6"}
PEERS = ("polars", "duckdb", "pandas")
COLUMNS = ("id", "timestamp", "amount", "score", "balance", "category")
NUMERIC = ("amount", "score", "balance")
FULL_ROWS = 10_000_000
TOLERANCE = 1e-9
# run.py stays small (no third-party imports): a child's peak memory is never reported below its parent's at the fork.


def note(text):
    print(text, file=sys.stderr, flush=True)


def prepare_environment(venv=VENV, pinned=PINNED):
    """True when the environment holds the pinned packages, installing them if needed."""
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(python):
        note("creating the virtual environment " + os.path.basename(venv))
        try:
            subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        except subprocess.CalledProcessError:
            return False
    query = ("import json, importlib.metadata as m\n"
             "print(json.dumps({d.metadata['Name'].lower(): d.version for d in m.distributions()}))")
    found = subprocess.run([python, "-c", query], capture_output=True, text=True)
    have = json.loads(found.stdout) if found.returncode == 0 else {}
    missing = [f"{name}=={version}" for name, version in pinned.items() if have.get(name) != version]
    if missing:
        note("installing " + ", ".join(missing))
        return subprocess.run([python, "-m", "pip", "install", "--quiet", *missing]).returncode == 0
    return True


def prepare_data(directory, given, rows, quotes, texts):
    marker = os.path.join(directory, "generate.json")
    files = [os.path.join(directory, name) for name in ("baseline.csv", "current.csv")]
    if os.path.exists(marker):
        with open(marker) as file:
            known = json.load(file)
        fits = known["options"]["rows"] == rows and known["options"]["quotes"] == quotes \
            and known["options"].get("texts", False) == texts
        if fits and all(os.path.exists(f) and os.path.getsize(f) == known[os.path.basename(f)]["bytes"] for f in files):
            return known
    elif given and any(map(os.path.exists, files)):
        raise SystemExit(f"{directory} holds CSV files that generate.py did not write; they are left alone")
    note("generating the data")
    command = [PYTHON, os.path.join(HERE, "generate.py"), directory, "--rows", str(rows)]
    subprocess.run(command + (["--quotes"] if quotes else []) + (["--texts"] if texts else []), check=True, stdout=subprocess.DEVNULL)
    with open(marker) as file:
        return json.load(file)


def measure(command, directory):
    """One run: wall seconds, CPU seconds, peak bytes, exit code, output, error output."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=directory, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime,
                "peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
                "code": child.returncode, "out": out.read(), "err": err.read().decode(errors="replace")}


def peer_result(document):
    return {"rows": document["rows"], "columns": list(document["types"]), "nulls": document["nulls"], "invalid": 0,
            "psi": document["psi"], "tool": document["tool"]}


def bellwether_result(document):
    columns = {entry["column"]: entry for entry in document["columns"]}
    return {"rows": document["rows"], "columns": [entry["column"] for entry in document["columns"]],
            "nulls": {name: entry["nulls"] for name, entry in columns.items()},
            "invalid": sum(entry.get("invalid") or 0 for entry in columns.values()),
            "psi": {name: columns[name]["psi"] for name in NUMERIC}, "tool": "bellwether",
            "types": {name: entry.get("type") for name, entry in columns.items()}}


def disagreements(name, result, reference_name, reference, columns):
    problems = []
    if tuple(result["columns"]) != columns:
        problems.append(f"{name}: columns {result['columns']}")
    if result["invalid"]:
        problems.append(f"{name}: {result['invalid']} invalid cells")
    if result["rows"] != reference["rows"]:
        problems.append(f"rows: {name} {result['rows']}, {reference_name} {reference['rows']}")
    for column in columns:
        mine, other = result["nulls"].get(column), reference["nulls"].get(column)
        if mine != other:
            problems.append(f"nulls of {column}: {name} {mine}, {reference_name} {other}")
    for column in NUMERIC:
        mine, other = result["psi"].get(column), reference["psi"].get(column)
        if mine is None or other is None or not math.isclose(mine, other, rel_tol=0, abs_tol=TOLERANCE):
            problems.append(f"PSI of {column}: {name} {mine!r}, {reference_name} {other!r}")
    return problems


def table(runs, labels):
    medians = {name: {key: statistics.median(run[key] for run in done) for key in ("wall", "cpu", "peak")}
               for name, done in runs.items() if done}
    peers = [name for name in medians if name in PEERS]
    fastest = min(peers, key=lambda name: medians[name]["wall"]) if peers else None
    against = fastest or "fastest peer"
    lines = [f"| tool | wall s (median) | min–max | CPU s | peak memory MB | wall ÷ {against} | memory ÷ {against} |",
             "|---|---:|---:|---:|---:|---:|---:|"]
    for name, median in sorted(medians.items(), key=lambda item: item[1]["wall"]):
        walls = [run["wall"] for run in runs[name]]
        ratios = [f"{median[key] / medians[fastest][key]:.2f}" if fastest else "–" for key in ("wall", "peak")]
        lines.append(f"| {labels[name]} | {median['wall']:.2f} | {min(walls):.2f}–{max(walls):.2f} | {median['cpu']:.2f} "
                     f"| {median['peak'] / 1e6:.0f} | {ratios[0]} | {ratios[1]} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bellwether", help="the bellwether executable; without it only the peers run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=FULL_ROWS, help="rows of the current file; the baseline has a tenth")
    parser.add_argument("--quotes", action="store_true", help="the data variant with quoted categories")
    parser.add_argument("--texts", action="store_true", help="the data variant with a column of texts that are all different")
    parser.add_argument("--data", help="directory of the data (default: .build-data beside this script)")
    options = parser.parse_args()
    if options.rounds < 1 or options.rows < 10:
        parser.error("--rounds must be at least 1 and --rows at least 10")
    if options.quotes and options.texts:
        parser.error("--quotes and --texts are two variants of the data")
    columns = COLUMNS + (("reference",) if options.texts else ())

    ready = prepare_environment()
    if not ready:
        note("the pinned packages could not be installed; peers that lack theirs will be left out")
    if options.data:
        directory = os.path.abspath(options.data)
    else:
        parts = ([f"rows-{options.rows}"] if options.rows != FULL_ROWS else []) + (["quoted"] if options.quotes else []) + (
            ["texts"] if options.texts else [])
        directory = os.path.join(HERE, ".build-data", *(["-".join(parts)] if parts else []))
    data = prepare_data(directory, bool(options.data), options.rows, options.quotes, options.texts)

    commands, problems, messages = {}, [], []
    for name in PEERS:
        commands[name] = [PYTHON, os.path.join(HERE, "peers", f"{name}_job.py"), "baseline.csv", "current.csv"]
        if name == "pandas" and options.quotes:
            commands[name].append("--quotes")
        if options.texts:
            commands[name].append("--texts")
    if options.bellwether and shutil.which(os.path.abspath(options.bellwether)):
        commands["bellwether"] = [os.path.abspath(options.bellwether), "profile", "current.csv", "--baseline",
                                  "baseline.csv", "--format", "json"]
    else:
        messages.append("bellwether: not run, " + ("not found at the path given" if options.bellwether
                                                   else "no --bellwether given"))

    true = shutil.which("true")
    floor = measure([true], directory)["peak"] if true else None
    load = os.getloadavg()[0]
    runs, results, labels, dropped = {name: [] for name in commands}, {}, {}, set()
    for round_number in range(options.rounds + 1):  # round 0 is the warm-up
        names = [name for name in commands if name not in dropped]
        turn = round_number % len(names) if names else 0
        for name in names[turn:] + names[:turn]:  # each round starts with another tool
            run = measure(commands[name], directory)
            accepted = (0, 1, 2) if name == "bellwether" else (0,)
            try:
                if run["code"] not in accepted:
                    raise ValueError(f"exit code {run['code']}")
                result = (bellwether_result if name == "bellwether" else peer_result)(json.loads(run["out"]))
            except (ValueError, KeyError, TypeError) as error:
                last = (run["err"].strip().splitlines() or ["no error output"])[-1]
                messages.append(f"{name}: left out, {error} ({last})")
                if "ModuleNotFoundError" not in last:
                    problems.append(f"{name} failed")
                dropped.add(name)
                runs[name] = []
                results.pop(name, None)
                continue
            if name in results and result != results[name]:
                problems.append(f"{name}: two runs gave different results")
            results[name], labels[name] = result, result["tool"]
            if round_number:
                runs[name].append(run)
            note(f"{'warm-up' if not round_number else f'round {round_number}'}: {name} {run['wall']:.2f} s")

    reference = next((name for name in PEERS if name in results), None)
    for name, result in results.items():
        if reference:
            problems += disagreements(name, result, reference, results[reference], columns)

    variant = ", quoted categories" if options.quotes else ", a column of different texts" if options.texts else ""
    print(f"{data['current.csv']['rows']:,} rows ({data['current.csv']['bytes'] / 1e9:.2f} GB) against "
          f"{data['baseline.csv']['rows']:,}{variant}; {options.rounds} round{'s' if options.rounds > 1 else ''} after one warm-up; "
          f"{os.cpu_count()} CPUs, {platform.system()} {platform.machine()}, load {load:.1f} at the start"
          + (f"; memory below {floor / 1e6:.0f} MB cannot be told apart" if floor else "") + ".\n")
    print(table(runs, labels))
    print()
    for message in messages:
        print(f"- {message}")
    if "bellwether" in results:
        print("- types according to bellwether: "
              + ", ".join(f"{column} {kind}" for column, kind in results["bellwether"]["types"].items()))
    if problems:
        for problem in problems:
            print(f"- PROBLEM: {problem}")
    elif len(results) > 1:
        print(f"- {', '.join(results)} agree: rows and nulls exactly, PSI within {TOLERANCE:g}.")
        print("- nulls: " + ", ".join(f"{c} {results[reference]['nulls'][c]}" for c in columns)
              + "; PSI: " + ", ".join(f"{c} {results[reference]['psi'][c]:.10f}" for c in NUMERIC))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
