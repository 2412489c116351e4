"""Plays the scenario once, with kills, and repeats what was killed as a person would."""
import collections
import http.client
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import judge
import store
import workspace
from killers import Pace

RECEIVERS = Path(__file__).resolve().parent.parent / "Receivers" / "receivers.py"
COMMAND_LIMIT = 120  # seconds, after which a command hangs
DRAINS = 20  # times that what is pending at the end is sent and waited for
A_WHILE = 60  # seconds that pass between them
ENOUGH = 32_768  # bytes that let the program past its points, fewer than a pipe holds


class Failure(Exception):
    """Something that must hold does not."""


class Receiver:
    """The receivers in a process of their own, on one port of loopback; it ends with this one."""

    def __init__(self, directory):
        port, secrets, self.errors = directory / "port", workspace.SECRETS, directory / "receiver.txt"
        with open(self.errors, "w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, RECEIVERS, "--log", directory / judge.LOG, "--port-file", port, "--until-input-ends",
                 "--jira-user", secrets["TICKETS_USER"], "--jira-token", secrets["TICKETS_TOKEN"],
                 "--webhook-secret", secrets["SECRET"], "--routing-key", secrets["ROUTING_KEY"]],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)
        self.until(lambda: port.exists(), "does not start")
        self.port = int(port.read_text())
        self.address = f"http://127.0.0.1:{self.port}"

    def until(self, holds, complaint):
        deadline = time.monotonic() + 20
        while not holds():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise Failure(f"the receiver {complaint}: {self.errors.read_text()[-500:]}")
            time.sleep(0.005)

    def connections(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/connections")
            return int(connection.getresponse().read())
        finally:
            connection.close()

    def control(self, settings):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/control", json.dumps(settings))
            if connection.getresponse().status != 200:
                raise Failure(f"the receiver knows nothing of {settings}")
        finally:
            connection.close()

    def settle(self):
        """Waits until it has done what a killed program had sent, so that nothing of that comes after what is sent next."""
        self.until(lambda: self.connections() == 1, "does not settle")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.stdin.close()
        self.process.wait()


class Attempt:
    """One process of the program, up to its end or its kill."""

    def __init__(self, words, directory, environment, output, killer, aim):
        self.words, self.directory, self.killer, self.aim = words, directory, killer, aim
        self.points, heard = os.pipe()
        answers, self.go_on = os.pipe()
        if killer.listens:
            environment = environment | {"BELLWETHER_CHECKPOINTS": f"{heard},{answers}"}
        if not killer.holds:
            os.write(self.go_on, b"." * ENOUGH)
        self.began, self.first, self.seen, self.buffered = time.monotonic(), None, [], b""
        self.is_deaf = self.is_struck = False
        self.process = subprocess.Popen(words, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                        stderr=output, pass_fds=(heard, answers))
        os.close(heard)
        os.close(answers)
        self.end = os.pidfd_open(self.process.pid)

    @property
    def is_killed(self):
        return self.is_struck and self.process.returncode == -signal.SIGKILL

    @property
    def pace(self):
        return Pace(len(self.seen), (self.first or self.began) - self.began, self.seconds)

    def run(self):
        try:
            while not self.is_over():
                pass
            while not self.is_deaf:
                self.hear()
        finally:
            self.process.kill()
            self.process.wait()
            self.seconds = time.monotonic() - self.began
            for descriptor in (self.points, self.go_on, self.end):
                os.close(descriptor)
        return self

    def is_over(self):
        deadline = self.deadline()
        awaited = [self.end] if self.is_deaf else [self.end, self.points]
        ready, _, _ = select.select(awaited, [], [], max(0, (deadline or self.began + COMMAND_LIMIT) - time.monotonic()))
        if self.points in ready:
            self.hear()
        if not ready:
            if deadline is None:
                raise Failure(f"{' '.join(self.words[1:])} still runs after {COMMAND_LIMIT} seconds")
            self.strike()
        return self.end in ready

    def deadline(self):
        """The time at which it is to be killed."""
        if self.aim is None or self.is_struck:
            return None
        start = self.first if self.aim.is_from_first_point else self.began
        return None if start is None else start + self.aim.seconds

    def hear(self):
        text = os.read(self.points, 4096)
        self.is_deaf = not text
        *names, self.buffered = (self.buffered + text).split(b"\n")
        for name in map(bytes.decode, names):
            self.first = self.first or time.monotonic()
            if self.is_struck:
                # Another thread has come by before the kill; what is killed together is one kill.
                continue
            self.seen.append(name)
            if self.killer.kills_at(name, self.directory):
                self.strike()
            elif self.killer.holds:
                os.write(self.go_on, b".")

    def strike(self):
        self.is_struck = True
        self.process.kill()


class Run:
    """One scenario from an empty store to its end, however often it is killed."""

    def __init__(self, program, directory, killer):
        self.program, self.directory, self.killer = program, directory, killer
        self.kills, self.last_points = 0, collections.Counter()
        self.acknowledged, self.paces = [], []
        directory.mkdir(parents=True)
        workspace.write(directory)

    def play(self):
        with Receiver(self.directory) as self.receiver, open(self.directory / "output.txt", "w") as self.output:
            variables = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
            self.environment = variables | workspace.environment(self.receiver.address)
            steps = workspace.steps()
            if self.killer.faults:
                self.receiver.control(list(self.killer.faults))
            for number, step in enumerate(steps):
                self.perform(number, step)
            self.drain(len(steps))
        return self

    def drain(self, number):
        """Sends what is left, and lets time pass where something is not to be tried again before."""
        for _ in range(DRAINS):
            self.perform(number, workspace.DRAIN)
            if not store.pending(self.directory):
                return
            store.pass_time(self.directory, A_WHILE)

    def perform(self, number, step):
        """Until it is acknowledged, or was done by a command that was killed."""
        words = step.words if step.is_command else (*step.words, "--wait", self.killer.wait(number))
        while True:
            attempt = self.attempt(words, number)
            if not attempt.is_killed:
                break
            if self.is_done(step, attempt):
                return
        if attempt.process.returncode != 0:
            said = judge.tail(self.directory / "output.txt")
            raise Failure(f"{step} exits with {attempt.process.returncode}, see output.txt: {said}")
        self.paces.append(attempt.pace)
        if step.mark:
            self.acknowledged.append(step.mark)
            (self.directory / judge.ACKNOWLEDGED).write_text(json.dumps(self.acknowledged))

    def attempt(self, words, number):
        self.output.write(f"$ {' '.join(words)}\n")
        self.output.flush()
        attempt = Attempt([self.program, *words], self.directory, self.environment, self.output, self.killer,
                          self.killer.aim(number)).run()
        self.output.write(f"  {attempt.process.returncode} after {attempt.seconds:.3f} s\n")
        self.output.flush()
        return attempt

    def is_done(self, step, attempt):
        """True if a step that was killed need not be repeated; what must hold at once is looked at first."""
        self.kills += 1
        self.last_points[attempt.seen[-1] if attempt.seen else "none"] += 1
        self.receiver.settle()
        problems, audit = judge.after_kill(self.directory, self.acknowledged)
        if problems:
            raise Failure(f"after kill {self.kills}, in {step}: " + "; ".join(problems))
        return step.is_command and step.is_shown(audit)
