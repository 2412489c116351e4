"""Damages stores in every table and column, and runs every verb that reads one: none may crash, and none may call it a
defect of Bellwether.

    python3 Tests/Fuzz/stores.py [PROGRAM] [--count N] [--seed N] [--only CASE]

2,000 stores are the long form; --count 60 takes less than a minute.

Each case copies a good store, damages it as a person or a broken disk could (a cell of another value, of another type or
of none; a row or all rows taken out or doubled; a table or a column renamed or dropped), and runs the verbs on it. A cell
is changed where it is, without checks, or where that is refused in a copy of its table without constraints, as a foreign
program could leave it behind. With a fixed seed the cases are the same on every machine.
"""
import argparse
import collections
import contextlib
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("BELLWETHER", str(ROOT / ".build/release/bellwether"))
POLICY = """\
version: 1
deployment: d
sources: {s: {csv: feed.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}, {name: y, type: number}]}}
checks:
  - {name: blank, metric: null_percent, of: [x, y], window: 1 session, critical: above 50, owner: a, runbook: r}
  - {name: waits, metric: null_percent, of: y, window: 1 session, critical: above 50, for: 5 sessions, owner: b, runbook: r}
runbooks: {r: [{manual: Look}, {command: ["true"], title: Restart, approval: b}, {action: freeze, title: Hold}]}
teams:
  a: {channels: {critical: [out]}, escalation: [{after: 1 session, to: b}, {after: 90 sessions, to: b}]}
  b: {channels: {critical: [out]}}
channels: {out: {stdout: {}}}
alerting: {heartbeat: out}
"""
FEED = "date,x,y\n" + "".join(
    f"2024-01-{day:02},{'' if day in (4, 9, 10, 11, 12) else 1},{'' if day in (5, 11, 12) else 2}\n"
    for day in range(2, 13) if day not in (6, 7))
BY = ["--by", "ann"]

# The arguments of each verb; {id} is an incident, {key} a message, {freeze} and {silence} what they say.
VERBS = [
    ["tick", "policy.yml", "--from", "2024-01-02", "--to", "2024-01-17", "--wait", "0 seconds"],
    ["tick", "policy.yml", "--from", "2024-01-02", "--to", "2024-01-17", "--deliver", "--wait", "0 seconds"],
    ["incidents", "list"], ["incidents", "list", "--format", "json"],
    ["incidents", "show", "{id}"], ["incidents", "show", "{id}", "--format", "json"],
    ["incidents", "mitigate", "{id}", *BY], ["incidents", "resolve", "{id}", "--reason", "r", *BY],
    ["incidents", "close", "{id}", *BY], ["ack", "{id}", *BY],
    ["silence", "list"], ["silence", "add", "--check", "blank", "--for", "2 sessions", "--reason", "r", *BY],
    ["silence", "end", "{silence}", *BY],
    ["outbox", "list"], ["outbox", "list", "--format", "json"], ["outbox", "retry", "{key}", *BY],
    ["outbox", "drop", "{key}", "--reason", "r", *BY], ["outbox", "send"],
    ["runbook", "list"], ["runbook", "show", "{id}"], ["runbook", "run", "{id}", "--step", "2", *BY],
    ["runbook", "done", "{id}", "--step", "1", *BY],
    ["freeze", "--reason", "r", *BY], ["freeze", "status"], ["unfreeze", "--reason", "r", *BY],
    ["audit", "list"], ["audit", "list", "--format", "json"], ["audit", "verify"],
    ["store", "check"], ["store", "check", "--format", "json"], ["store", "backup", "copy.sqlite"],
    ["store", "vacuum"], ["store", "vacuum", "--before", "2024-02-01"], ["store", "rewind", "--reason", "r", *BY],
    ["diagnose", "policy.yml", "--source", "s"],
]
NUMBERS = [-1, 0, 1, 2**31, 2**53, 2**62, 2**63 - 1, -(2**63), 1e308, -0.5, 4102444800, -62135596801, 253402300800]
TEXTS = ["", " ", "x", "0", "[]", "{}", "null", "[1]", '["a"]', '{"a":1}', "[" * 200, "2024-02-30", "9999-12-31", "0001-01-01",
         "2024-01-04T00:00:00Z", "firing", "critical", "open", "pending", "\x1b[31m", "é" * 1000, "9" * 30, "a,b", "sha256:" + "0" * 64]
REFUSALS = {1, 2, 3, 4, 64, 65, 66}


def run(directory, *arguments, check=False):
    result = subprocess.run([PROGRAM, *arguments], cwd=directory, capture_output=True, text=True, errors="replace",
                            stdin=subprocess.DEVNULL, timeout=60)
    if check and result.returncode:
        raise SystemExit(f"{' '.join(arguments)} exits with {result.returncode}: {result.stderr}")
    return result


