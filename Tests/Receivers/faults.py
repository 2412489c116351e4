"""Faults that are set while the receivers run."""
import re
import time

# The faults: what is done with the request, and how it is answered. The last five do what was asked of them first.
NAMES = {
    "reset_before": "the connection is reset, nothing is done",
    "redirect": "nothing is done, and another address is named",
    "accept_then_hang": "no answer until the client gives up",
    "accept_then_reset": "the connection is reset instead of an answer",
    "garbage": "something that is not HTTP",
    "huge": "an answer that never ends",
    "stale_search": "a search of Jira finds nothing",
}
STATUSES = range(400, 600)


class Fault:
    """`match` is a kind, or the beginning of a path; `body` a piece of the request's body; it holds `times` or for `seconds`."""

    def __init__(self, match, fault, body=None, times=None, seconds=None):
        if not isinstance(match, str) or not isinstance(body, (str, type(None))):
            raise ValueError("match, and body where it is given, must be texts")
        if not self.is_known(fault):
            raise ValueError(f"no fault is {fault!r}; there are {', '.join(NAMES)}, and a status of 400 to 599")
        self.match, self.fault, self.body = match, fault, body
        self.left = times if times is not None or seconds is not None else 1
        self.until = time.monotonic() + seconds if seconds is not None else None

    @staticmethod
    def is_known(fault):
        if isinstance(fault, dict):
            return fault.get("status") in STATUSES and not set(fault) - {"status", "retry_after"}
        return fault in NAMES

    @property
    def name(self):
        return str(self.fault["status"]) if isinstance(self.fault, dict) else self.fault

    def is_over(self):
        return self.left == 0 or (self.until is not None and time.monotonic() > self.until)

    def holds(self, kind, path, text):
        if self.fault == "stale_search" and not re.search(r"/search/jql$", path):
            return False
        is_there = path.startswith(self.match) if self.match.startswith("/") else kind == self.match
        return is_there and (self.body is None or self.body in text)


class Faults:
    def __init__(self):
        self.faults = []

    def add(self, settings):
        self.faults.append(Fault(**settings))

    def clear(self):
        self.faults = []

    def take(self, kind, path, raw):
        """The first fault that holds for a request, used once more. In a body an escaped slash is a slash."""
        self.faults = [fault for fault in self.faults if not fault.is_over()]
        text = raw.decode("utf-8", "replace").replace("\\/", "/")
        fault = next((fault for fault in self.faults if fault.holds(kind, path, text)), None)
        if fault is not None and fault.left is not None:
            fault.left -= 1
        return fault

    def state(self):
        return [{"match": fault.match, "fault": fault.fault, "left": fault.left} for fault in self.faults if not fault.is_over()]
