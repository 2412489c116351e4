"""Proves that the judge can fail: a good run is broken in copies, and each must be noticed for what was broken."""
import contextlib
import json
import shutil
import sqlite3

import judge
import store

SHOWN = 4  # problems that are shown where the right one is not among them


# ---------------------------------------------------------------- what a receiver heard

def change_log(change):
    """`change` maps the records of the log to other ones."""
    def tamper(directory):
        log = directory / judge.LOG
        records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        log.write_text("".join(json.dumps(record) + "\n" for record in change(records)), encoding="utf-8")
    return tamper


def first(records, **wanted):
    return next(number for number, record in enumerate(records) if all(record.get(name) == value for name, value in wanted.items()))


def without(**wanted):
    def change(records):
        at = first(records, **wanted)
        return records[:at] + records[at + 1:]
    return change_log(change)


def again(changes, at_the_end=False, **wanted):
    """The same once more, but for some changes, at once or after everything else."""
    def change(records):
        at = first(records, **wanted)
        new = records[at] | (changes(records[at]) if callable(changes) else changes)
        return [*records, new] if at_the_end else [*records[:at + 1], new, *records[at + 1:]]
    return change_log(change)


def otherwise(changes, **wanted):
    def change(records):
        at = first(records, **wanted)
        return [*records[:at], records[at] | changes, *records[at + 1:]]
    return change_log(change)


FIRE = {"channel": "/slack/chat", "kind_of_message": "fire"}
HOOK = {"channel": "/webhook/hook", "kind_of_message": "fire"}
CREATION = {"kind": "jira", "kind_of_message": "fire"}
COMMENT = {"kind": "jira", "kind_of_message": "update"}
PAGER = {"channel": "/pagerduty/v2/enqueue", "kind_of_message": "resolve"}
BEAT = {"kind_of_message": "heartbeat"}
NOBODY = {"incident": "0" * 16, "key": "0" * 16 + "/hook/fire/1"}

LOGS = [
    ("a resolve that was not heard", without(**PAGER), "0 of the kind resolve, not 1"),
    ("a fire that was not heard", without(**FIRE), "0 of the kind fire, not 1"),
    ("nothing heard of an incident", change_log(lambda records: [r for r in records if r["channel"] != "/slack/chat"]),
     "nothing was heard"),
    ("a fire under another key", again(lambda fire: {"key": fire["incident"] + "/chat/fire/9"}, True, **FIRE),
     "2 of the kind fire, not 1"),
    ("a second resolve", again(lambda last: {"key": last["incident"] + "/pager/resolve/9"}, True, **PAGER),
     "2 of the kind resolve, not 1"),
    ("a fire after its resolve", again({}, True, **FIRE), "not in order"),
    ("an update that was not heard", without(channel="/webhook/hook", kind_of_message="update"), "], decided ["),
    ("an incident that nobody decided", again(NOBODY, True, **HOOK), "of which the store knows nothing"),
    ("a message that nobody decided", again(lambda fire: {"key": fire["incident"] + "/hook/update/99"}, **HOOK), "its cause is lost"),
    ("a heartbeat that nobody decided", again({"key": "crash/pulse/heartbeat/1"}, **BEAT), "its cause is lost"),
    ("a heartbeat that was not heard", without(**BEAT), "is marked as delivered, and was not heard"),
    ("other words the second time", again({"body": {"text": "else"}}, **FIRE), "says something else when it is repeated"),
    ("other words", otherwise({"body": {"text": "else"}}, **FIRE), "heard: without kills there is no"),
    ("a second issue", again({"issue": "MON-999"}, **CREATION), "2 issues"),
    ("a comment twice", again({}, **COMMENT), "said again"),
    ("an issue that stays open", without(kind="jira", to="done"), "moved to done 0 times"),
    ("a resolve that triggers", otherwise({"action": "trigger"}, **PAGER), "asks PagerDuty to trigger"),
    ("a request that was refused", again({"verdict": "rejected", "why": "no text"}, **FIRE), "was refused: no text"),
]


