#!/usr/bin/env python3
"""Proves that a crash loses nothing and doubles nothing: kills the program again and again and asks a receiver what it heard.

    Tests/Crash/crash.py PROGRAM [--kills N] [--seed S] [--points all|none] [--lanes N] [--keep DIR] [--only TEXT]
    Tests/Crash/crash.py PROGRAM --self-check

The scenario of workspace.py runs on a store of its own, against Tests/Receivers/receivers.py, whose log is the oracle. What is
killed (SIGKILL) is repeated as a person would: a tick again, another command when the audit does not show it. One run without kills
says what must come out, and one that listens how often each named point is reached. Then

- points: the program stops at each name (BELLWETHER_CHECKPOINTS) and is killed there, in one run wherever that point is reached, and
  in another twice wherever it is, since it comes by again when it is repeated;
- random: N kills at random times, most of them after a command's first point, at full speed, KILLS_A_RUN in a run. The seed says
  which commands are killed and at which share of their time, which is measured. In one run of four the receivers are in trouble as
  well: away for some requests, silent after they took a message, or gone in the middle of an answer.

After every kill, before anything is repeated: what was acknowledged by exit code 0 is in the audit, what a receiver accepted is in
the outbox, what is marked as delivered was accepted, and the database, its audit and each commit are whole. After every run judge.py
judges. Where something has to wait for minutes of the clock, its times are set back between two commands instead. Exit code 1 where
something does not hold; what it was is printed, its directory kept, and the command that repeats it. --self-check breaks a good run
in many ways, each of which the judge has to notice.

The kill is one of a process, not of a machine: what SQLite leaves to the disk is not tried. Nor are points that the scenario does
not come by, those of runbooks and freezes.
"""
import argparse
import collections
import concurrent.futures
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
import judge
import tampering
import workspace
from killers import TROUBLE, AtEvery, AtRandom, Never
from play import Failure, Run

KILLS_A_RUN = 15
TROUBLED = 4  # one in so many runs with random kills has receivers that are in trouble
SHOWN, SHOWN_RUNS = 4, 6  # problems of a run that failed, and runs of which more than the first is shown


class Proof:
    """All runs, and what they amount to."""

    def __init__(self, given, directory):
        self.given, self.directory, self.reference = given, directory, None
        self.totals, self.last_points, self.at_point, self.failures = collections.Counter(), collections.Counter(), 0, 0

    def trial(self, killer):
        """One run and its judgement; a line about it."""
        directory, began = self.directory / killer.name.replace(" ", "-"), time.monotonic()
        run, verdict = Run(self.given.program, directory, killer), None
        try:
            run.play()
            verdict = judge.judge(self.given.program, directory, self.reference)
            problems = killer.unexpected(directory) + verdict.problems
        except (Failure, sqlite3.Error) as failure:
            problems = [str(failure)]
        repeated = verdict.repeated if verdict else 0
        self.totals.update(runs=1, kills=run.kills, inputs=len(run.acknowledged), repeated=repeated)
        if problems:
            self.failed(killer, directory, problems, run.kills)
        else:
            print(f"{killer.name}: ok, {run.kills} kills, {repeated} repeated, {time.monotonic() - began:.1f} s", flush=True)
            if not (self.given.keep or self.given.self_check):
                shutil.rmtree(directory)
        return run, verdict

    def failed(self, killer, directory, problems, kills):
        self.failures += 1
        if self.failures > SHOWN_RUNS:
            print(f"{killer.name}: FAILED after {kills} kills: {problems[0]}", flush=True)
            return
        given = self.given
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        again = f"{sys.argv[0]} {given.program} --kills {given.kills} --seed {given.seed} --only '{killer.name}'"
        print("\n    ".join([f"{killer.name}: FAILED after {kills} kills", *problems[:SHOWN], *more, f"kept in {directory}",
                             f"again: {again}"]), flush=True)

    def first(self):
        """The run without kills that says what must come out, and one that says how often and when each point is reached."""
        run, verdict = self.trial(Never("without kills"))
        if self.failures:
            return run, None
        self.reference = verdict.facts
        listening = Never("listening, without kills", listens=True)
        heard, _ = self.trial(listening)
        missing = [f"{point} is never reached" for point in workspace.POINTS if not listening.reached[point]]
        if problems := missing + list(judge.poverty(verdict.facts)):
            self.failed(listening, run.directory, problems, 0)
        return run, heard

    def at_points(self, pool, reached):
        for times in (1, 2):
            for run, _ in self.all(pool, [AtEvery(point, times, count) for point, count in sorted(reached.items())]):
                self.at_point += run.kills

    def at_random(self, pool, paces):
        """Runs until so many kills have landed; once only where a run has failed."""
        landed = number = 0
        while landed < self.given.kills:
            left, killers = self.given.kills - landed, []
            while left > 0:
                number += 1
                faults = TROUBLE if number % TROUBLED == 0 else ()
                killers.append(AtRandom(f"random {number:02}", f"{self.given.seed}/{number}", min(left, KILLS_A_RUN), paces, faults))
                left -= KILLS_A_RUN
            for run, _ in self.all(pool, killers):
                landed += run.kills
                self.last_points += run.last_points
            if self.given.only or self.failures:
                break

    def all(self, pool, killers):
        return list(pool.map(self.trial, [killer for killer in killers if self.given.only in killer.name]))

    def report(self, seconds):
        count, at_random = self.totals, sum(self.last_points.values())
        if at_random:
            print(f"{at_random} random kills, by the point before them: "
                  + ", ".join(f"{name} {number}" for name, number in sorted(self.last_points.items())))
        print(f"{count['runs']} runs, {count['kills']} kills of a running process: {self.at_point} at named points, {at_random} at "
              f"random; {count['inputs']} acknowledged inputs, {count['repeated']} messages repeated under their key, "
              f"{self.failures} failures, {seconds:.0f} s")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda text: Path(text).resolve())
    parser.add_argument("--kills", type=int, default=500, help="at random times (default: 500)")
    parser.add_argument("--seed", type=int, default=1, help="of the times (default: 1)")
    parser.add_argument("--points", choices=["all", "none"], default="all", help="whether to kill at the named points")
    parser.add_argument("--lanes", type=int, default=os.cpu_count() or 1, help="runs at a time (default: one a processor)")
    parser.add_argument("--keep", type=lambda text: Path(text).resolve(), help="a new directory that keeps every run")
    parser.add_argument("--only", default="", help="only the runs in whose name this stands")
    parser.add_argument("--self-check", action="store_true", help="proves that the judge can fail")
    return parser.parse_args()


def main():
    given, began = arguments(), time.monotonic()
    directory = given.keep or Path(tempfile.mkdtemp(prefix="bellwether-crash-"))
    proof = Proof(given, directory)
    run, heard = proof.first()
    if given.self_check and not proof.failures:
        proof.failures += tampering.unnoticed(given.program, run, proof.reference)
    elif not proof.failures:
        with concurrent.futures.ThreadPoolExecutor(given.lanes) as pool:
            if given.points == "all":
                proof.at_points(pool, heard.killer.reached)
            proof.at_random(pool, heard.paces)
    proof.report(time.monotonic() - began)
    if not proof.failures and not given.keep:
        shutil.rmtree(directory)
    return 1 if proof.failures else 0


if __name__ == "__main__":
    sys.exit(main())
