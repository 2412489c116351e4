#!/usr/bin/env python3
"""Proves that a crash loses nothing and doubles nothing: kills the program again and again and asks a receiver what it heard.

    Tests/Crash/crash.py PROGRAM [--kills N] [--seed S] [--points all|none] [--lanes N] [--keep DIR] [--only TEXT]
    Tests/Crash/crash.py PROGRAM --self-check

The scenario of workspace.py runs on a store of its own, against Tests/Receivers/receivers.py, whose log is the oracle. What is
killed (SIGKILL) is repeated as a person would: a tick again, another command when the audit does not show it. One run without kills
says what must come out and how often each named point is reached. Then

- points: the program stops at each name (BELLWETHER_CHECKPOINTS) and is killed there at its first, middle and last occurrence, and at
  the middle one and the next after it;
- random: N kills at uniform times of the scenario, at full speed, KILLS_A_RUN in a run.

After every kill, before anything is repeated: what was acknowledged by exit code 0 is in the audit, what a receiver accepted is in
the outbox, and the database is whole. After every run judge.py judges. Exit code 1 where something does not hold; what it was is
printed, its directory kept, and the command that repeats it. --self-check breaks a good run in several ways, each of which the
judge has to notice.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
import judge
import tampering
import workspace

RECEIVERS = Path(__file__).resolve().parent.parent / "Receivers" / "receivers.py"
KILLS_A_RUN = 15
LONG_WAIT = 6  # seconds, within which a message is tried again
COMMAND_LIMIT = 120  # seconds, after which a command hangs
DRAINS = 12  # times that what is pending at the end is sent and waited for


class Failure(Exception):
    """Something that must hold does not."""


class Receiver:
    """The receivers in a process of their own, on one port of loopback."""

    def __init__(self, directory):
        port = directory / "port"
        secrets = workspace.SECRETS
        self.process = subprocess.Popen(
            [sys.executable, RECEIVERS, "--log", directory / judge.LOG, "--port-file", port,
             "--jira-user", secrets["TICKETS_USER"], "--jira-token", secrets["TICKETS_TOKEN"],
             "--webhook-secret", secrets["SECRET"], "--routing-key", secrets["ROUTING_KEY"]],
            stdout=subprocess.DEVNULL, stderr=open(directory / "receiver.txt", "w"))
        deadline = time.monotonic() + 20
        while not (port.exists() and port.read_text().strip()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Failure("the receiver does not start: " + (directory / "receiver.txt").read_text()[-500:])
            time.sleep(0.01)
        self.address = f"http://127.0.0.1:{port.read_text().strip()}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Never:
    """Kills nothing, and counts the points where it is asked to listen."""

    def __init__(self, name, listens=False):
        self.name, self.listens = name, listens
        self.reached = collections.Counter()

    def wait(self, number):
        """What the tick of the step of that number is told to wait."""
        return "20 seconds"

    def delay(self, number):
        """After how many seconds this attempt of the step is killed; None is never."""

    def kills_at(self, point):
        self.reached[point] += 1
        return False

    def landed(self):
        """The process was running when it was killed."""


class AtPoint(Never):
    """Kills at given occurrences of a point, counted over all attempts."""

    def __init__(self, name, point, occurrences):
        super().__init__(name, listens=True)
        self.point, self.occurrences = point, occurrences

    def kills_at(self, point):
        super().kills_at(point)
        return point == self.point and self.reached[point] in self.occurrences


class AtRandom(Never):
    """Kills at uniform times of a scenario whose steps last as long as `durations` says, and now and then in a longer wait."""

    def __init__(self, name, seed, kills, durations):
        super().__init__(name)
        self.kills, self.durations = kills, durations
        self.random = random.Random(seed)

    def wait(self, number):
        return self.random.choice(["0 seconds", "20 seconds"])

    def delay(self, number):
        if not self.kills:
            return None
        if self.random.random() < 0.03:
            return self.random.uniform(0, LONG_WAIT)
        # The first of the kills that are left, if they are uniform over what is left of the scenario.
        first = sum(self.durations[number:]) * (1 - self.random.random() ** (1 / self.kills))
        return first if first < self.durations[number] else None

    def landed(self):
        self.kills -= 1


class Run:
    """One scenario from an empty store to its end, however often it is killed."""

    def __init__(self, program, directory, killer):
        self.program, self.directory, self.killer = program, directory, killer
        self.kills = 0
        self.acknowledged, self.durations = [], []
        directory.mkdir(parents=True)
        workspace.write(directory)

    def play(self):
        """The scenario, then what is left in the outbox."""
        with Receiver(self.directory) as receiver, open(self.directory / "output.txt", "w") as self.output:
            variables = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
            self.environment = variables | workspace.environment(receiver.address)
            steps = workspace.steps()
            for number, step in enumerate(steps):
                began = time.monotonic()
                self.perform(number, step)
                self.durations.append(time.monotonic() - began)
            began = time.monotonic()
            for _ in range(DRAINS):
                self.perform(len(steps), workspace.DRAIN)
                if not judge.pending(self.directory):
                    break
            self.durations.append(time.monotonic() - began)
        return self

    def perform(self, number, step):
        """Until it is acknowledged, or was done by a command that was killed."""
        while True:
            words = step.words if step.is_command else (*step.words, "--wait", self.killer.wait(number))
            code, killed = self.execute(words, self.killer.delay(number))
            if killed:
                self.kills += 1
                self.killer.landed()
                problems, audit = judge.after_kill(self.directory, self.acknowledged)
                if problems:
                    raise Failure(f"after kill {self.kills}, in {step}: " + "; ".join(problems))
                if step.is_command and step.is_shown(audit):
                    return
            elif code == 0:
                if step.mark:
                    self.acknowledged.append(step.mark)
                    (self.directory / judge.ACKNOWLEDGED).write_text(json.dumps(self.acknowledged))
                return
            else:
                raise Failure(f"{step} exits with {code}, see output.txt: {judge.tail(self.directory / 'output.txt')}")

    def execute(self, words, delay):
        """The exit code, and whether it was killed while it ran."""
        points, heard = os.pipe()
        answers, go_on = os.pipe()
        over, ends = os.pipe()
        environment = dict(self.environment)
        if self.killer.listens:
            environment["BELLWETHER_CHECKPOINTS"] = f"{heard},{answers}"
        self.output.write(f"$ {' '.join(words)}\n")
        self.output.flush()
        process = subprocess.Popen([self.program, *words], cwd=self.directory, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=self.output, stderr=self.output, pass_fds=(heard, answers))
        began = time.monotonic()
        os.close(heard), os.close(answers)
        threading.Thread(target=lambda: (process.wait(), os.close(ends)), daemon=True).start()
        waiting, buffered, aimed = [points, over], b"", False
        try:
            while True:
                limit = COMMAND_LIMIT if delay is None or aimed else delay
                ready, _, _ = select.select(waiting, [], [], max(0, began + limit - time.monotonic()))
                if over in ready:
                    return process.returncode, aimed and process.returncode == -signal.SIGKILL
                if not ready:
                    if delay is None or aimed:
                        raise Failure(f"{' '.join(words)} still runs after {COMMAND_LIMIT} seconds")
                    aimed = True
                    process.kill()
                    continue
                text = os.read(points, 4096)
                if not text:
                    waiting = [over]
                *names, buffered = (buffered + text).split(b"\n")
                for name in names:
                    if self.killer.kills_at(name.decode()):
                        aimed = True
                        process.kill()
                    elif not aimed:
                        os.write(go_on, b".")
        finally:
            if process.poll() is None:
                process.kill()
            for descriptor in (points, go_on, over):
                os.close(descriptor)
            self.output.write(f"  {process.wait()} after {time.monotonic() - began:.3f} s\n")
            self.output.flush()


class Proof:
    """All runs, and what they amount to."""

    def __init__(self, program, seed, kills, only, directory, is_kept):
        self.program, self.seed, self.random_kills, self.only = program, seed, kills, only
        self.directory, self.is_kept = directory, is_kept
        self.totals, self.failures = collections.Counter(), 0
        self.reference = None

    def trial(self, killer):
        """One run and its judgement; a line about it."""
        directory, began = self.directory / killer.name.replace(" ", "-"), time.monotonic()
        run, verdict = Run(self.program, directory, killer), None
        try:
            run.play()
            verdict = judge.judge(self.program, directory, self.reference)
            problems = verdict.problems
            if isinstance(killer, AtPoint) and run.kills < len(killer.occurrences):
                problems = [f"{killer.point} was reached {killer.reached[killer.point]} times, not {max(killer.occurrences)}", *problems]
        except Failure as failure:
            problems = [str(failure)]
        self.totals.update(runs=1, kills=run.kills, inputs=len(run.acknowledged), repeated=verdict.repeated if verdict else 0)
        if problems:
            self.failed(killer, directory, problems)
        else:
            print(f"{killer.name}: ok, {run.kills} kills, {verdict.repeated} repeated, {time.monotonic() - began:.1f} s", flush=True)
            if not self.is_kept:
                shutil.rmtree(directory)
        return run, verdict

    def failed(self, killer, directory, problems):
        self.failures += 1
        more = [f"and {len(problems) - judge.SHOWN} more"] if len(problems) > judge.SHOWN else []
        again = f"{sys.argv[0]} {self.program} --kills {self.random_kills} --seed {self.seed} --only '{killer.name}'"
        print("\n    ".join([f"{killer.name}: FAILED", *problems[:judge.SHOWN], *more, f"kept in {directory}", f"again: {again}"]),
              flush=True)

    def first(self):
        """The run without kills that says what must come out, and one at the points that says how often each is reached."""
        run, verdict = self.trial(Never("without kills"))
        if self.failures:
            return None, {}
        self.reference = verdict.facts
        listening = Never("at the points, without kills", listens=True)
        self.trial(listening)
        return run, listening.reached

    def at_points(self, reached):
        for point, count in sorted(reached.items()):
            middle = (count + 1) // 2
            for occurrences in dict.fromkeys([(1,), (middle,), (count,), (middle, middle + 1)]):
                if max(occurrences) <= count:
                    yield AtPoint(f"{point} {' and '.join(map(str, occurrences))} of {count}", point, occurrences)

    def at_random(self, pool, durations):
        """Runs until so many kills have landed."""
        landed = number = 0
        while landed < self.random_kills and not self.failures:
            left, killers = self.random_kills - landed, []
            while left > 0:
                number += 1
                killers.append(AtRandom(f"random {number}", f"{self.seed}/{number}", min(left, KILLS_A_RUN), durations))
                left -= KILLS_A_RUN
            landed += sum(run.kills for run, _ in self.all(pool, killers))
            if self.only:
                break

    def all(self, pool, killers):
        return list(pool.map(self.trial, [killer for killer in killers if self.only in killer.name]))

    def report(self, seconds):
        count = self.totals
        print(f"{count['runs']} runs, {count['kills']} kills of a running process, {count['inputs']} acknowledged inputs, "
              f"{count['repeated']} messages repeated under their key, {self.failures} failures, {seconds:.0f} s")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda text: Path(text).resolve())
    parser.add_argument("--kills", type=int, default=500, help="at random times (default: 500)")
    parser.add_argument("--seed", type=int, default=1, help="of the times (default: 1)")
    parser.add_argument("--points", choices=["all", "none"], default="all", help="whether to kill at the named points")
    parser.add_argument("--lanes", type=int, default=max(2, os.cpu_count() or 2), help="runs at a time")
    parser.add_argument("--keep", type=Path, help="a new directory that keeps every run")
    parser.add_argument("--only", default="", help="only the runs in whose name this stands")
    parser.add_argument("--self-check", action="store_true", help="proves that the judge can fail")
    return parser.parse_args()


def main():
    given, began = arguments(), time.monotonic()
    directory = given.keep.resolve() if given.keep else Path(tempfile.mkdtemp(prefix="bellwether-crash-"))
    proof = Proof(given.program, given.seed, given.kills, given.only, directory, given.keep or given.self_check)
    run, reached = proof.first()
    if given.self_check and not proof.failures:
        proof.failures += tampering.unnoticed(given.program, run, proof.reference)
    elif not proof.failures:
        with concurrent.futures.ThreadPoolExecutor(given.lanes) as pool:
            if given.points == "all":
                proof.all(pool, proof.at_points(reached))
            proof.at_random(pool, run.durations)
    proof.report(time.monotonic() - began)
    if not proof.failures and not given.keep:
        shutil.rmtree(directory)
    return 1 if proof.failures else 0


if __name__ == "__main__":
    sys.exit(main())
