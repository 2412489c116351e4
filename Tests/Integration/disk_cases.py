"""Disks that are full, or that cannot be written, and a standard output that takes nothing."""
import contextlib
import os
import resource
import shutil
import signal
import subprocess

import oracle
from fault_cases import post

PATIENCE = "40 seconds"
ROOM = (0, 4, 8, 16, 24, 32, 48, 64, 96, 128)  # KB that are left


class Disk:
    """A small file system of its own."""

    def __init__(self, path):
        self.path, self.filler = path, path / "filler"

    @staticmethod
    def mount(*words):
        return subprocess.run(["mount", *map(str, words)], capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def fill(self, left):
        """Until so many KB are left."""
        room = shutil.disk_usage(self.path).free - left * 1024
        with open(self.filler, "wb") as file:
            file.write(b"\1" * max(0, room))

    def empty(self):
        self.filler.unlink(missing_ok=True)

    def set_writable(self, is_writable):
        done = self.mount("-o", f"remount,{'rw' if is_writable else 'ro'}", self.path)
        if done.returncode != 0:
            raise OSError(done.stderr)


@contextlib.contextmanager
def disk(case, world):
    """None where this may not be done here. What was on it is kept in the world's directory."""
    path = world.directory / "disk"
    path.mkdir()
    mounted = Disk.mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", path)
    if mounted.returncode != 0:
        case.skip(f"no file system can be mounted here: {mounted.stderr.strip().splitlines()[0]}")
        yield None
        return
    world.place = "disk/store"
    try:
        yield Disk(path)
    finally:
        world.place = "store"
        shutil.copytree(path / "store", world.store, dirs_exist_ok=True) if (path / "store").is_dir() else None
        subprocess.run(["umount", str(path)], check=True, stdin=subprocess.DEVNULL)


def audit(world):
    return world.ask("audit", "list", "--limit", "1000000")["rows"]


def check_refused(case, run, words, what):
    case.equal(f"{what}: exit code 66", run.code, 66)
    case.check(f"{what}: it says what is wrong, where", words in run.err and "store" in run.err and "defect" not in run.err, run.said)


def check_kept(case, world, receivers, before, what):
    """Everything acknowledged is there, and so is the cause of everything that was told."""
    case.equal(f"{what}: the store is whole", world.whole(), [])
    case.equal(f"{what}: what was acknowledged is there", audit(world)[:len(before)], before)
    told = {record["key"] for record in receivers.accepted()}
    case.equal(f"{what}: everything that was told is in the outbox", told - world.outbox().keys(), set())


def full(bench, case):
    with post(bench, "disk-full", ("hook",), y=(1, 3)) as (world, receivers), disk(case, world) as small:
        if small is None:
            return
        small.fill(0)
        check_refused(case, world.tick(1), "full", "the first tick")
        small.empty()
        shutil.rmtree(world.store, ignore_errors=True)
        case.equal("with room the same command goes on", world.tick(1, PATIENCE).code, 0)
        before = audit(world)
        failed = [left for left in ROOM if overfill(case, world, receivers, small, before, left)]
        case.check("some ticks met the full disk", 0 in failed, failed)
        case.equal("with room the same command goes on to the end", world.tick(4, PATIENCE).code, 0)
        check_kept(case, world, receivers, before, "at the end")
        case.equal("each incident was told in one fire and one resolve",
                   oracle.told_wrongly(receivers, [world.incident("blank", n) for n in (1, 3)], ["hook"]), [])


def overfill(case, world, receivers, small, before, left):
    """The same store meets the full disk again and again, each time a little later; whether it did."""
    small.fill(left)
    run = world.tick(4, "5 seconds")
    if run.code != 0:
        what = f"{left} KB left"
        check_refused(case, run, "the disk is full", what)
        check_kept(case, world, receivers, before, what)
    small.empty()
    return run.code != 0


def limited(bench, case):
    """A limit on the size of a file, which needs no rights: a write is refused in the middle, too."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = sum(path.stat().st_size for path in world.store.glob("*-wal"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 12_000, size + 12_000))

    with post(bench, "file-limit", ("hook",), y=(1, 3)) as (world, receivers):
        case.equal("the tick ends well", world.tick(1, PATIENCE).code, 0)
        before = audit(world)
        run = world.tick(4, "0 seconds", preexec_fn=limit, restore_signals=False)
        check_refused(case, run, "cannot be", "a tick that may write no more")
        check_kept(case, world, receivers, before, "then")
        case.equal("without the limit the same command goes on", world.tick(4, PATIENCE).code, 0)
        check_kept(case, world, receivers, before, "at the end")
        case.equal("each incident was told in one fire and one resolve",
                   oracle.told_wrongly(receivers, [world.incident("blank", n) for n in (1, 3)], ["hook"]), [])


def read_only(bench, case):
    with post(bench, "disk-read-only", ("hook",), y=(1, 3)) as (world, receivers), disk(case, world) as small:
        if small is None:
            return
        small.set_writable(False)
        check_refused(case, world.tick(1), "Read-only file system", "the first tick")
        small.set_writable(True)
        case.equal("the tick ends well", world.tick(1, PATIENCE).code, 0)
        before = audit(world)
        small.set_writable(False)
        for what, run in (("a tick", world.tick(4)), ("outbox send", world.send())):
            check_refused(case, run, "ead-only", what)
        listed = world.run("incidents", "list", "--store", world.place)
        case.check("incidents list answers or says what it needs", listed.code == 0 or
                   listed.code == 66 and "defect" not in listed.err, listed.said)
        small.set_writable(True)
        case.equal("writable again, the same command goes on", world.tick(4, PATIENCE).code, 0)
        check_kept(case, world, receivers, before, "at the end")
        case.equal("each incident was told in one fire and one resolve",
                   oracle.told_wrongly(receivers, [world.incident("blank", n) for n in (1, 3)], ["hook"]), [])


def another_user(bench, case):
    """A store of somebody else."""
    if os.geteuid() == 0:
        case.skip("root may write everywhere")
        return
    with post(bench, "store-of-another", ("hook",), y=(1, 3)) as (world, receivers):
        case.equal("the tick ends well", world.tick(1, PATIENCE).code, 0)
        before, modes = audit(world), [(path, path.stat().st_mode) for path in (world.store, *world.store.iterdir())]
        for path, mode in modes:
            path.chmod(mode & ~0o222)
        check_refused(case, world.tick(4), "ermission denied", "a tick")
        for path, mode in modes:
            path.chmod(mode)
        case.equal("writable again, the same command goes on", world.tick(4, PATIENCE).code, 0)
        check_kept(case, world, receivers, before, "at the end")


def standard_output(bench, case):
    """Messages that cannot be written are told by the next process, at once."""
    with post(bench, "standard-output", ("hook",)) as (world, receivers):
        policy = (world.directory / "policy.yml").read_text().splitlines()
        world.write("policy.yml", "\n".join("  hook: {stdout: {}}" if "webhook:" in line else line for line in policy) + "\n")
        with open("/dev/full", "w") as nowhere:
            run = world.tick(2, PATIENCE, stdout=nowhere)
        case.equal("a tick whose output goes nowhere: exit code 66", run.code, 66)
        case.check("it says so at once", "standard output" in run.err and run.seconds < 30, run.said)
        case.equal("the messages wait", world.states(), {"hook/fire/1": "pending", "hook/resolve/2": "pending"})
        sent = world.send()
        titles = [line for line in sent.out.splitlines() if line.startswith("[parcels]")]
        case.equal("the next process tells them", titles, ["[parcels] warning: blank y", "[parcels] resolved: blank y"])
        case.equal("and they are delivered", set(world.states().values()), {"delivered"})


CASES = [
    ("a full disk", full),
    ("a limit on files", limited),
    ("a read-only disk", read_only),
    ("a store of another user", another_user),
    ("a standard output that is full", standard_output),
]
