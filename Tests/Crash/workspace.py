"""The scenario that is killed: a policy, sixty sessions of a feed with planted nulls, and what a person runs on them."""
import datetime
import hashlib
import itertools
import math
from dataclasses import dataclass

DEPLOYMENT = "crash"

# Points that a run must come by, so that one that is renamed is not passed over.
POINTS = ("commit.begun", "commit.state", "commit.messages", "commit.written", "commit.done", "lease.done", "send.done", "mark.done")

# A team for each way to be told; every address is in the environment, so that the policy is the same in every run.
POLICY = """\
version: 1
deployment: crash
calendar: XNYS

sources:
  feed:
    csv: feed.csv
    time: date
    available: 90 minutes after close
    columns:
      - {name: date, type: date}
      - {name: x, type: number}
      - {name: y, type: number}
      - {name: z, type: number}
  market:
    csv: market.csv
    time: date
    available: 90 minutes after close
    columns:
      - {name: date, type: date}
      - {name: index, type: number}
      - {name: price, type: number}
      - {name: volume, type: number}

# No check looks at it; its versions are promoted on the way.
model: {built_in: market-ridge, source: market, features: [index, price, volume], train: 60 sessions, holdout: 10 sessions}

checks:
  - {name: blank, metric: null_percent, of: x, window: 1 session, warning: above 50, owner: data, runbook: look}
  - {name: share, metric: null_percent, of: y, window: 4 sessions, warning: above 20, critical: above 60,
     owner: [data, desk], runbook: look}
  - {name: level, metric: null_percent, of: z, window: 4 sessions, warning: above 20, critical: above 60, owner: duty, runbook: look}

runbooks:
  look: [{manual: Look at the ingestion job}]

teams:
  data: {channels: {warning: [hook], critical: [hook, pager]}}
  desk: {channels: {warning: [router], critical: [router, pager]}}
  duty: {channels: {warning: [tickets, hook], critical: [tickets, chat]}, escalation: [{after: 2 sessions, to: desk}]}

alerting: {group_window: 1 session, heartbeat: pulse}

channels:
  chat: {slack: {webhook: "${CHAT}"}}
  pager: {pagerduty: {url: "${PAGER}", routing_key: "${ROUTING_KEY}"}}
  tickets: {jira: {url: "${TICKETS}", user: "${TICKETS_USER}", token: "${TICKETS_TOKEN}", project: MON}}
  router: {alertmanager: {url: "${ROUTER}"}}
  hook: {webhook: {url: "${HOOK}", secret: "${SECRET}"}}
  pulse: {webhook: {url: "${PULSE}", secret: "${SECRET}"}}
"""
PATHS = {"chat": "/slack/chat", "pager": "/pagerduty/v2/enqueue", "tickets": "/jira", "router": "/alertmanager",
         "hook": "/webhook/hook", "pulse": "/webhook/pulse"}  # the receiver's paths, by channel
SECRETS = {"ROUTING_KEY": "0123456789abcdef" * 2, "TICKETS_USER": "monitor@example.org", "TICKETS_TOKEN": "a-token",
           "SECRET": "whsec_Y3Jhc2g="}

# The null cells, first and last session, by column. What is silenced, resolved by hand and open at the end is among them.
NULLS = {
    "x": [(10, 10), (14, 15), (18, 18), (28, 28), (42, 43), (47, 47), (58, 59)],
    "y": [(4, 7), (17, 20), (33, 36), (52, 54)],
    "z": [(6, 8), (23, 23), (29, 31), (48, 50)],
}
CLOSED = ("2024-01-01", "2024-01-15", "2024-02-19")

