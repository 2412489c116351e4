"""Decides when the program is killed. A killer is asked before each attempt of a step, and at each point that an attempt reaches."""
import collections
import random
from dataclasses import dataclass

import judge
import store

LONG_WAIT = 2  # seconds that some ticks wait at their end for what is to be tried again
START = 5  # weight of what a step does before and after its points, in points
# The least share of a point's places. Where two channels wait at the same time, each may take the answer that was meant for the
# other, and go on before it is looked at.
MOST = 0.9


@dataclass(frozen=True)
class Aim:
    """Seconds after the start of an attempt, or after the first point that it reaches."""

    seconds: float
    is_from_first_point: bool


@dataclass(frozen=True)
class Pace:
    """The course of a step when nothing is killed: its points, the seconds to the first of them, and to its end."""

    points: int
    first: float
    seconds: float


class Never:
    """Kills nothing, and counts points where it listens."""

    listens = holds = False  # True if it hears of points, and if the program waits at them
    faults = ()  # the receivers' faults, from the beginning

    def __init__(self, name, listens=False):
        self.name, self.listens = name, listens
        self.reached = collections.Counter()

    def wait(self, number):
        """The wait that the tick of the step of that number is told."""
        return "0 seconds"

    def aim(self, number):
        """The time at which the next attempt of that step is killed; None is never."""

    def kills_at(self, point, directory):
        self.reached[point] += 1
        return False

    def unexpected(self, directory):
        """Places in the run of that directory where it should have killed and has not."""
        return []


class AtEvery(Never):
    """Kills wherever a point is reached: `times` times at each place, since what was killed is repeated and comes by again.

    The names of points do not say which commit or message it is. The store does, while the program waits.
    """

    listens = holds = True

    def __init__(self, point, times, count):
        super().__init__(f"{point} everywhere" + (" twice" if times == 2 else ""), listens=True)
        self.point, self.times, self.count = point, times, count
        self.killed = collections.Counter()

    def kills_at(self, point, directory):
        super().kills_at(point, directory)
        if point != self.point:
            return False
        new = [place for place in places(point, directory) if self.killed[place] < self.times]
        self.killed.update(new)
        return bool(new)

    def unexpected(self, directory):
        """Expects as many commits as without kills, and the messages that are always sent, which older heartbeats are not."""
        if self.point.startswith("commit."):
            killed, count = len(self.killed), self.count
        else:
            with store.database(directory) as connection:
                keys = [message.key for message in store.outbox(connection) if message.kind != "heartbeat"]
            killed, count = sum(self.killed[key] > 0 for key in keys), len(keys)
        return [f"killed at {killed} of {count} places of {self.point}"] if killed < MOST * count else []


def places(point, directory):
    """The program's place: the length of the audit for a commit, which adds to it; for a send the messages that are as far as that.

    Channels are sent to at the same time. What another one has reached there waits too, and dies with it.
    """
    with store.reading(directory) as connection:
        if point.startswith("commit."):
            return [len(store.audit(connection))]
        if point == "mark.done":
            return [message.key for message in store.outbox(connection) if message.state == "delivered"]
        leased = store.leased(connection)
    return leased if point == "lease.done" else sorted(set(leased) & judge.keys_of(judge.logged(directory)))


# Receivers that are away and come back, that take a message and break off, and one that never answers.
TROUBLE = [{"match": kind, "fault": fault, "times": times} for kind in ("slack", "pagerduty", "jira", "alertmanager", "webhook")
           for fault, times in (({"status": 503}, 3), ("accept_then_reset", 1))] + [
    {"match": "webhook", "fault": "accept_then_hang", "times": 1}]


class AtRandom(Never):
    """Kills at random times, all of which the seed says beforehand, in shares of how long each step takes.

    Most of a command's time is its start, where there is nothing to lose, so three of four are after its first point.
    """

    listens = True

    def __init__(self, name, seed, kills, paces, faults=()):
        super().__init__(name, listens=True)
        self.faults = faults
        generator = random.Random(seed)
        self.waits = [generator.choice((0, LONG_WAIT)) for _ in paces]
        self.aims = collections.defaultdict(list)
        for number in generator.choices(range(len(paces)), [START + pace.points for pace in paces], k=kills):
            self.aims[number].append(self.drawn(generator, paces[number]))

    @staticmethod
    def drawn(generator, pace):
        kind, share = generator.random(), generator.random()
        if kind < 0.03:
            return Aim(LONG_WAIT * share, False)
        if kind < 0.25 or not pace.points:
            return Aim(pace.seconds * share, False)
        return Aim((pace.seconds - pace.first) * share, True)

    def wait(self, number):
        return f"{self.waits[number]} seconds"

    def aim(self, number):
        return self.aims[number].pop(0) if self.aims[number] else None