# ---------------------------------------------------------------- what the store holds

def change_store(*statements, chained=False):
    """Goes past the triggers, and puts them back; `chained` makes the audit's chain fit again, as a program without fault would."""
    def tamper(directory):
        with contextlib.closing(sqlite3.connect(directory / "store" / store.DATABASE)) as connection, connection:
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                if connection.execute(statement).rowcount < 1:
                    raise ValueError(f"nothing was broken by: {statement}")
            if chained:
                chain(connection)
            for _, sql in triggers:
                connection.execute(sql)
    return tamper


def chain(connection):
    previous = "0" * 64
    for number, row in enumerate(store.audit(connection), 1):
        hashed = store.hash_of(row._replace(sequence=number), previous)
        connection.execute("UPDATE audit SET sequence = ?, previous = ?, hash = ? WHERE sequence = ?",
                           [number, previous, hashed, row.sequence])
        previous = hashed


def scratch(directory):
    """Overwrites the middle of the database."""
    with open(directory / "store" / store.DATABASE, "r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xa5" * 8 * 4096)


def of_audit(verb, which):
    """A statement on the newest row of the audit of which something holds."""
    return f"{verb} WHERE sequence = (SELECT max(sequence) FROM audit WHERE {which})"


LAST_MESSAGE = "number = (SELECT max(number) FROM outbox WHERE kind <> 'heartbeat')"
OLD_BEAT = "number = (SELECT min(number) FROM outbox WHERE kind = 'heartbeat')"
DELETION = "DELETE FROM audit"
COPY = ("INSERT INTO audit SELECT 1 + (SELECT max(sequence) FROM audit), at, kind, incident, check_name, subject, text, previous, hash "
        "FROM audit")

STORES = [
    ("a lost command", change_store(of_audit(DELETION, "kind = 'mitigating'"), chained=True), "was acknowledged and is lost"),
    ("a lost tick", change_store(of_audit(DELETION, "kind = 'tick' AND sequence < 100"), chained=True), "59 ticks, not one for each"),
    ("a tick twice", change_store(of_audit(COPY, "kind = 'tick'"), chained=True), "61 ticks, not one for each"),
    ("the end of a tick", change_store(of_audit(DELETION, "kind = 'tick'"), chained=True), "half a commit: the store is at"),
    ("a row of the audit twice", change_store(of_audit(COPY, "kind = 'fired'"), chained=True), "audit: without kills there is no"),
    ("a letter of the audit", change_store("UPDATE audit SET text = 'x' || substr(text, 2) WHERE sequence = 9"),
     "the chain of the audit breaks at row 9"),
    ("a letter, by the program", change_store("UPDATE audit SET text = 'x' || substr(text, 2) WHERE sequence = 9"),
     "audit verify exits with 2"),
    ("a row out of the middle", change_store("DELETE FROM audit WHERE sequence = 9"), "the chain of the audit breaks at row 10"),
    ("rows in another order", change_store(
        "UPDATE audit SET sequence = 99999 WHERE sequence = 5", "UPDATE audit SET sequence = 5 WHERE sequence = 6",
        "UPDATE audit SET sequence = 6 WHERE sequence = 99999", chained=True), "audit: in another order"),
    ("a delivery that is audited twice", change_store(of_audit(COPY, "kind = 'delivered'"), chained=True), "and 2 times in the audit"),
    ("a delivery that is not audited", change_store(of_audit(DELETION, "kind = 'delivered'"), chained=True), "and 0 times in the audit"),
    ("a message that is not audited", change_store(
        "DELETE FROM audit WHERE kind = 'told' AND at = (SELECT at FROM audit WHERE kind = 'told' ORDER BY sequence LIMIT 1)",
        chained=True), "is in the outbox and not in the audit"),
    ("an incident that is not audited", change_store(of_audit(DELETION, "kind = 'opened'"), chained=True), "is not in the audit"),
    ("an incident that is only audited", change_store(
        of_audit("UPDATE audit SET incident = '0000000000000000'", "kind = 'opened'"), chained=True), "is only in the audit"),
    ("a message that waits", change_store(f"UPDATE outbox SET state = 'pending' WHERE {LAST_MESSAGE}"), "is pending"),
    ("a message that is dead", change_store(f"UPDATE outbox SET state = 'dead' WHERE {LAST_MESSAGE}"), "is dead"),
    ("a last heartbeat that is dropped", change_store(
        "UPDATE outbox SET state = 'dropped' WHERE number = (SELECT max(number) FROM outbox WHERE kind = 'heartbeat')"), "is dropped"),
    ("an old heartbeat that is dropped", change_store(f"UPDATE outbox SET state = 'dropped' WHERE {OLD_BEAT}"), "store check exits with"),
    ("a lost message", change_store(f"DELETE FROM outbox WHERE {LAST_MESSAGE}"), "its cause is lost"),
    ("a lost resolve, by the program", change_store(
        "DELETE FROM outbox WHERE number = (SELECT max(number) FROM outbox WHERE kind = 'resolve')"), "store check exits with"),
    ("another severity", change_store("UPDATE outbox SET severity = 'warning' WHERE severity = 'critical'"),
     "outbox: without kills there is"),
    ("a lost observation", change_store("DELETE FROM observations WHERE check_name = 'level' AND about = '2024-02-01'"),
     "observations: without kills there is"),
    ("an alert in another state", change_store("UPDATE alerts SET reason = 'else'"), "alerts: without kills there is"),
    ("a silence twice", change_store("INSERT INTO silences SELECT id || 'x', matchers, author, reason, starts_at, ends_at FROM silences"),
     "silences: without kills there is no"),
    ("a reference to nothing", change_store("UPDATE outbox SET incident = '0000000000000000' WHERE " + LAST_MESSAGE),
     "refers to one that is not there"),
    ("a broken page", scratch, "the database:"),
]

