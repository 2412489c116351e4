"""The store as SQLite sees it, without the program: its rows, and whether they are whole."""
import collections
import contextlib
import datetime
import hashlib
import re
import shutil
import sqlite3
import tempfile
from pathlib import Path

DATABASE = "bellwether.sqlite"
# Tables whose rows depend on the kills: how often a message was tried, and what a receiver called an incident. `outbox` and
# `deployment` are compared in part.
OF_DELIVERY = ("grdb_migrations", "totals", "channels", "receipts", "destinations", "outbox", "deployment")
CLOCKS = ("first_attempt", "next_attempt", "leased_at", "unclear_since", "searched_at")
AuditRow = collections.namedtuple("AuditRow", "sequence at kind incident check subject text previous hash")
Message = collections.namedtuple("Message", "number key incident channel kind sequence teams at severity content state")

INCIDENT_COLUMNS = "number, id, opened_at, occasion, state, response_by, response_until, resolved_at"
Incident = collections.namedtuple("Incident", "number identifier opened session state response_by response_until end")


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextlib.contextmanager
def database(directory):
    """A copy of the store, read as SQLite reads it after a crash; empty where there is none yet."""
    with tempfile.TemporaryDirectory() as copy:
        for path in sorted((directory / "store").glob(DATABASE + "*")):
            # Shared memory is made anew from the log.
            if not path.name.endswith("-shm"):
                shutil.copy(path, copy)
        with contextlib.closing(sqlite3.connect(Path(copy) / DATABASE)) as connection:
            yield connection


@contextlib.contextmanager
def reading(directory):
    """The store itself, which a program that waits has open."""
    address = (directory / "store" / DATABASE).as_uri() + "?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        yield connection


def rows(connection, table, columns="*", order="rowid"):
    """Rows of a table, none where it is not made yet."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
        return []
    return connection.execute(f"SELECT {columns} FROM {table} ORDER BY {order}").fetchall()


def audit(connection):
    columns = "sequence, at, kind, incident, check_name, subject, text, previous, hash"
    return [AuditRow(*row)._replace(at=iso(row[1])) for row in rows(connection, "audit", columns)]


def outbox(connection):
    return [Message(*row) for row in rows(connection, "outbox", ", ".join(Message._fields))]


def leased(connection):
    return [key for key, since in rows(connection, "outbox", "key, leased_at") if since is not None]


def last_instant(connection):
    return next((iso(at) for at, in rows(connection, "deployment", "last_instant") if at is not None), None)


def placeless(text):
    """A text without where the store is: messages name it by its path, which is another in each run."""
    return re.sub(r"(?:/[^\s\"'\\/]+)+/store\b", "/store", text)


def tables(connection):
    """Every table that must be the same whatever was killed, by name."""
    names = [name for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'audit'")]
    return {name: rows(connection, name, order="1") for name in names if name not in OF_DELIVERY} | {
        "incidents": [Incident(*row) for row in rows(connection, "incidents", INCIDENT_COLUMNS)],
        "deployment": rows(connection, "deployment", "name, clock, last_instant"),
        "outbox": [message._replace(state="", content=placeless(message.content)) for message in outbox(connection)]}


def hash_of(row, previous):
    lines = [previous, str(row.sequence), row.at, row.kind, row.incident, row.check, row.subject, row.text]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def damage(connection):
    """Faults found by SQLite itself, in the chain of the audit, and in what one commit writes together."""
    try:
        found = [f"the database: {text}" for text, in connection.execute("PRAGMA integrity_check") if text != "ok"]
        found += [f"a row of {row[0]} refers to one that is not there" for row in connection.execute("PRAGMA foreign_key_check")]
        return found or [*broken_chain(audit(connection)), *halves(connection)]
    except sqlite3.DatabaseError as error:
        return [f"the database: {error}"]


def broken_chain(rows):
    previous = "0" * 64
    for number, row in enumerate(rows, 1):
        if (row.sequence, row.previous, row.hash) != (number, previous, hash_of(row, previous)):
            yield f"the chain of the audit breaks at row {row.sequence}"
            return
        previous = row.hash


def halves(connection):
    """Commits of which one part is there and another is not."""
    found, last = audit(connection), last_instant(connection)
    ticks = [row.at for row in found if row.kind == "tick"]
    if last != max(ticks, default=None):
        yield f"half a commit: the store is at {last}, the last tick in its audit is {max(ticks, default=None)}"
    marked = collections.Counter(message.key for message in outbox(connection) if message.state == "delivered" and message.incident)
    audited = collections.Counter(row.text.split(",")[0] for row in found if row.kind == "delivered")
    for key in sorted((marked - audited).keys() | (audited - marked).keys()):
        yield f"half a commit: {key} is marked as delivered {marked[key]} times, and {audited[key]} times in the audit"
    told = {(row.incident, row.at) for row in found if row.kind == "told"}
    for message in outbox(connection):
        if message.incident and (message.incident, iso(message.at)) not in told:
            yield f"half a commit: {message.key} is in the outbox and not in the audit"
    known, opened = ({identifier for identifier, in rows(connection, "incidents", "id")},
                     {row.incident for row in found if row.kind == "opened"})
    for incident in sorted(known ^ opened):
        yield f"half a commit: the incident {incident} is {'not in the audit' if incident in known else 'only in the audit'}"


def pending(directory):
    with database(directory) as connection:
        return sum(message.state == "pending" for message in outbox(connection))


def pass_time(directory, seconds):
    """Sets the times of what waits back, while nothing runs: that is what waiting does, and takes no time."""
    with contextlib.closing(sqlite3.connect(directory / "store" / DATABASE)) as connection, connection:
        for column in CLOCKS:
            connection.execute(f"UPDATE outbox SET {column} = {column} - ? WHERE state = 'pending'", [seconds])
        connection.execute("UPDATE channels SET held_until = held_until - ?", [seconds])
