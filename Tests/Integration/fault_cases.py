"""The strict receivers, with faults: everything is told once, in order, and what is refused for good is told elsewhere."""
import contextlib

import channels
import oracle
from servers import Receivers
from world import World

ALL = tuple(channels.SETTINGS)
PATIENCE = "90 seconds"
ANSWERING = 10  # seconds that an answer may take
LATE = 20  # seconds by which a wait may be longer on a busy machine


@contextlib.contextmanager
def post(bench, name, names=ALL, options=(), **settings):
    """The receivers, and a world with channels to them."""
    directory = bench.directory / f"{name}-servers"
    directory.mkdir()
    with Receivers(directory, *channels.OPTIONS, *options) as receivers:
        world = World(bench, name, channels.settings(*names), channels.environment(receivers.address), **settings)
        world.write("token", channels.JIRA_TOKEN + "\n")
        yield world, receivers


def check_end(case, world, receivers, incidents, names=ALL):
    case.equal("nothing waits, nothing is dead", set(world.states().values()), {"delivered"})
    case.equal("each channel heard one fire and one resolve of each incident, in order",
               oracle.told_wrongly(receivers, incidents, names), [])
    case.equal("nothing is open any more, one issue, done, with one comment", oracle.settled_wrongly(receivers, incidents, names), [])


def meet(receivers, fault, kinds):
    """Once on each channel."""
    for kind in kinds:
        receivers.fault(kind, fault)


def storm(fault, on_creation=True):
    """Every channel meets the fault in the fire and in the resolve, Jira also in the transition.

    `on_creation` is false where Jira has to wait for its index, which has a case of its own.
    """
    def case_of(bench, case):
        name = case.name.replace(" ", "-")
        with post(bench, name) as (world, receivers):
            kinds = list(channels.KINDS.values())
            meet(receivers, fault, kinds if on_creation else [kind for kind in kinds if kind != "jira"])
            case.equal("the tick that fires ends well", world.tick(1, PATIENCE).code, 0)
            meet(receivers, fault, kinds)
            receivers.fault("/jira/rest/api/3/issue/MON-1/transitions", fault, body='"transition"')
            case.equal("the tick that resolves ends well", world.tick(2, PATIENCE).code, 0)
            case.equal("every fault was met", receivers.state()["faults"], [])
            check_end(case, world, receivers, [world.incident("blank", 1)])
            if fault == "accept_then_hang":
                waits = {channel: oracle.after_fault(receivers, channel, fault) for channel in ALL}
                case.check("an answer has 10 seconds, then it is tried again",
                           all(wait and ANSWERING <= wait <= ANSWERING + LATE for wait in waits.values()), waits)
    return case_of


def limited(bench, case):
    """Retry-After, which is longer than any first wait; a second incident has to wait, too."""
    names = tuple(name for name in ALL if name != "tickets")
    with post(bench, "limited", names, y=(1, 3)) as (world, receivers):
        meet(receivers, {"status": 429, "retry_after": 9}, [channels.KINDS[name] for name in names])
        case.equal("the tick ends well", world.tick(4, PATIENCE).code, 0)
        waits = {name: oracle.after_fault(receivers, name, "429") for name in names}
        case.check("nothing on a channel before Retry-After", all(wait and wait >= 8.9 for wait in waits.values()), waits)
        case.check("and not much later", all(wait and wait <= 9 + LATE for wait in waits.values()), waits)
        check_end(case, world, receivers, [world.incident("blank", 1), world.incident("blank", 3)], names)


def limited_issue(bench, case):
    with post(bench, "limited-issue", ("tickets",), y=(1, 3)) as (world, receivers):
        receivers.fault("jira", {"status": 429, "retry_after": 9})
        case.equal("the tick ends well", world.tick(4, PATIENCE).code, 0)
        wait = oracle.after_fault(receivers, "tickets", "429")
        case.check("nothing before Retry-After, and it comes soon after", wait and 8.9 <= wait <= 9 + LATE, wait)
        check_end(case, world, receivers, [world.incident("blank", 1), world.incident("blank", 3)], ("tickets",))


def put_off(bench, case):
    """One incident waits after a 503, the others on that channel do not."""
    with post(bench, "put-off", ("hook",), y=(1, 3)) as (world, receivers):
        first, second = world.incident("blank", 1), world.incident("blank", 3)
        receivers.fault("webhook", {"status": 503, "retry_after": 9}, body=first)
        case.equal("the tick ends well", world.tick(4, PATIENCE).code, 0)
        taken = [record["incident"] for record in receivers.accepted()]
        case.equal("the other incident does not wait", taken, [second, second, first, first])
        case.check("nothing of that incident before Retry-After", times_between(receivers, first) >= 8.9, times_between(receivers, first))


def times_between(receivers, incident):
    moments = [oracle.moment(record) for record in receivers.heard() if (record["body"] or {}).get("incident") == incident]
    return moments[1] - moments[0]