# ---------------------------------------------------------------- right after a kill

KILLS = [
    ("an effect without a cause", change_store("DELETE FROM outbox WHERE number = (SELECT min(number) FROM outbox WHERE kind = 'resolve')"),
     "its cause is lost"),
    ("a cause without its effect", without(**HOOK), "is marked as delivered, and was not heard"),
    ("a lost command, at once", change_store(of_audit(DELETION, "kind = 'mitigating'"), chained=True), "was acknowledged and is lost"),
    ("half a commit, at once", change_store("UPDATE deployment SET last_instant = last_instant + 86400"), "half a commit"),
    ("a letter of the audit, at once", change_store("UPDATE audit SET text = 'x' || substr(text, 2) WHERE sequence = 9"), "the chain"),
    ("a broken page, at once", scratch, "the database:"),
]


def unnoticed(program, run, reference):
    """The number of cases that the judge has not noticed."""
    whole = [("nothing", lambda directory: None, None)]
    cases = [(case, lambda directory: judge.judge(program, directory, reference).problems) for case in whole + LOGS + STORES]
    cases += [(case, lambda directory: judge.after_kill(directory, run.acknowledged)[0]) for case in whole + KILLS]
    count = sum(not is_noticed(run.directory, *case, problems_of) for case, problems_of in cases)
    print(f"{len(cases)} cases, {count} of them not noticed")
    return count


def is_noticed(good, name, tamper, wanted, problems_of):
    directory = good.parent / "broken"
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(good, directory)
    tamper(directory)
    problems = problems_of(directory)
    noticed = any(wanted in problem for problem in problems) if wanted else not problems
    if noticed:
        print(f"{name}: {'noticed' if wanted else 'nothing to notice'}", flush=True)
    else:
        kept = directory.rename(good.parent / ("broken-" + name.replace(" ", "-")))
        print(f"{name}: NOT NOTICED as {wanted!r}, but {problems[:SHOWN]}; kept in {kept}", flush=True)
    return noticed
