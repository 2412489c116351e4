"""Receivers that are down for a while, and a program that is killed while it sends."""
import time

import oracle
from fault_cases import ALL, check_end, post
from servers import until

PATIENCE = "90 seconds"


def down(bench, case):
    with post(bench, "down", y=(1, 3)) as (world, receivers):
        receivers.stop()
        run = world.tick(4)
        case.equal("the tick ends well although nobody can be told", run.code, 0)
        case.equal("everything waits", set(world.states().values()), {"pending"})
        case.check("standard error says what waits, and why", all(name in run.err for name in ALL) and "no connection" in run.err, run.err)
        receivers.start()
        sent = world.send(PATIENCE)
        case.equal("outbox send ends well", sent.code, 0)
        check_end(case, world, receivers, [world.incident("blank", 1), world.incident("blank", 3)])
        again = world.send("0 seconds")
        case.equal("a second outbox send has nothing to do", (again.code, again.out), (0, "0 messages delivered\n"))


def down_between(bench, case):
    """The fire arrives, the resolve meets an outage that the next tick finds over."""
    with post(bench, "down-between", y=(1,)) as (world, receivers):
        case.equal("the tick that fires ends well", world.tick(1, PATIENCE).code, 0)
        receivers.control({"clear": True})
        issues = receivers.state()["jira"][""]
        case.equal("the issue is there", [issue["status"] for issue in issues], ["To Do"])
        for name in ("slack", "pagerduty", "jira", "alertmanager", "webhook"):
            receivers.fault(name, {"status": 503}, seconds=4)
        case.equal("the tick that resolves ends well", world.tick(2).code, 0)
        time.sleep(5)
        case.equal("the next tick ends well", world.tick(3, PATIENCE).code, 0)
        check_end(case, world, receivers, [world.incident("blank", 1)])


def hang(receivers, kinds):
    for kind in kinds:
        receivers.fault(kind, "accept_then_hang")


def killed(bench, case):
    """kill -9 while every channel has taken a message and not answered; the next outbox send is given no hint."""
    kinds = ("slack", "pagerduty", "jira", "alertmanager", "webhook")
    with post(bench, "killed") as (world, receivers):
        receivers.stop()
        case.equal("the tick ends well", world.tick(1).code, 0)
        case.equal("everything waits", set(world.states().values()), {"pending"})
        receivers.start()
        hang(receivers, kinds)
        began = time.monotonic()
        words = ("outbox", "send", "--store", "store", "--wait", "60 seconds")
        process = world.start(*words)
        is_taken = until(lambda: len(receivers.accepted()) == len(kinds), 60)
        case.check("every channel has taken its message", is_taken, [record["kind"] for record in receivers.accepted()])
        process.kill()
        run = world.finish(process, words, began)
        case.equal("it was killed", run.code, -9)
        case.equal("everything still waits", set(world.states().values()), {"pending"})
        case.equal("the store is whole", world.whole(), [])
        case.equal("outbox send ends well", world.send(PATIENCE).code, 0)
        case.equal("it is told under the keys that it had, no second issue", oracle.told_wrongly(
            receivers, [world.incident("blank", 1)], ALL, closed=False), [])
        case.equal("the tick that resolves ends well", world.tick(2, PATIENCE).code, 0)
        check_end(case, world, receivers, [world.incident("blank", 1)])


def two_at_once(bench, case):
    """A cron job that starts while the last one still sends."""
    with post(bench, "two", ("hook",)) as (world, receivers):
        receivers.stop()
        world.tick(1)
        receivers.start()
        hang(receivers, ["webhook"])
        began, words = time.monotonic(), ("outbox", "send", "--store", "store", "--wait", "60 seconds")
        process = world.start(*words)
        case.check("the first one is sending", until(receivers.accepted, 60))
        second = world.send()
        case.equal("the second one is refused", second.code, 66)
        case.check("and says that the store is in use", f"in use by process {process.pid}" in second.err, second.err)
        case.equal("outbox list answers meanwhile", world.run("outbox", "list", "--store", "store").code, 0)
        case.equal("the first one ends well", world.finish(process, words, began).code, 0)
        case.equal("the message is told", world.states(), {"hook/fire/1": "delivered"})


CASES = [
    ("receivers that are down", down),
    ("receivers that are down for the resolve", down_between),
    ("kill -9 while outbox send hangs", killed),
    ("two programs at one store", two_at_once),
]