def rate(bench, case):
    """Ten messages that are due within a second."""
    with post(bench, "rate", ("chat", "pager"), ("--slack-limit",), y=(1, 3, 5, 7, 9)) as (world, receivers):
        case.equal("the tick ends well", world.tick(10, PATIENCE).code, 0)
        case.equal("Slack never had to say that it was too much", [r["seq"] for r in receivers.heard() if r["status"] == 429], [])
        slack, pager = oracle.gaps(receivers, "chat"), oracle.gaps(receivers, "pager")
        case.check("Slack is sent one message a second", min(slack) >= 0.95, [round(gap, 2) for gap in slack])
        case.check("PagerDuty two a second", min(pager) >= 0.45, [round(gap, 2) for gap in pager])
        check_end(case, world, receivers, [world.incident("blank", n) for n in (1, 3, 5, 7, 9)], ("chat", "pager"))


def wrong_webhook(bench, case):
    with post(bench, "wrong-webhook", ("chat", "hook"), ("--no-service", channels.PATHS["chat"]), told=["chat"], fallback="hook") as (
            world, receivers):
        run = world.tick(1, PATIENCE)
        case.equal("the exit code says that something is undelivered", run.code, 4)
        key = f"{world.incident('blank', 1)}/chat/fire/1"
        case.check("standard error tells the dead letter", key in run.err and "404" in run.err and "no_service" in run.err, run.err)
        case.equal("the fire is dead, the fallback was told", world.states(), {"chat/fire/1": "dead", "hook/fire/1": "delivered"})
        told = receivers.accepted()[0]["body"]
        case.equal("the fallback was told whose message it was, and why", (told["why"], told["teams"], told["severity"]),
                   ("chat could not be told: HTTP 404: no_service", ["data"], "warning"))
        case.equal("the wrong webhook was asked once", sum(record["status"] == 404 for record in receivers.heard()), 1)
        world.tick(2, PATIENCE)
        case.equal("the fallback heard one fire and one resolve",
                   oracle.told_wrongly(receivers, [world.incident("blank", 1)], ["hook"]), [])


def retried(name, session):
    """The webhook is repaired and the dead letter retried: while the incident is open, or when it is over."""
    def case_of(bench, case):
        with post(bench, name, ("chat", "hook"), ("--no-service", channels.PATHS["chat"]), told=["chat"], fallback="hook") as (
                world, receivers):
            world.tick(session, PATIENCE)
            receivers.control({"no_service": []})
            run = world.run("outbox", "retry", "--all", "--store", "store")
            case.equal("outbox retry ends well", run.code, 0)
            world.tick(4, PATIENCE)
            case.equal("chat was told of the fire, so it is told of one resolve, too",
                       oracle.told_wrongly(receivers, [world.incident("blank", 1)], ["chat"]), [])
            case.equal("the fallback, too", oracle.told_wrongly(receivers, [world.incident("blank", 1)], ["hook"]), [])
    return case_of


def redirected(bench, case):
    """Four channels die at once, three times, and share one fallback."""
    names = tuple(name for name in ALL if name != "hook")
    with post(bench, "redirected", told=names, fallback="hook", y=(1, 3, 5)) as (world, receivers):
        for name in names:
            receivers.fault(channels.KINDS[name], "redirect", seconds=120)
        for session in range(7):
            run = world.tick(session, PATIENCE)
        case.check("the exit code says that something is undelivered", run.code == 4, run.said)
        incidents, outbox = [world.incident("blank", n) for n in (1, 3, 5)], world.outbox()
        fires = {key: message for key, message in outbox.items() if message["kind"] == "fire" and message["channel"] != "hook"}
        states = {(message["state"], message["reason"]) for message in fires.values()}
        case.equal("every redirected fire is dead, with the status as its reason", (len(fires), states), (12, {("dead", "HTTP 307")}))
        case.equal("nobody followed", [r["path"] for r in receivers.heard() if r["path"].startswith("/redirected")], [])
        whys = sorted(r["body"]["why"] for r in receivers.accepted() if r["kind_of_message"] != "resolve")
        case.equal("the fallback was told of each", whys, sorted(f"{n} could not be told: HTTP 307" for n in names for _ in incidents))
        case.equal("in one fire, updates and one resolve of each incident", oracle.told_wrongly(receivers, incidents, ["hook"]), [])


CASES = [
    ("an answer that never comes", storm("accept_then_hang")),
    ("an error 500", storm({"status": 500}, on_creation=False)),
    ("a connection reset before", storm("reset_before", on_creation=False)),
    ("a connection reset after", storm("accept_then_reset")),
    ("an answer that is not HTTP", storm("garbage")),
    ("an answer that never ends", storm("huge")),
    ("too many requests", limited),
    ("too many requests to Jira", limited_issue),
    ("a server that is busy for one incident", put_off),
    ("the rate of Slack and PagerDuty", rate),
    ("a wrong webhook", wrong_webhook),
    ("a dead letter that is retried", retried("retried", 1)),
    ("a dead letter that is retried when all is over", retried("retried-late", 3)),
    ("a redirect", redirected),
]
