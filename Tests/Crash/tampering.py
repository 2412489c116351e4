"""Proves that the judge can fail: a good run is broken in copies, and each must be noticed for what was broken."""
import contextlib
import json
import shutil
import sqlite3

import judge


def change_log(directory, change):
    """`change` maps the records of the log to other ones."""
    log = directory / judge.LOG
    records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    log.write_text("".join(json.dumps(record) + "\n" for record in change(records)), encoding="utf-8")


def change_store(directory, *statements):
    """Goes past the triggers, and puts them back."""
    with contextlib.closing(sqlite3.connect(directory / "store" / judge.DATABASE)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            if connection.execute(statement).rowcount < 1:
                raise ValueError(f"nothing was broken by: {statement}")
        for _, sql in triggers:
            connection.execute(sql)


def first(records, **wanted):
    return next(number for number, record in enumerate(records) if all(record.get(name) == value for name, value in wanted.items()))


def without_a_resolve(records):
    at = first(records, channel="/pagerduty/v2/enqueue", kind_of_message="resolve")
    return records[:at] + records[at + 1:]


def with_a_second_fire(records):
    fire = records[first(records, channel="/slack/chat", kind_of_message="fire")]
    return [*records, fire | {"key": fire["incident"] + "/chat/fire/9"}]


def with_a_repeated_fire(records):
    """After what followed it."""
    return [*records, records[first(records, channel="/slack/chat", kind_of_message="fire")]]


def with_a_phantom(records):
    fire = records[first(records, channel="/webhook/hook", kind_of_message="fire")]
    return [*records, fire | {"incident": "0" * 16, "key": "0" * 16 + "/hook/fire/1"}]


def with_a_second_issue(records):
    issue = records[first(records, kind="jira", kind_of_message="fire")]
    return [*records[:records.index(issue) + 1], issue | {"issue": "MON-999"}, *records[records.index(issue) + 1:]]


OUTBOX = "UPDATE outbox SET state = 'pending' WHERE number = (SELECT max(number) FROM outbox)"
LAST_ROW = "DELETE FROM audit WHERE kind = 'mitigating' AND sequence = (SELECT max(sequence) FROM audit WHERE kind <> 'delivered')"

# What is broken, how, and what the judge must say among other things.
CASES = [
    ("nothing", lambda directory: None, None),
    ("a resolve that was not heard", lambda directory: change_log(directory, without_a_resolve), "0 of the kind resolve, not 1"),
    ("a fire under another key", lambda directory: change_log(directory, with_a_second_fire), "2 of the kind fire, not 1"),
    ("a fire after its resolve", lambda directory: change_log(directory, with_a_repeated_fire), "not in order"),
    ("an incident that nobody decided", lambda directory: change_log(directory, with_a_phantom), "of which the store knows nothing"),
    ("a second issue", lambda directory: change_log(directory, with_a_second_issue), "2 issues"),
    ("a lost command", lambda directory: change_store(directory, LAST_ROW), "was acknowledged and is lost"),
    ("a letter of the audit", lambda directory: change_store(directory, "UPDATE audit SET text = 'x' || substr(text, 2) WHERE sequence = 9"),
     "audit verify exits with 2"),
    ("a message that waits", lambda directory: change_store(directory, OUTBOX), "is pending"),
    ("another severity", lambda directory: change_store(directory, "UPDATE outbox SET severity = 'warning' WHERE severity = 'critical'"),
     "severity: 'warning', without kills 'critical'"),
]


def unnoticed(program, run, reference):
    """How many of the cases the judge has not noticed."""
    count = 0
    for name, tamper, wanted in CASES:
        directory = run.directory.parent / ("broken-" + name.replace(" ", "-"))
        shutil.copytree(run.directory, directory)
        tamper(directory)
        problems = judge.judge(program, directory, reference).problems
        noticed = any(wanted in problem for problem in problems) if wanted else not problems
        count += not noticed
        print(f"{name}: {'noticed' if wanted else 'nothing to notice'}" if noticed else
              f"{name}: NOT NOTICED as {wanted!r}, but {problems[:judge.SHOWN]}; kept in {directory}", flush=True)
    directory = run.directory.parent / "broken-cause"
    shutil.copytree(run.directory, directory)
    change_store(directory, "DELETE FROM outbox WHERE number = (SELECT min(number) FROM outbox WHERE kind = 'resolve')")
    problems, _ = judge.after_kill(directory, run.acknowledged)
    noticed = any("its cause is lost" in problem for problem in problems)
    print("an effect without a cause: " + ("noticed" if noticed else f"NOT NOTICED; kept in {directory}"), flush=True)
    return count + (not noticed)
