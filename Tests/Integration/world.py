"""A policy, its feed and its store in a directory of their own, and the program run on them as a person runs it.

Two checks look at one feed. `blank` fires in a session in which y is null and is over in the next; `share` rises from a warning to a
critical while x is null for four sessions. Every name of an expectation is computed here from the guides.
"""
import datetime
import hashlib
import itertools
import json
import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

POLICY = """\
version: 1
deployment: {deployment}
calendar: XNYS

sources:
  feed:
    csv: feed.csv
    time: date
    available: 90 minutes after close
    columns:
      - {{name: date, type: date}}
      - {{name: x, type: number}}
      - {{name: {column}, type: number}}

checks:
  - {{name: share, metric: null_percent, of: x, window: 4 sessions, warning: above 20, critical: above 60, owner: data, runbook: look}}
  - {{name: blank, metric: null_percent, of: {column}, window: 1 session, warning: above 50, owner: data, runbook: look}}

runbooks:
  look: [{{manual: "{step}"}}]

teams:
  data: {{channels: {{warning: [{told}], critical: [{told}]}}}}

{alerting}channels:
{channels}
"""
STEP = "Look at the ingestion job – naïve, at least 1 row"
CLOSED = ("2024-01-01", "2024-01-15")
ZONE = "America/New_York"  # its clocks are five hours behind in January
COMMAND_LIMIT = 400  # seconds, after which a command hangs


def sessions():
    days = (datetime.date(2024, 1, 1) + datetime.timedelta(n) for n in itertools.count())
    return list(itertools.islice((day for day in days if day.weekday() < 5 and day.isoformat() not in CLOSED), 16))


SESSIONS = sessions()


def instant(session):
    """The instant a session is due, 90 minutes after the close in New York, in winter."""
    return f"{SESSIONS[session]}T22:30:00Z"


def zone_time(session):
    return f"{SESSIONS[session]} 17:30:00 {ZONE}"


@dataclass
class Run:
    words: tuple
    code: int
    out: str
    err: str
    seconds: float

    @property
    def said(self):
        return f"exit {self.code}; {self.out[-300:]} {self.err[-500:]}"

    @property
    def json(self):
        return json.loads(self.out)


class World:
    """`channels` are lines of YAML by name; `environment` what their ${NAME} stand for."""

    def __init__(self, bench, name, channels, environment=None, told=None, x=(), y=(1,), column="y", deployment="parcels", **alerting):
        self.bench, self.name = bench, name
        self.column, self.deployment = column, deployment
        self.directory = bench.directory / name
        self.directory.mkdir(parents=True)
        self.place, self.is_mirrored = "store", False
        self.is_finished, self.thread = False, threading.get_ident()
        self.environment = dict(environment or {})
        self.traces = bench.traces
        bench.worlds.append(self)
        lines = "\n".join(f"  {channel}: {text}" for channel, text in channels.items())
        told = ", ".join(told or [channel for channel in channels if channel not in alerting.values()])
        section = ", ".join(f"{key}: {value}" for key, value in alerting.items())
        self.write("policy.yml", POLICY.format(
            deployment=deployment, column=column, step=STEP, told=told, channels=lines,
            alerting=f"alerting: {{{section}}}\n\n" if section else ""))
        rows = [f"{day},{'' if n in x else 1},{'' if n in y else 1}" for n, day in enumerate(SESSIONS)]
        self.write("feed.csv", "\n".join([f"date,x,{column}", *rows]) + "\n")

    def write(self, name, text):
        (self.directory / name).write_text(text, encoding="utf-8")

    def incident(self, check, session):
        subject = {"share": "x", "blank": self.column}[check]
        return hashlib.sha256(f"{self.deployment}|{check}|{subject}|{instant(session)}".encode()).hexdigest()[:16]

    # ---------------------------------------------------------------- running

    def start(self, *words, **options):
        """A run that somebody else waits for; its command line is sampled until it ends."""
        kept = {name: value for name, value in os.environ.items()
                if not name.lower().endswith("_proxy") and name not in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
        process = subprocess.Popen(
            [self.bench.program, *words], cwd=self.directory, env=kept | self.environment, stdin=subprocess.DEVNULL,
            stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, encoding="utf-8", errors="replace", **options)
        process.watcher = threading.Thread(target=self.traces.watch, args=(self.name, process), daemon=True)
        process.watcher.start()
        return process

    def finish(self, process, words, began):
        try:
            out, err = process.communicate(timeout=COMMAND_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            err += f"\nstill ran after {COMMAND_LIMIT} seconds"
        process.watcher.join()
        run = Run(words, process.returncode, out or "", err or "", time.monotonic() - began)
        self.traces.keep(self.name, f"$ {' '.join(map(str, words))}\n{run.out}{run.err}\nexit {run.code}\n")
        return run

    def run(self, *words, **options):
        began = time.monotonic()
        return self.finish(self.start(*words, **options), words, began)

    @property
    def store(self):
        return self.directory / self.place

    def tick_words(self, session, wait="0 seconds"):
        return ("tick", "policy.yml", "--store", self.place, "--deliver", "--from", str(SESSIONS[0]), "--to", str(SESSIONS[session]),
                "--wait", wait)

    def tick(self, session, wait="0 seconds", **options):
        return self.run(*self.tick_words(session, wait), **options)

    def send(self, wait="0 seconds", **options):
        return self.run("outbox", "send", "--store", self.place, "--wait", wait, **options)

    def ask(self, *words):
        return self.run(*words, "--store", self.place, "--format", "json").json

    def outbox(self):
        """Messages by key."""
        return {message["key"]: message for message in self.ask("outbox", "list")["messages"]}

    def states(self):
        """State by channel, kind and sequence; of one incident."""
        return {key.split("/", 1)[1]: message["state"] for key, message in self.outbox().items()}

    def whole(self):
        """Faults that the store's own verbs find; nothing where no store was made."""
        if not any(self.store.glob("*.sqlite")):
            return []
        runs = [self.run(*words, "--store", self.place) for words in (("audit", "verify"), ("store", "check"))]
        return [run.said for run in runs if run.code != 0]


class Traces:
    """Everything that the program showed, kept for whoever looks for secrets."""

    def __init__(self, directory):
        self.directory, self.lock = directory, threading.Lock()
        self.samples = 0
        directory.mkdir()

    def keep(self, name, text):
        with self.lock, open(self.directory / f"{Path(name).name}.output.txt", "a", encoding="utf-8") as file:
            file.write(text)

    def watch(self, name, process):
        seen = set()
        while process.poll() is None:
            try:
                seen.add(Path(f"/proc/{process.pid}/cmdline").read_bytes().replace(b"\0", b" "))
            except OSError:
                break  # it has ended
            self.samples += 1
            time.sleep(0.05)
        with self.lock, open(self.directory / f"{Path(name).name}.cmdline.txt", "ab") as file:
            file.writelines(line + b"\n" for line in sorted(seen))