# The session up to which is ticked, then what is commanded: verb, its incident (check, subject, session of opening), options.
SCHEDULE = [
    (0,), (3,), (4,), (6,),
    (7, ("ack", ("level", "z", 6), "--for", "2 sessions")),
    (9,), (13,),
    (14, ("incidents mitigate", ("blank", "x", 14), "--for", "1 session")),
    (17,), (18,),
    (20, ("ack", ("share", "y", 17), "--for", "3 sessions")),
    (22,),
    (25, ("incidents close", ("share", "y", 17)), ("silence add", None, "--check", "share", "--for", "1 session")),
    (27,), (29,), (30,), (33,),
    (35, ("incidents resolve", ("share", "y", 33), "--reason", "a known outage")),
    (38,), (40,),
    (41, ("silence add", None, "--check", "blank", "--subject", "x", "--for", "3 sessions")),
    (44,),
    (46, ("silence add", None, "--owner", "data", "--severity", "warning", "--for", "2 sessions")),
    (48, ("ack", ("blank", "x", 47), "--for", "5 sessions")),
    (50,), (53,), (54,),
    (56, ("incidents resolve", ("share", "y", 52), "--reason", "the provider has repaired it")),
    (59, ("incidents mitigate", ("share", "y", 57), "--for", "4 sessions")),
]


def sessions():
    days = (datetime.date(2024, 1, 1) + datetime.timedelta(n) for n in itertools.count())
    return list(itertools.islice((day for day in days if day.weekday() < 5 and day.isoformat() not in CLOSED), 60))


SESSIONS = sessions()
FIRST_OF_MARKET = datetime.date(2023, 6, 1)


def instant(session):
    """The instant a session is due, 90 minutes after the close in New York, where summer began on 10 March."""
    day = SESSIONS[session]
    return f"{day}T{21 if day >= datetime.date(2024, 3, 10) else 22}:30:00Z"


INSTANTS = [instant(session) for session in range(len(SESSIONS))]
AFTERWARDS = "2025"  # an instant that begins so, or with more, is a time of the machine's clock


def incident(check, subject, session):
    return hashlib.sha256(f"{DEPLOYMENT}|{check}|{subject}|{instant(session)}".encode()).hexdigest()[:16]


def write(directory):
    (directory / "policy.yml").write_text(POLICY)
    rows = [",".join([day.isoformat()] + ["" if any(first <= n <= last for first, last in NULLS[column]) else "1" for column in "xyz"])
            for n, day in enumerate(SESSIONS)]
    (directory / "feed.csv").write_text("\n".join(["date,x,y,z", *rows]) + "\n")
    days = (FIRST_OF_MARKET + datetime.timedelta(n) for n in range((SESSIONS[-1] - FIRST_OF_MARKET).days + 1))
    market = [f"{day},{15 + 3 * math.sin(day.toordinal())},{100 + 2 * math.cos(1.7 * day.toordinal())},{1000 + day.toordinal() % 17}"
              for day in days if day.weekday() < 5]
    (directory / "market.csv").write_text("\n".join(["date,index,price,volume", *market]) + "\n")


def environment(base):
    """Addresses of the channels, for a receiver at the address `base`."""
    return {name.upper(): base + path for name, path in PATHS.items()} | SECRETS


@dataclass(frozen=True)
class Step:
    """A command, and what the audit shows once it was done: the instant of a tick, or the name of who commanded."""

    words: tuple
    mark: str

    @property
    def is_command(self):
        """True if it is not simply repeated when it was killed."""
        return self.words[0] not in ("tick", "outbox")

    def __str__(self):
        return " ".join(self.words[:2] if self.is_command else (self.words[0], *self.words[-2:]))

    def is_shown(self, audit):
        """True if the rows of the audit show a command."""
        return any(self.mark in row.text for row in audit)


DRAIN = Step(("outbox", "send", "--store", "store"), "")


def steps():
    result = []
    for session, *commands in SCHEDULE:
        words = ("tick", "policy.yml", "--store", "store", "--deliver", "--from", str(SESSIONS[0]), "--to", str(SESSIONS[session]))
        result.append(Step(words, instant(session)))
        for verb, about, *options in commands:
            mark = f"operator-{len(result):02}"
            if verb == "silence add":
                options += ["--reason", mark]
            words = verb.split() + ([incident(*about)] if about else []) + options
            result.append(Step((*words, "--store", "store", "--by", mark, "--at", instant(session)), mark))
    return result
