"""Jira, which has no idempotency keys: an issue is looked for by its label before it is created again."""
import channels
import oracle
from fault_cases import check_end, post

ISSUE = "/jira/rest/api/3/issue"
SETTLING, BETWEEN = 120, 60  # seconds: an attempt and the second search, one search and the next
PATIENCE = "240 seconds"
WHOLE = 2  # seconds: the store keeps whole ones, and so does not keep when an attempt ended to the fraction


def moments(receivers, path):
    """The moments at which something was asked for, accepted or not."""
    return [oracle.moment(record) for record in receivers.heard() if record["path"].endswith(path) and record["method"] == "POST"]


def check_searches(case, receivers, over):
    """`over` is the end of the attempt whose outcome is not known."""
    searches = moments(receivers, "/search/jql")
    if not case.equal("it looked twice", len(searches), 2):
        return
    case.check("the second time when the index has settled", searches[1] - over >= SETTLING - WHOLE, searches[1] - over)
    case.check("a while after the first", searches[1] - searches[0] >= BETWEEN - WHOLE, searches[1] - searches[0])


def unanswered(bench, case):
    """An issue is created, the answer never comes, and the index does not know of it for a while."""
    with post(bench, "jira-unanswered", ("tickets",)) as (world, receivers):
        receivers.fault(ISSUE, "accept_then_hang", body='"issuetype"')
        receivers.fault("jira", "stale_search", seconds=90)
        case.equal("the tick ends well", world.tick(1, PATIENCE).code, 0)
        created = moments(receivers, ISSUE)
        case.equal("no second issue is asked for", len(created), 1)
        check_searches(case, receivers, created[0] + 10)
        case.equal("the tick that resolves ends well", world.tick(2, PATIENCE).code, 0)
        check_end(case, world, receivers, [world.incident("blank", 1)], ("tickets",))


def never_created(bench, case):
    with post(bench, "jira-never", ("tickets",)) as (world, receivers):
        receivers.fault(ISSUE, "reset_before", body='"issuetype"')
        case.equal("the tick ends well", world.tick(1, PATIENCE).code, 0)
        created = moments(receivers, ISSUE)
        case.equal("it is created at the second attempt", len(created), 2)
        check_searches(case, receivers, created[0])
        case.equal("the tick that resolves ends well", world.tick(2, PATIENCE).code, 0)
        check_end(case, world, receivers, [world.incident("blank", 1)], ("tickets",))


def busy(bench, case):
    """A 503 says that nothing was done."""
    with post(bench, "jira-503", ("tickets",)) as (world, receivers):
        receivers.fault(ISSUE, {"status": 503}, body='"issuetype"')
        case.equal("the tick ends well", world.tick(1, "30 seconds").code, 0)
        case.equal("the fire has arrived within the first wait", world.states(), {"tickets/fire/1": "delivered"})
        created = moments(receivers, ISSUE)
        case.check("the second attempt comes after 2.5 to 5 seconds", len(created) == 2 and 2.4 <= created[1] - created[0] <= 20, created)


def failed_inside(bench, case):
    """A 500 does not say what was done."""
    with post(bench, "jira-500", ("tickets",)) as (world, receivers):
        receivers.fault(ISSUE, {"status": 500}, body='"issuetype"')
        case.equal("the tick ends well", world.tick(1, "20 seconds").code, 0)
        case.equal("it has looked once, and waits", (len(moments(receivers, "/search/jql")), world.states()), (1, {"tickets/fire/1": "pending"}))
        case.equal("nothing is created again meanwhile", len(moments(receivers, ISSUE)), 1)


def no_way_to_done(bench, case):
    """Its workflow has no way from To Do to Done, so a person is told elsewhere."""
    with post(bench, "jira-linear", ("tickets", "hook"), told=["tickets"], fallback="hook") as (world, receivers):
        receivers.control({"workflow": "linear", "tenant": ""})
        case.equal("the exit code says that something is undelivered", world.tick(2, "60 seconds").code, 4)
        incident, outbox = world.incident("blank", 1), world.outbox()
        resolve = outbox[f"{incident}/tickets/resolve/2"]
        case.equal("the resolve is dead for the reason of the guide", (resolve["state"], resolve["reason"]),
                   ("dead", "no transition of MON-1 leads to a status of the category done"))
        told = [record["body"] for record in receivers.accepted(channels.LOGGED["hook"])]
        case.check("the fallback is told of the dead resolve",
                   any(body["why"] == f"tickets could not be told: {resolve['reason']}" for body in told), told)
        case.equal("and of its end, once", oracle.told_wrongly(receivers, [incident], ["hook"]), [])


CASES = [
    ("Jira: a creation without an answer, and a stale index", unanswered),
    ("Jira: a creation that never arrived", never_created),
    ("Jira: an error 503 at the creation", busy),
    ("Jira: an error 500 at the creation", failed_inside),
    ("Jira: no way to done", no_way_to_done),
]
