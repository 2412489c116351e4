"""Named checks, one line each."""
import threading


class Report:
    """Shared by the cases, which run side by side."""

    def __init__(self):
        self.lock = threading.Lock()
        self.passed, self.failed, self.skipped = 0, 0, 0

    def say(self, line):
        with self.lock:
            print(line, flush=True)

    def check(self, name, holds, seen=""):
        """`seen` is what was seen instead, for whoever has to find out why."""
        if holds:
            self.passed += 1
            self.say(f"ok: {name}")
        else:
            self.failed += 1
            shown = " ".join(str(seen).split())
            self.say(f"FAILED: {name}" + (f": {shown[:600]}" if shown else ""))
        return holds

    def skip(self, name, why):
        self.skipped += 1
        self.say(f"skipped: {name}: {why}")


class Case:
    """The checks of one case have its name in front."""

    def __init__(self, report, name):
        self.report, self.name = report, name

    def check(self, claim, holds, seen=""):
        return self.report.check(f"{self.name}: {claim}", holds, seen)

    def equal(self, claim, found, expected):
        return self.check(claim, found == expected, f"found {found!r}, expected {expected!r}")

    def skip(self, why):
        self.report.skip(self.name, why)
