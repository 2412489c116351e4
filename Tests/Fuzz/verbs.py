#!/usr/bin/env python3
"""Runs every verb on broken and hostile files and arguments, and looks at how it ends.

    python3 Tests/Fuzz/verbs.py .build/release/bellwether [--runs 20000] [--seconds N] [--seed 1] [--workers N] [--case N] [--limit 10]

A case is named by the seed and its number alone: `--case N` runs one again and shows what it did. This is asked of every run:
it ends by itself within ten seconds of its processor and, unless --limit says otherwise, of the clock, by no signal; its exit code is one that is promised, and not 70, a defect; no
character that steers a terminal is printed; what `--format json` prints is strict JSON. Exits with 1 where one is not so.
"""
import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import files
import hostile

CODES = {0, 1, 2, 3, 4, 64, 65, 66, 69, 75, 77}
LIMIT = 10
AS_OF = ["2024-03-20", "2024-03-01", "2024-02-01T12:00:00Z", "2024-03-30"]
STEERING = set(range(0x20)) - {0x0A} | set(range(0x7F, 0xA0)) | {0x061C, 0x200E, 0x200F} | set(range(0x2028, 0x202F)) | set(
    range(0x2066, 0x206A))


class Case:
    """One case: a directory of files, and some runs of the program on them."""

    def __init__(self, program, seed, number, limit, verbose=False):
        self.program, self.number, self.limit, self.verbose = program, number, limit, verbose
        self.rng = random.Random(f"{seed}/{number}")
        self.faults, self.runs = [], 0
        self.directory = tempfile.mkdtemp(prefix="bellwether-fuzz-")

    # ------------------------------------------------------------- files

    def write(self, name, content):
        with open(os.path.join(self.directory, name), "wb") as file:
            file.write(content)
        return name

    def choose(self, weighted):
        return self.rng.choices([item for item, _ in weighted], [weight for _, weight in weighted])[0]

    def data(self, share):
        """The good data, each file broken with a probability."""
        good = files.data()
        for name, content in good.items():
            if self.rng.random() < share:
                content = hostile.broken(content, self.rng, list(good.values()))
            self.write(name, content)

    def policy(self, share, name="policy.yml"):
        all_policies = files.policies()
        content = self.choose(all_policies)
        if self.rng.random() < share:
            content = hostile.broken(content, self.rng, [text for text, _ in all_policies])
        return self.write(name, content)

    # ------------------------------------------------------------- runs

    def maybe(self, probability, *options):
        return list(options) if self.rng.random() < probability else []

    def text(self, good):
        """Mostly an argument that means something."""
        return hostile.argument(self.rng) if self.rng.random() < 0.2 else self.rng.choice(good)

    def run(self, *arguments):
        if self.rng.random() < 0.4:
            arguments += ("--format", "json")
        self.runs += 1
        words = [self.program] + [word if isinstance(word, bytes) else word.encode() for word in arguments]
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": self.directory, "TMPDIR": self.directory, "LC_ALL": "C.UTF-8",
                       "SWIFT_BACKTRACE": "enable=no"}
        began = time.monotonic()
        child = subprocess.Popen(words, cwd=self.directory, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, start_new_session=True, preexec_fn=bounded)
        try:
            out, err = child.communicate(timeout=self.limit)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            out, err = child.communicate()
            self.fault(words, f"still running after {self.limit} s")
            return out
        if self.verbose:
            print(f"$ {words[1:]}\n= {child.returncode} after {time.monotonic() - began:.2f} s\n{out[:3000]!r}\n{err[:3000]!r}")
        if child.returncode not in CODES:
            self.fault(words, f"exit code {child.returncode}: {err[-300:]!r}")
        for name, printed in (("standard output", out), ("standard error", err)):
            self.look(words, name, printed)
        if b"json" in words and out and not {b"--version", b"--help", b"-h", b"help"} & set(words):
            self.parse(words, out)
        return out

    def look(self, words, name, printed):
        try:
            text = printed.decode()
        except UnicodeDecodeError as error:
            return self.fault(words, f"{name} is not UTF-8: {error}")
        found = next((at for at, character in enumerate(text) if ord(character) in STEERING), None)
        if found is not None:
            self.fault(words, f"{name} has U+{ord(text[found]):04X} in {text[max(0, found - 60):found + 20]!r}")

    def parse(self, words, out):
        def refuse(constant):
            raise ValueError(f"{constant} is no JSON")

        try:
            json.loads(out, parse_constant=refuse)
        except ValueError as error:
            self.fault(words, f"no strict JSON: {error}: {out[:200]!r}")

    def fault(self, words, what):
        self.faults.append((self.number, [word.decode(errors="backslashreplace") for word in words[1:]], what))

    # ------------------------------------------------------------- kinds of cases

    def play(self):
        kinds = [(self.profile, 4), (self.judge, 6), (self.scenario, 3), (self.store, 3), (self.usage, 2)]
        try:
            self.choose(kinds)()
        finally:
            shutil.rmtree(self.directory, ignore_errors=True)
        return self.runs, self.faults

    def profile(self):
        names = ["feed.csv", "feed.jsonl", "labels.csv"]
        good = files.data()
        name = self.rng.choice(names)
        broken = hostile.packed(hostile.broken(good[name], self.rng, list(good.values())), self.rng)
        path = self.rng.choice(["data.csv", "data.jsonl", "data.ndjson", "data", "d\u202eata\x1b.csv", name])
        self.write(path, broken)
        self.write("base.csv", good["feed.csv"] if self.rng.random() < 0.7 else hostile.broken(good["feed.csv"], self.rng))
        self.run("profile", path, *self.maybe(0.5, "--baseline", "base.csv"))

    def judge(self):
        self.data(0.3)
        policy = self.policy(0.75)
        checks = ["schema", "nulls", "psi", "psi-p", "kinds", "relation", "rmse", "calibration", "money", "late"]
        as_of = self.maybe(0.9, "--as-of", self.text(AS_OF))
        verbs = [
            (lambda: self.run("check", policy, *as_of, *self.maybe(0.4, "--evidence")), 6),
            (lambda: self.run("validate", policy), 4),
            (lambda: self.run("explain", policy, "--check", self.text(checks), *as_of, *self.maybe(0.2, "--indices")), 3),
            (lambda: self.run("diagnose", policy, *as_of, *self.maybe(0.3, "--compare"),
                              *self.maybe(0.3, "--source", self.text(["feed"]))), 2),
            (lambda: self.run("predictions", policy, *as_of, *self.maybe(0.3, "--by-year")), 2),
            (lambda: self.run("routes", "test", policy, *self.maybe(0.5, "--check", self.text(checks)), *self.maybe(0.5, "--show")), 1),
        ]
        for _ in range(2):
            self.choose(verbs)()

    def scenario(self):
        self.data(0.1)
        self.policy(0.2)
        self.write("other.yml", files.NARROW.encode())
        all_scenarios = files.scenarios()
        content = self.choose(all_scenarios)
        if self.rng.random() < 0.9:
            content = hostile.broken(content, self.rng, [text for text, _ in all_scenarios])
        # Those of the repository name a policy of years of history.
        name = self.write("s.scenario", content.replace(b"../Examples/sp500/as-written.yml", b"other.yml"))
        self.write("toy.yml", files.stored("Scenarios", "toy.yml"))
        self.run("test", name, *self.maybe(0.4, "--print"))

    def store(self):
        self.data(0.3)
        policy = self.write("policy.yml", self.rng.choice([files.NARROW, files.NARROW, files.WIDE, files.LEDGER]).encode())
        if self.rng.random() < 0.2:
            self.policy(0.5)
        first, last = self.rng.choice([("2024-02-25", "2024-03-05"), ("2024-03-20", "2024-03-31")])
        with open(os.path.join(self.directory, policy), "rb") as file:
            if b"every" in file.read():  # each minute is a tick
                last = first
        # Values go missing, so that something fires.
        with open(os.path.join(self.directory, "feed.jsonl"), "rb+") as file:
            content = file.read().replace(b'"2024-03-01", "x"', b'"2024-03-01", "z"').replace(b'"2024-03-25", "x"', b'"2024-03-25", "z"')
            file.seek(0)
            file.write(content)
        self.run("tick", policy, "--store", "s", "--from", first, "--to", last, "--wait", "0 seconds", *self.maybe(0.3, "--deliver"))
        out = self.answer(["incidents", "list", "--store", "s", "--format", "json"])
        incidents = [item["id"] for item in out.get("incidents", [])] or ["0123456789abcdef"]
        keys = [item["key"] for item in self.answer(["outbox", "list", "--store", "s", "--format", "json"]).get("messages", [])] or ["k"]
        for _ in range(4):
            self.operate(policy, incidents, keys)

    def answer(self, arguments):
        """The JSON of a run whose answer is needed."""
        words = [self.program, *arguments]
        try:
            child = subprocess.run(words, cwd=self.directory, stdin=subprocess.DEVNULL, capture_output=True, preexec_fn=bounded,
                                   env={"SWIFT_BACKTRACE": "enable=no", "HOME": self.directory}, timeout=self.limit)
            return json.loads(child.stdout)
        except subprocess.TimeoutExpired:
            self.fault([word.encode() for word in words], f"still running after {self.limit} s")
        except ValueError:
            pass
        return {}

    def operate(self, policy, incidents, keys):
        rng, text = self.rng, self.text
        incident, key = text(incidents), text(keys)
        people = self.maybe(0.5, "--by", text(["ann", "bob"])) + self.maybe(0.3, "--at", text(["2024-03-31T23:00:00Z", "2024-04-02"]))
        store = ["--store", "s"]
        span = self.maybe(0.5, "--for", text(["2 sessions", "3 hours"]))
        step = ["--step", text(["1", "2", "3", "4", "5", "6"])]
        reason = ["--reason", text(["it is so"])]
        verb = rng.choice([
            ["incidents", "list", *self.maybe(0.3, "--state", text(["open", "resolved"])), *self.maybe(0.3, "--limit", text(["1", "5"]))],
            ["incidents", "show", incident], ["incidents", "mitigate", incident, *span, *people],
            ["incidents", "resolve", incident, *reason, *people], ["incidents", "close", incident, *people],
            ["ack", incident, *span, *people], ["silence", "add", "--check", text(["nulls"]), *span, *reason, *people],
            ["silence", "list"], ["silence", "end", text(["0123456789abcdef"]), *people],
            ["outbox", "list", *self.maybe(0.3, "--state", text(["pending", "dead", "withheld"])), *self.maybe(0.3, "--after", key)],
            ["outbox", "send", "--wait", "0 seconds"], ["outbox", "retry", key, *people], ["outbox", "drop", key, *reason, *people],
            ["runbook", "list", *self.maybe(0.5, "--all")], ["runbook", "show", text(incidents + ["look"])],
            ["runbook", "run", incident, *self.maybe(0.5, *step), *people],
            ["runbook", "done", incident, *step, *self.maybe(0.5, "--note", text(["done"])), *people],
            ["runbook", "approve", incident, *step, "--team", text(["desk"]), *people],
            ["freeze", *reason, *span, *people], ["freeze", "status"], ["unfreeze", *reason, *people],
            ["audit", "list", *self.maybe(0.4, "--limit", text(["3"])), *self.maybe(0.4, "--incident", incident)], ["audit", "verify"],
            ["store", "check"], ["store", "backup", text(["copy.sqlite"])],
            ["store", "vacuum", *self.maybe(0.4, "--before", text(["2024-03-01"]))],
            ["tick", policy, "--from", "2024-03-01", "--to", text(["2024-03-20"]), "--wait", "0 seconds"],
        ])
        # An empty name of a backup, or one that begins with a dash, is for the parser to refuse.
        self.run(*verb, *store)

    def usage(self):
        """Words that mean nothing, in any verb."""
        self.data(0)
        self.write("policy.yml", files.NARROW.encode())
        verbs = ["check", "explain", "diagnose", "predictions", "validate", "profile", "calendar", "metrics", "schema", "incidents", "ack",
                 "silence", "outbox", "runbook", "freeze", "unfreeze", "routes", "audit", "store", "test", "help", "--version", "x"]
        options = ["--as-of", "--from", "--to", "--check", "--store", "--format", "--reason", "--by", "--at", "--for", "--limit", "--state",
                   "--after", "--baseline", "--source", "--help", "--step", "--team", "--id", "--"]
        words = [self.rng.choice(verbs)]
        if self.rng.random() < 0.25:
            words = ["calendar", self.text(["XNYS", "24x7", "weekdays"]), "--from", self.text(["2020-01-01"]), "--to", self.text(["2020-03-01"])]
        else:
            for _ in range(self.rng.randrange(5)):
                words.append(self.rng.choice([self.rng.choice(options), "policy.yml", "feed.csv", hostile.argument(self.rng)]))
        self.run(*words)


