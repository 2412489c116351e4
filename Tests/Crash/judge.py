"""Checks what must hold after a kill and after a run, by the receiver's log, the store and what the program says of it."""
import collections
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Receivers"))
import store
import workspace
from logbook import summary

LOG, ACKNOWLEDGED = "requests.jsonl", "acknowledged.json"
CHANNELS = {path: name for name, path in workspace.PATHS.items()}
# A run without kills must have these in it, since nothing is proved by a scenario in which nothing happens.
KINDS = {"tick", "fired", "rose", "reopened", "opened", "joined", "told", "not told", "alert resolved", "resolved", "acknowledged",
         "mitigating", "closed", "silence", "by hand", "escalated", "promotion"}
TOLD = {(channel, kind) for channel in workspace.PATHS if channel != "pulse" for kind in ("fire", "resolve")} | {
    (channel, "update") for channel in ("hook", "router", "tickets")} | {("pulse", "heartbeat")}
Verdict = collections.namedtuple("Verdict", "problems repeated facts")


def tail(path):
    return " | ".join(path.read_text(errors="replace").splitlines()[-6:])


def logged(directory):
    log = directory / LOG
    lines = store.placeless(log.read_text(encoding="utf-8")).splitlines(keepends=True) if log.exists() else []
    # The last line may be half written while this reads.
    return [json.loads(line) for line in lines if line.endswith("\n")]


def accepted(log):
    return [record for record in log if record["verdict"] == "accepted"]


def unacknowledged(marks, audit):
    """Acknowledged marks that the audit does not show."""
    ticks = {row.at for row in audit if row.kind == "tick"}
    texts = [row.text for row in audit]
    return [f"{mark} was acknowledged and is lost" for mark in marks if mark not in ticks and not any(mark in text for text in texts)]


def untrue(outbox, heard):
    """Effects without a cause, and causes that are taken for effects. `heard` are the keys of what a receiver accepted.

    An effect without a cause shows only right after a kill: a tick that is repeated decides the same messages again.
    """
    known = {message.key: message.state for message in outbox}
    yield from (f"{key} was told, and its cause is lost" for key in sorted(heard - known.keys()))
    yield from (f"{key} is marked as delivered, and was not heard" for key, state in sorted(known.items())
                if state == "delivered" and key not in heard)


def keys_of(log):
    return {record["key"] for record in accepted(log) if record.get("key")}


def after_kill(directory, acknowledged):
    """Problems of the store as the kill left it, and its audit."""
    with store.database(directory) as connection:
        problems = store.damage(connection)
        if problems and problems[0].startswith("the database"):
            return problems, []
        audit = store.audit(connection)
        problems += unacknowledged(acknowledged, audit)
        problems += untrue(store.outbox(connection), keys_of(logged(directory)))
    return problems, audit


def refusals(program, directory):
    """Faults of the store that the program itself finds."""
    for words in (("audit", "verify"), ("store", "check")):
        run = subprocess.run([program, *words, "--store", "store"], cwd=directory, capture_output=True, text=True,
                             stdin=subprocess.DEVNULL)
        if run.returncode != 0:
            yield f"{' '.join(words)} exits with {run.returncode}: {(run.stdout + run.stderr).strip()[:300]}"


def settled_wrongly(outbox):
    """Only the newest heartbeat need be sent, and how many ticks come before it is depends on the kill."""
    beats = [message for message in outbox if message.kind == "heartbeat"]
    for message in outbox:
        if message.state != "delivered" and (message.state != "dropped" or message not in beats[:-1]):
            yield f"{message.key} is {message.state}"


def told_wrongly(outbox, resolved, log):
    """Problems of what was heard: of each incident and channel one fire, updates in order, one resolve once it is over, nothing else."""
    told = {(CHANNELS.get(path, path), incident): what for (path, incident), what in summary(log).items()}
    wanted = collections.defaultdict(list)
    for message in outbox:
        if message.kind != "heartbeat":
            wanted[message.channel, message.incident].append((message.sequence, message.key))
    for channel, incident in sorted(told.keys() - wanted.keys()):
        yield f"{channel} was told of {incident}, of which the store knows nothing"
    for (channel, incident), numbered in sorted(wanted.items()):
        place = f"{incident} on {channel}"
        if (channel, incident) not in told:
            yield f"{place}: nothing was heard"
            continue
        got = told[channel, incident]
        yield from (f"{place}: {problem}" for problem in heard_wrongly(got, [key for _, key in sorted(numbered)], incident in resolved))
        if channel == "tickets":
            yield from (f"{place}: {problem}" for problem in filed_wrongly(got, incident in resolved))


