"""What must hold after a kill and after a run, by the receiver's log, the store and what the program says of it."""
import collections
import contextlib
import datetime
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Receivers"))
import workspace
from logbook import records, summary

LOG, ACKNOWLEDGED, DATABASE = "requests.jsonl", "acknowledged.json", "bellwether.sqlite"
SHOWN = 5  # problems of a run
STATES = ("pending", "delivered", "dead", "dropped", "withheld")
COMPARED = ("incident", "channel", "kind", "teams", "at", "severity", "headline", "why", "owners", "first_step", "text", "state")
CHANNELS = {path: name for name, path in workspace.PATHS.items()}
Verdict = collections.namedtuple("Verdict", "problems repeated facts")


def tail(path):
    return " | ".join(path.read_text(errors="replace").splitlines()[-6:])


@contextlib.contextmanager
def database(directory):
    """A copy of the store, read as SQLite reads it after a crash; None where there is none yet."""
    with tempfile.TemporaryDirectory() as copy:
        for path in sorted((directory / "store").glob(DATABASE + "*")):
            if not path.name.endswith("-shm"):
                shutil.copy(path, copy)
        if not (Path(copy) / DATABASE).exists():
            yield None
            return
        with contextlib.closing(sqlite3.connect(Path(copy) / DATABASE)) as connection:
            yield connection