def bounded():
    """Bounds a process to LIMIT seconds of the processor, by a signal that ends it, however busy the machine is."""
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))


def play(task):
    return Case(*task).play()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, help="ends after so long, however many runs there were")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--case", type=int, help="only this one, and all that it prints")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds of the clock for a run; more where the machine is busy")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    if options.case is not None:
        runs, faults = Case(program, options.seed, options.case, options.limit, verbose=True).play()
        for _, words, what in faults:
            print(f"FAULT: {what}\n  bellwether {words}")
        return 1 if faults else 0

    began, runs, faults = time.monotonic(), 0, []
    with multiprocessing.Pool(options.workers) as pool:
        tasks = ((program, options.seed, number, options.limit) for number in range(options.runs))
        for more, found in pool.imap_unordered(play, tasks, chunksize=4):
            runs += more
            for number, words, what in found:
                print(f"case {number}: {what}\n  bellwether {words}", flush=True)
            faults += found
            if runs >= options.runs or options.seconds and time.monotonic() - began > options.seconds:
                pool.terminate()
                break
    print(f"{runs} runs of seed {options.seed} in {time.monotonic() - began:.0f} s: "
          + (f"{len(faults)} faults; one again: --seed {options.seed} --case {faults[0][0]}" if faults else "no fault"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