def good_store(directory):
    """A store in which every table has rows, and what the verbs are given."""
    (directory / "policy.yml").write_text(POLICY)
    (directory / "feed.csv").write_text(FEED)
    place = ["--store", "store"]
    tick = ["tick", "policy.yml", *place, "--from", "2024-01-02", "--deliver", "--wait", "0 seconds"]
    run(directory, *tick, "--to", "2024-01-04", check=True)
    with database(directory) as connection:
        incident, = connection.execute("SELECT id FROM incidents").fetchone()
    run(directory, "ack", incident, *BY, *place, check=True)
    run(directory, "silence", "add", "--check", "waits", "--for", "90 sessions", "--reason", "r", *BY, *place, check=True)
    run(directory, "runbook", "done", incident, "--step", "1", *BY, *place, check=True)
    run(directory, "runbook", "run", incident, "--step", "2", *BY, *place)
    run(directory, "freeze", "--for", "90 sessions", "--reason", "r", *BY, *place, check=True)
    run(directory, *tick, "--to", "2024-01-08", check=True)
    run(directory, "store", "vacuum", "--before", "2024-01-03", *place, check=True)
    run(directory, *tick, "--to", "2024-01-12", check=True)
    run(directory, "store", "check", *place, check=True)
    with database(directory) as connection, connection:
        incident, = connection.execute("SELECT id FROM incidents ORDER BY number DESC").fetchone()
        key, = connection.execute("SELECT key FROM outbox WHERE kind = 'fire' ORDER BY number DESC").fetchone()
        silence, = connection.execute("SELECT id FROM silences").fetchone()
    return {"id": incident, "key": key, "silence": silence}


@contextlib.contextmanager
def database(directory):
    with contextlib.closing(sqlite3.connect(directory / "store" / "bellwether.sqlite")) as connection:
        yield connection


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def shape(directory):
    with database(directory) as connection:
        tables = [name for name, in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name")]
        return {table: [row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table)})")] for table in tables}


def loosen(connection, table):
    """The table again without constraints, as somebody leaves it who copies tables by hand."""
    connection.execute(f"CREATE TABLE loose AS SELECT * FROM {quoted(table)}")
    connection.execute(f"DROP TABLE {quoted(table)}")
    connection.execute(f"ALTER TABLE loose RENAME TO {quoted(table)}")


def damage(connection, tables, chance):
    """Damages the store in one way, and says in which."""
    for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {quoted(name)}")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")
    table = chance.choice(list(tables))
    kind = chance.choices(["cell", "column", "empty", "row", "double", "drop", "rename", "drop column", "rename column"],
                          [60, 10, 4, 6, 4, 3, 3, 4, 4])[0]
    column = chance.choice(tables[table])
    name, place = quoted(table), quoted(column)
    if kind == "empty":
        connection.execute(f"DELETE FROM {name}")
    elif kind == "row":
        loosen(connection, table)
        connection.execute(f"DELETE FROM {name} WHERE rowid IN (SELECT rowid FROM {name} ORDER BY rowid LIMIT 1 OFFSET ?)",
                           [chance.randrange(4)])
    elif kind == "double":
        loosen(connection, table)
        connection.execute(f"INSERT INTO {name} SELECT * FROM {name} LIMIT 1")
    elif kind == "drop":
        connection.execute(f"DROP TABLE {name}")
    elif kind == "rename":
        connection.execute(f"ALTER TABLE {name} RENAME TO elsewhere")
    elif kind == "drop column":
        loosen(connection, table)
        connection.execute(f"ALTER TABLE {name} DROP COLUMN {place}" if len(tables[table]) > 1 else f"DROP TABLE {name}")
    elif kind == "rename column":
        loosen(connection, table)
        connection.execute(f"ALTER TABLE {name} RENAME COLUMN {place} TO other")
    else:
        value = chance.choice([None, b"\xff\x00", chance.choice(NUMBERS), chance.choice(NUMBERS), chance.choice(TEXTS),
                               chance.choice(TEXTS)])
        which = "" if kind == "column" else f"WHERE rowid IN (SELECT rowid FROM {name} ORDER BY rowid DESC LIMIT 1 OFFSET {chance.randrange(3)})"
        try:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute(f"UPDATE {name} SET {place} = ? {which}", [value])
        except sqlite3.Error:
            loosen(connection, table)
            connection.execute(f"UPDATE {name} SET {place} = ? {which}", [value])
        return f"{table}.{column} = {value!r:.40} ({kind})"
    return f"{kind} of {table}" + (f".{column}" if "column" in kind else "")


def complaint(result):
    """The fault in how a verb ended; None where it is right."""
    if result.returncode < 0:
        return f"ends by signal {-result.returncode}"
    if result.returncode != 0 and result.returncode not in REFUSALS:
        return f"exits with {result.returncode}"
    return None


def main():
    global PROGRAM
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("program", nargs="?", default=PROGRAM)
    options.add_argument("--count", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="one case, by its number")
    options.add_argument("--verbs", type=int, default=6, help="how many verbs are run on each damaged store")
    chosen = options.parse_args()
    PROGRAM = str(pathlib.Path(chosen.program).resolve())
    found, codes = [], collections.Counter()
    with tempfile.TemporaryDirectory() as place:
        good = pathlib.Path(place) / "good"
        good.mkdir()
        given = good_store(good)
        tables = shape(good)
        for number in range(chosen.count) if chosen.only is None else [chosen.only]:
            chance = random.Random(f"{chosen.seed}/{number}")
            bad, work = pathlib.Path(place) / "bad", pathlib.Path(place) / "work"
            shutil.copytree(good, bad)
            with database(bad) as connection, connection:
                what = damage(connection, tables, chance)
            for verb in chance.sample(VERBS, chosen.verbs) if chosen.only is None else VERBS:
                shutil.copytree(bad, work)
                words = [word.format(**given) for word in verb]
                result = run(work, *words, "--store", "store")
                codes[result.returncode] += 1
                fault = complaint(result)
                if fault:
                    found.append(f"case {number}: {what}: {' '.join(words)} {fault}: {result.stderr.strip()[-300:]}")
                    print(found[-1], flush=True)
                shutil.rmtree(work)
            shutil.rmtree(bad)
    print(f"{chosen.count} damaged stores, exit codes {dict(sorted(codes.items()))}, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
