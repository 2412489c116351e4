#!/usr/bin/env python3
"""Runs the program as its users do, and sends to real servers and to strict ones.

    Tests/Integration/deliver.py PROGRAM [--only TEXT] [--lanes N] [--keep DIR]

The cases run side by side, for most of their time is waiting. A line is printed for every check, beginning with `ok: ` or `FAILED: `; exit
code 1 if one failed. Needs the packages of requirements.txt, openssl, and Alertmanager (`prometheus-alertmanager`).
"""
import argparse
import concurrent.futures
import shutil
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
import alertmanager_cases
import disk_cases
import fault_cases
import jira_cases
import mail_cases
import outage_cases
import secret_cases
from certificates import Certificates
from report import Case, Report
from world import Traces

# The longest first.
CASES = [*jira_cases.CASES, *fault_cases.CASES, *mail_cases.CASES, *alertmanager_cases.CASES, *outage_cases.CASES, *disk_cases.CASES,
         *secret_cases.CASES]


class Bench:
    """The state that the cases share."""

    def __init__(self, program, directory):
        self.program, self.directory = str(program), directory
        self.report = Report()
        self.traces = Traces(directory / "traces")
        self.certificates = Certificates(directory / "certificates")
        self.worlds = []

    def run(self, name, function):
        case = Case(self.report, name)
        try:
            function(self, case)
            self.look_after(case)
        except Exception as error:  # noqa: BLE001, a case that cannot be carried out has failed
            place = traceback.extract_tb(error.__traceback__)[-1]
            case.check("can be carried out", False, f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})")

    def look_after(self, case):
        """Finishes this case's worlds. Each store is looked into while others still wait, and its secrets are searched for at the end."""
        worlds = [world for world in self.worlds if world.thread == threading.get_ident() and not world.is_finished]
        for world in worlds:
            world.is_finished = True
            secret_cases.ask_everything(world)
        case.equal("its stores are whole at last", [problem for world in worlds for problem in world.whole()], [])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda text: Path(text).resolve())
    parser.add_argument("--only", default="", help="only the cases in whose name this stands")
    parser.add_argument("--lanes", type=int, default=12, help="cases at a time (default: 12)")
    parser.add_argument("--keep", type=Path, help="a new directory that keeps everything")
    return parser.parse_args()


def main():
    given, began = arguments(), time.monotonic()
    if given.keep:
        given.keep.mkdir(parents=True)
    directory = given.keep.resolve() if given.keep else Path(tempfile.mkdtemp(prefix="bellwether-integration-"))
    bench = Bench(given.program, directory)
    with concurrent.futures.ThreadPoolExecutor(given.lanes) as lanes:
        list(lanes.map(lambda case: bench.run(*case), [case for case in CASES if given.only in case[0]]))
    # Traces that all the others have left behind.
    secret_cases.nothing_is_shown(bench, Case(bench.report, "secrets"))
    report = bench.report
    print(f"{report.passed} ok, {report.failed} failed, {report.skipped} skipped, {time.monotonic() - began:.0f} s")
    if report.failed and not given.keep:
        print(f"kept in {directory}")
    elif not given.keep:
        shutil.rmtree(directory)
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
