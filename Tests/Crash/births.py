#!/usr/bin/env python3
"""Kills the program while it makes a store, and asks that the next tick finds one that works or makes it.

    Tests/Crash/births.py PROGRAM [--kills N] [--seed S] [--lanes N]

Each birth is the first tick of a new directory, killed (SIGKILL) at a random time after the directory of the store was made, up to a
little after the tick would have ended, which is measured. Then `store check` must find a whole store or none, never half of one; the
tick is repeated, and the store must then hold the rows that an undisturbed birth leaves. Nothing that killed births leave beside the
database may stay. Exit code 1 where something does not hold.
"""
import argparse
import collections
import concurrent.futures
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
import store
import workspace

TICK = ("tick", "policy.yml", "--store", "store", "--from", str(workspace.SESSIONS[0]), "--to", str(workspace.SESSIONS[0]))
BOUND = 60  # seconds that no command of these takes
LEFT = {"bellwether.sqlite", "bellwether.sqlite-shm", "bellwether.sqlite-wal", "lock"}
LATEST = 1.1  # times the time of an undisturbed birth
NONE, FOUND = "there is no store", "whole"


class Birth:
    """A directory in which a store is made."""

    def __init__(self, program, directory):
        self.program, self.directory = program, directory
        self.environment = os.environ | workspace.environment("http://127.0.0.1:9") | workspace.SECRETS
        directory.mkdir(parents=True)
        workspace.write(directory)

    def start(self, words):
        return subprocess.Popen([self.program, *words], cwd=self.directory, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, words):
        process = self.start(words)
        try:
            text, _ = process.communicate(timeout=BOUND)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None, f"has not ended after {BOUND} s"
        return process.returncode, text

    def tick(self, after=None):
        """The first tick: the seconds from the directory of the store to its end, and whether it was killed, `after` so many of them."""
        process = self.start(TICK)
        while not (self.directory / "store").exists() and process.poll() is None:
            time.sleep(0.0002)
        began = time.monotonic()
        if after is not None:
            timer = threading.Timer(after, process.kill)
            timer.start()
        process.communicate(timeout=BOUND)
        if after is not None:
            timer.cancel()
        return time.monotonic() - began, process.returncode == -9

    def half(self):
        """Problems where a reader finds neither a whole store nor none."""
        code, text = self.run(("store", "check", "--store", "store"))
        if code == 0 or (code == 66 and NONE in text):
            self.state = FOUND if code == 0 else NONE
            return []
        return [f"store check exits with {code}: {text.strip()[:300]}"]

    def unfinished(self, reference):
        """Problems once the tick was repeated."""
        code, text = self.run(TICK)
        if code != 0:
            return [f"the tick that is repeated exits with {code}: {text.strip()[:300]}"]
        problems = [f"store check exits with {code}: {text.strip()[:300]}"
                    for code, text in [self.run(("store", "check", "--store", "store"))] if code != 0]
        left = {path.name for path in (self.directory / "store").iterdir()} - LEFT
        if left:
            problems.append(f"left behind: {', '.join(sorted(left))}")
        if reference is not None and self.content() != reference:
            problems.append("the store holds something else than one that was made undisturbed")
        return problems

    def content(self):
        with store.database(self.directory) as connection:
            return {"audit": store.audit(connection)} | store.tables(connection)


def born(program, directory, after, reference):
    birth = Birth(program, directory)
    _, was_killed = birth.tick(after)
    problems = birth.half() + birth.unfinished(reference)
    if not problems:
        shutil.rmtree(directory)
    return was_killed, getattr(birth, "state", "damaged"), problems


def undisturbed(program, directory):
    """The content of a store that was made at one go, and the seconds from its directory to the end."""
    birth = Birth(program, directory)
    seconds, _ = birth.tick()
    problems = birth.unfinished(None)
    content = birth.content()
    if problems or not content["audit"]:
        sys.exit(f"births: an undisturbed birth fails: {'; '.join(problems) or 'nothing is in the audit'}")
    return content, seconds


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda text: Path(text).resolve())
    parser.add_argument("--kills", type=int, default=500, help="births that are killed (default: 500)")
    parser.add_argument("--seed", type=int, default=1, help="of the times (default: 1)")
    parser.add_argument("--lanes", type=int, default=os.cpu_count() or 1, help="births at a time (default: one a processor)")
    return parser.parse_args()


def main():
    given, began = arguments(), time.monotonic()
    directory = Path(tempfile.mkdtemp(prefix="bellwether-births-"))
    reference, seconds = undisturbed(given.program, directory / "undisturbed")
    generator, count, failures = random.Random(given.seed), collections.Counter(), 0
    with concurrent.futures.ThreadPoolExecutor(given.lanes) as pool:
        while count["killed"] < given.kills and not failures:
            left = given.kills - count["killed"]
            waits = [generator.random() * LATEST * seconds for _ in range(left)]
            born_all = pool.map(
                lambda pair: born(given.program, directory / f"{pair[0]}", pair[1], reference),
                enumerate(waits, sum(count[name] for name in ("killed", "ended"))))
            for number, (was_killed, state, problems) in enumerate(born_all):
                count["killed" if was_killed else "ended"] += 1
                count[state] += was_killed
                if problems:
                    failures += 1
                    print(f"killed after {waits[number]:.4f} s: {'; '.join(problems)}", flush=True)
    print(f"{count['killed']} births killed, {count[NONE]} before there was a store and {count[FOUND]} after, "
          f"{failures} failures, {time.monotonic() - began:.0f} s")
    if failures:
        print(f"kept in {directory}")
        return 1
    shutil.rmtree(directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