def rows(connection, table, columns):
    """Rows of a table, none where it is not made yet."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
        return []
    return connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()


def damage(connection):
    found = [text for text, in connection.execute("PRAGMA integrity_check") if text != "ok"]
    return found + [f"a reference of {row[0]} leads nowhere" for row in connection.execute("PRAGMA foreign_key_check")]


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def heard(directory):
    """What a receiver has accepted: the records of messages in their order."""
    log = directory / LOG
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True) if log.exists() else []
    # The last line may be half written while this reads.
    return [record for line in lines if line.endswith("\n") and (record := json.loads(line))["verdict"] == "accepted"]


def unacknowledged(marks, audit):
    """Of what was acknowledged, what `audit`, rows of kind, instant and text, does not show."""
    ticks = {at for kind, at, _ in audit if kind == "tick"}
    texts = [text for _, _, text in audit]
    return [mark for mark in marks if mark not in ticks and not any(mark in text for text in texts)]


def pending(directory):
    with database(directory) as connection:
        return sum(state == "pending" for state, in rows(connection, "outbox", "state"))


def after_kill(directory, acknowledged):
    """Problems of the store as the kill left it, and its audit.

    That every effect has its cause shows only here: a tick that is repeated decides the same messages again.
    """
    keys = {record["key"] for record in heard(directory) if record.get("key")}
    with database(directory) as connection:
        if connection is None:
            audit, known, problems = [], set(), []
        else:
            problems = damage(connection)
            audit = [(kind, iso(at), text) for kind, at, text in rows(connection, "audit", "kind, at, text")]
            known = {key for key, in rows(connection, "outbox", "key")}
    problems += [f"{mark} was acknowledged and is lost" for mark in unacknowledged(acknowledged, audit)]
    problems += [f"{key} was told, and its cause is lost" for key in sorted(keys - known)]
    return problems, audit


def ask(program, directory, *words):
    """What the program says of the store: exit code and JSON."""
    run = subprocess.run([program, *words, "--store", "store", "--format", "json"], cwd=directory, capture_output=True, text=True,
                         stdin=subprocess.DEVNULL)
    try:
        return run.returncode, json.loads(run.stdout)
    except ValueError:
        return run.returncode, {"said": (run.stdout + run.stderr).strip()[:300]}


def facts(program, directory):
    """What has to be the same in every run, whatever was killed: decisions, incidents, messages."""
    audit = ask(program, directory, "audit", "list", "--limit", "1000000")[1]["rows"]
    incidents = ask(program, directory, "incidents", "list")[1]["incidents"]
    outbox = ask(program, directory, "outbox", "list", *(word for state in STATES for word in ("--state", state)))[1]["messages"]
    for message in outbox:
        # How many ticks come before a heartbeat is sent depends on the kill.
        if message["kind"] == "heartbeat" and message["state"] == "dropped":
            message["state"] = "delivered"
    return {
        "audit": [{name: row[name] for name in ("kind", "at", "incident", "check", "subject", "text")}
                  for row in audit if row["kind"] != "delivered"],
        "incidents": {incident["id"]: incident for incident in incidents},
        "outbox": {message["key"]: {name: message[name] for name in COMPARED} for message in outbox},
    }


def whole(program, directory):
    """Problems of the store itself."""
    for words in (("audit", "verify"), ("store", "check")):
        code, said = ask(program, directory, *words)
        if code != 0:
            yield f"{' '.join(words)} exits with {code}: {json.dumps(said)[:300]}"
    with database(directory) as connection:
        yield from damage(connection)


def told_wrongly(outbox, incidents, log):
    """Problems of what the receiver heard: of each incident and channel one fire, updates in order, one resolve, and nothing else."""
    told = {(CHANNELS.get(path, path), incident): what for (path, incident), what in summary(log).items()}
    wanted = collections.defaultdict(list)
    for key, message in outbox.items():
        if message["kind"] != "heartbeat":
            wanted[message["channel"], message["incident"]].append((int(key.rsplit("/", 1)[1]), key))
    for channel, incident in sorted(told.keys() - wanted.keys()):
        yield f"{channel} was told of {incident}, of which the store knows nothing"
    for (channel, incident), numbered in sorted(wanted.items()):
        place, keys = f"{incident} on {channel}", [key for _, key in sorted(numbered)]
        got = told.get((channel, incident))
        if got is None:
            yield f"{place}: nothing was heard"
            continue
        resolves = int(incidents[incident]["resolved_at"] is not None)
        for kind, number in (("fire", 1), ("resolve", resolves)):
            if got[kind] != number:
                yield f"{place}: {got[kind]} of the kind {kind}, not {number}"
        if got["keys"] != keys:
            yield f"{place}: heard {got['keys']}, decided {keys}"
        if not got["in_order"]:
            yield f"{place}: not in order"
        if channel == "tickets" and (len(got["issues"]) != 1 or bool(got["closings"]) != bool(resolves)):
            yield f"{place}: {len(got['issues'])} issues, moved to done {got['closings']} times"
    beats = {record["key"] for record in log if record.get("kind_of_message") == "heartbeat"}
    for key in sorted(beats - outbox.keys()):
        yield f"{key} was heard, of which the store knows nothing"
    for record in log:
        if record["kind"] == "pagerduty" and (record["action"] == "resolve") != (record["kind_of_message"] == "resolve"):
            yield f"{record['key']} says {record['action']}"


def repeats(log):
    """How often something was accepted again, under the key that it had."""
    told = summary(log).values()
    beats = [record["key"] for record in log if record.get("kind_of_message") == "heartbeat"]
    return (sum(sum(what["duplicates"].values()) + max(0, what["closings"] - 1) for what in told) + len(beats) - len(set(beats)))


def differences(expected, actual, path):
    if isinstance(expected, dict) and isinstance(actual, dict):
        for name in sorted(expected.keys() | actual.keys()):
            if name not in actual or name not in expected:
                yield f"{path} {name}: {'missing' if name not in actual else 'not in the run without kills'}"
            else:
                yield from differences(expected[name], actual[name], f"{path} {name}")
    elif isinstance(expected, list) and isinstance(actual, list):
        for number, (one, other) in enumerate(zip(expected, actual)):
            yield from differences(one, other, f"{path}[{number}]")
        if len(expected) != len(actual):
            yield f"{path}: {len(actual)}, without kills {len(expected)}"
    elif expected != actual:
        yield f"{path}: {actual!r}, without kills {expected!r}"


def judge(program, directory, reference=None):
    """Everything that must hold of a finished run; `reference` are the facts of one without kills."""
    problems = list(whole(program, directory))
    try:
        found = facts(program, directory)
    except (KeyError, TypeError) as error:
        return Verdict([*problems, f"the store cannot be read: {error}"], 0, None)
    audit = [(row["kind"], row["at"], row["text"]) for row in found["audit"]]
    marks = json.loads((directory / ACKNOWLEDGED).read_text())
    problems += [f"{mark} was acknowledged and is lost" for mark in unacknowledged(marks, audit)]
    ticks = [at for kind, at, _ in audit if kind == "tick"]
    if ticks != [workspace.instant(session) for session in range(len(workspace.SESSIONS))]:
        problems.append(f"{len(ticks)} ticks, not one for each of {len(workspace.SESSIONS)} sessions in their order")
    problems += [f"{key} is {message['state']}" for key, message in found["outbox"].items() if message["state"] != "delivered"]
    log = heard(directory)
    problems += told_wrongly(found["outbox"], found["incidents"], log)
    if reference:
        problems += differences(reference, found, "")
    return Verdict(problems, repeats(log), found)