def heard_wrongly(got, keys, is_resolved):
    for kind, number in (("fire", 1), ("resolve", int(is_resolved))):
        if got[kind] != number:
            yield f"{got[kind]} of the kind {kind}, not {number}"
    if got["keys"] != keys:
        yield f"heard {got['keys']}, decided {keys}"
    if not got["in_order"]:
        yield "not in order"


def filed_wrongly(got, is_resolved):
    """Problems of Jira, where a look comes before whatever may be there already."""
    if len(got["issues"]) != 1:
        yield f"{len(got['issues'])} issues, not 1"
    if got["duplicates"]:
        yield f"said again: {got['duplicates']}"
    if bool(got["closings"]) != is_resolved:
        yield f"moved to done {got['closings']} times"


def said_wrongly(log):
    """Refusals, bodies that differ under the key that they had, and what PagerDuty was wrongly asked to do."""
    bodies = {}
    for record in log:
        if record["verdict"] != "accepted":
            if not record["fault"]:
                yield f"{record['method']} {record['path']} was refused: {record['why']}"
        elif record.get("key"):
            body = timeless(record["body"])
            if bodies.setdefault((record["channel"], record["key"]), body) != body:
                yield f"{record['key']} says something else when it is repeated"
        if record.get("action") and (record["action"] == "resolve") != (record["kind_of_message"] == "resolve"):
            yield f"{record['key']} asks PagerDuty to {record['action']}"


def timeless(body):
    """A body without the end that Alertmanager is told of what goes on: it is counted from the sending."""
    if not isinstance(body, list):
        return body
    return [alert | {"endsAt": "later"} if alert.get("endsAt", "") > workspace.AFTERWARDS else alert for alert in body]


def repeats(log):
    """The number of times that something was accepted again, under the key that it had."""
    told = summary(log).values()
    beats = [record["key"] for record in accepted(log) if record.get("kind_of_message") == "heartbeat"]
    return sum(sum(what["duplicates"].values()) + max(0, what["closings"] - 1) for what in told) + len(beats) - len(set(beats))


def facts(connection, log):
    """Facts that must be the same in every run, whatever was killed: lists of rows, by what they are."""
    said = {(record["channel"], record["key"]): timeless(record["body"]) for record in accepted(log)
            if record.get("key") and record["kind_of_message"] != "heartbeat"}
    decided = [(row.at, row.kind, row.incident, row.check, row.subject, row.text) for row in store.audit(connection)
               if row.kind != "delivered"]
    return store.tables(connection) | {"audit": decided, "heard": [[*place, body] for place, body in sorted(said.items())]}


def differences(expected, actual):
    for name in sorted(expected.keys() | actual.keys()):
        wanted, got = ([json.dumps(row, ensure_ascii=False) for row in rows.get(name, [])] for rows in (expected, actual))
        lost, new = collections.Counter(wanted) - collections.Counter(got), collections.Counter(got) - collections.Counter(wanted)
        yield from (f"{name}: without kills there is {row[:250]}" for row in lost.elements())
        yield from (f"{name}: without kills there is no {row[:250]}" for row in new.elements())
        if wanted != got and not lost and not new:
            yield f"{name}: in another order than without kills"


def poverty(found):
    """Facts that the run without kills must have and has not."""
    kinds = {kind for _, kind, *_ in found["audit"]}
    yield from (f"nothing in the audit is of the kind {kind!r}" for kind in sorted(KINDS - kinds))
    told = {(message.channel, message.kind) for message in found["outbox"]}
    yield from (f"{channel} is told no {kind}" for channel, kind in sorted(TOLD - told))
    if all(incident.end is not None for incident in found["incidents"]):
        yield "no incident is open at the end"


def judge(program, directory, reference=None):
    """Everything that must hold of a finished run; `reference` are the facts of one without kills."""
    problems, log = list(refusals(program, directory)), logged(directory)
    with store.database(directory) as connection:
        damage = store.damage(connection)
        if damage and damage[0].startswith("the database"):
            return Verdict(problems + damage, 0, None)
        audit, outbox, found = store.audit(connection), store.outbox(connection), facts(connection, log)
    resolved = {incident.identifier for incident in found["incidents"] if incident.end is not None}
    marks = json.loads((directory / ACKNOWLEDGED).read_text())
    ticks = [row.at for row in audit if row.kind == "tick"]
    problems += [*damage, *unacknowledged(marks, audit)]
    if ticks != workspace.INSTANTS:
        problems.append(f"{len(ticks)} ticks, not one for each of {len(workspace.INSTANTS)} sessions in their order")
    problems += [*settled_wrongly(outbox), *untrue(outbox, keys_of(log)), *told_wrongly(outbox, resolved, log), *said_wrongly(log)]
    if reference:
        problems += differences(reference, found)
    return Verdict(problems, repeats(log), found)
