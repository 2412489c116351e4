"""Checks what must hold of everything that the strict receivers heard, by their log."""
import datetime

import channels


def told_wrongly(receivers, incidents, names, closed=True):
    """Problems: of each incident and channel there is one fire, one resolve where it is closed, in order, and in Jira one issue."""
    told = receivers.summary()
    problems = []
    for name in names:
        for incident in incidents:
            got = told.get((channels.LOGGED[name], incident))
            if got is None:
                problems.append(f"{name} heard nothing of {incident}")
                continue
            found = (got["fire"], got["resolve"], got["in_order"])
            if found != (1, int(closed), True):
                problems.append(f"{name} of {incident}: fires, resolves, in order {found}: {got['keys']}")
            # Done is moved to done again where the answer to the first time was lost, which changes nothing.
            if name == "tickets" and (len(got["issues"]), bool(got["closings"])) != (1, closed):
                problems.append(f"{name} of {incident}: issues {got['issues']}, closed {got['closings']} times")
    known = {(channels.LOGGED[name], incident) for name in channels.LOGGED for incident in incidents}
    return problems + [f"told of something else: {place}" for place in told if place not in known]


def settled_wrongly(receivers, incidents, names):
    """Problems of what the services hold at the end: nothing is open any more."""
    state, problems = receivers.state(), []
    if "tickets" in names:
        issues = {issue["incident"]: issue for issue in state["jira"].get("", [])}
        for incident in incidents:
            issue = issues.get(incident, {})
            if issue.get("status") != "Done" or len(issue.get("comments", [])) != 1:
                problems.append(f"the issue of {incident} is {issue.get('status')} with {len(issue.get('comments', []))} comments")
    if "pager" in names:
        problems += [f"the page of {key} is {alert['state']}" for key, alert in state["pagerduty"].items() if alert["state"] != "resolved"]
    if "router" in names:
        now = datetime.datetime.now(datetime.timezone.utc).isoformat()
        problems += [f"{alert['labels']} is active" for alert in state["alertmanager"] if alert["endsAt"] > now]
    return problems


def moment(record):
    return datetime.datetime.fromisoformat(record["time"]).timestamp()


def after_fault(receivers, channel, fault):
    """Seconds between the first request that met a fault and the next one on that channel; None where there is none."""
    heard = [record for record in receivers.heard() if record["channel"] == channels.LOGGED[channel]]
    place = next((n for n, record in enumerate(heard) if record["fault"] == fault), None)
    if place is None or place + 1 == len(heard):
        return None
    return moment(heard[place + 1]) - moment(heard[place])


def gaps(receivers, channel):
    """Seconds between one request on a channel and the next."""
    moments = [moment(record) for record in receivers.heard() if record["channel"] == channels.LOGGED[channel]]
    return [later - earlier for earlier, later in zip(moments, moments[1:])]
