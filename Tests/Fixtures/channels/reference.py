#!/usr/bin/env python3
"""Independent reference for what Bellwether's channels are sent: writes channels.json beside this file.

Written from Documentation/Guides/delivery.md alone, with the generator of reproducibility.md, never from the Swift code.
Every case is a message, a channel and what that channel is sent; every retry is the wait before a message is tried again.
Mail is read again by Python's email package and JSON by its json. Run: python reference.py
"""
import base64
import email
import email.policy
import email.utils
import hashlib
import hmac
import json
import math
import pathlib
import re
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

TITLES = {"slack": 150, "pagerduty": 1024, "jira": 255}
BODIES = {"slack": 3000, "alertmanager": 10_000}
LINE, BLOCKS, OWNERS, SUBJECT, WORD, FOLD = 500, 100, 100, 900, 45, 78
SLACK_TEXT, DOCUMENT, EVENT, ANNOTATION, LETTER, HOOK = 4000, 32_767, 512 * 1024, 10_000, 1_000_000, 1_000_000
ISSUE, TRANSITION = "DATA-7", "31"

# ---------------------------------------------------------------- texts

def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

def units(text):
    return len(text.encode("utf-16-le")) // 2

def cut(text, limit):
    """The longest prefix of scalars that leaves room for the ellipsis."""
    if limit is None or units(text) <= limit:
        return text
    kept = 0
    for index, scalar in enumerate(text):
        kept += units(scalar)
        if kept > limit - 1:
            return text[:index] + "…"

def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)

def later(text, days):
    return (instant(text) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")

def shown(text, zone):
    return instant(text).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S ") + zone

# ---------------------------------------------------------------- what is said

def key(case):
    message = case["message"]
    return "{incident}/{channel}/{kind}/{sequence}".format_map(message)

def whole_title(case):
    return f"[{case['deployment']}] {case['message']['content']['headline']}"

def title(case):
    return cut(whole_title(case), TITLES.get(case["channel"]["kind"]))

def link(case):
    """A heartbeat has no incident that could be looked at."""
    if case["url"] is None or case["message"]["kind"] == "heartbeat":
        return None
    return case["url"].removesuffix("/") + "/incidents/" + case["message"]["incident"]

def block(alert, zone):
    first = f"{alert['layer']}: {alert['check']} {alert['subject']} {alert['severity']} since {shown(alert['since'], zone)}"
    if alert["resolvedAt"] is not None:
        first += f", resolved {shown(alert['resolvedAt'], zone)}"
    lines = [first, "  " + alert["reason"]] + (["  " + alert["evidence"]] if alert["evidence"] else [])
    return [cut(line, LINE) for line in lines]

def tail(case):
    message, content = case["message"], case["message"]["content"]
    lines = ["owner: " + " and ".join(content["owners"])] if content["owners"] else []
    lines += ["first step: " + content["firstStep"]] if content["firstStep"] else []
    if message["kind"] != "heartbeat":
        lines.append("more: " + (link(case) or f"bellwether incidents show {message['incident']}"))
    return [cut(line, LINE) for line in lines]

def body(case, fits=None):
    """The body lines. Where one alert is still too much, the whole is cut like any other text."""
    limit = BODIES.get(case["channel"]["kind"], math.inf)
    fits = fits or (lambda lines: units("\n".join(lines)) <= limit)
    head, last = [cut("why now: " + case["message"]["content"]["why"], LINE)], tail(case)
    blocks = [block(alert, case["zone"]) for alert in case["message"]["content"]["alerts"]]
    for left in range(max(1, len(blocks))):
        kept = [line for lines in blocks[:len(blocks) - left] for line in lines]
        more = [f"and {left} more alert{'' if left == 1 else 's'}"] if left else []
        lines = head + kept + more + last
        if fits(lines):
            return lines
    return cut("\n".join(lines), limit).split("\n")

# ---------------------------------------------------------------- channels

def request(method, url, headers, value=None):
    text = None if value is None else canonical(value)
    assert text is None or json.loads(text) == value
    return {"method": method, "url": url, "headers": headers, "body": text}

def slack(case):
    plain = lambda text: {"type": "plain_text", "emoji": False, "text": text}
    escaped = [{"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(scalar, scalar) for scalar in whole_title(case)]
    if units("".join(escaped)) > SLACK_TEXT:
        while units("".join(escaped)) > SLACK_TEXT - 1:
            escaped.pop()
        escaped.append("…")
    blocks = [{"type": "header", "text": plain(title(case))}, {"type": "section", "text": plain("\n".join(body(case)))},
              {"type": "context", "elements": [plain(cut(key(case), 2000))]}]
    return request("POST", case["channel"]["webhook"], {"Content-Type": "application/json; charset=utf-8"},
                   {"blocks": blocks, "text": "".join(escaped)})

def pagerduty(case):
    message, content = case["message"], case["message"]["content"]
    alerts, root = content["alerts"], content["alerts"][0]
    short = lambda text: cut(text, LINE)
    details = {"alerts": ["\n".join(block(alert, case["zone"])) for alert in alerts[:BLOCKS]],
               "first_step": short(content["firstStep"]), "key": key(case), "opened_at": content["openedAt"],
               "owners": [*map(short, content["owners"][:OWNERS])], "why": short(content["why"])}
    if len(alerts) > BLOCKS:
        details["more_alerts"] = len(alerts) - BLOCKS
    event = {"routing_key": case["channel"]["routing_key"], "dedup_key": message["incident"], "client": "Bellwether",
             "event_action": "resolve" if message["kind"] == "resolve" else "trigger",
             "payload": {"summary": title(case), "source": short(case["deployment"]), "severity": message["severity"],
                         "timestamp": message["at"], "class": short(root["check"]), "component": short(root["subject"]),
                         "custom_details": details}}
    if link(case):
        event |= {"client_url": link(case), "links": [{"href": link(case), "text": "The incident"}]}
    while len(canonical(event).encode()) > EVENT:
        details["alerts"].pop()
        details["more_alerts"] = len(alerts) - len(details["alerts"])
    url = case["channel"].get("url", "https://events.pagerduty.com/v2/enqueue")
    return request("POST", url, {"Content-Type": "application/json"}, event)

def document(lines):
    paragraph = lambda line: {"type": "paragraph", "content": [{"type": "text", "text": line}]}
    parts = [part.lstrip(" ") for line in lines for part in line.split("\n")]
    return {"type": "doc", "version": 1, "content": [paragraph(part) for part in parts if part]}

def jira(case):
    channel, label = case["channel"], "bellwether-" + case["message"]["incident"]
    account = base64.b64encode(f"{channel['user']}:{channel['token']}".encode()).decode()
    headers = {"Authorization": "Basic " + account, "Accept": "application/json", "Content-Type": "application/json"}
    send = lambda method, path, value=None: request(method, channel["url"] + "/rest/api/3/" + path, headers, value)
    def text(*titles):
        """As much as the document has room for, as it is sent."""
        whole = lambda lines: document([*titles, *lines, cut(key(case), LINE)])
        return whole(body(case, lambda lines: units(canonical(whole(lines))) <= DOCUMENT))

    issue = f"issue/{ISSUE}/"
    fields = {"project": {"key": channel["project"]}, "issuetype": {"name": channel.get("issue_type", "Task")},
              "labels": ["bellwether", label], "summary": title(case), "description": text()}
    jql = f'project = "{channel["project"]}" AND labels = "{label}" ORDER BY created ASC'
    return {"create": send("POST", "issue", {"fields": fields}),
            "comment": send("POST", issue + "comment", {"body": text(title(case))}),
            "transitions": send("GET", issue + "transitions"),
            "transition": send("POST", issue + "transitions", {"transition": {"id": TRANSITION}}),
            "search": send("POST", "search/jql", {"fields": ["status"], "jql": jql, "maxResults": 1}),
            "find_comment": send("GET", issue + "comment?maxResults=100&orderBy=-created")}

def encoded_words(text):
    """As many scalars in each word as their bytes allow."""
    words = [""]
    for scalar in text:
        if len((words[-1] + scalar).encode()) > WORD:
            words.append("")
        words[-1] += scalar
    return "\r\n ".join(f"=?utf-8?B?{base64.b64encode(word.encode()).decode()}?=" for word in words)

def is_plain(text):
    return all(" " <= scalar <= "~" for scalar in text)

def unstructured(text):
    return " " + text if is_plain(text) and len(text) <= SUBJECT else "\r\n " + encoded_words(text)

def subject(text):
    """An ellipsis is not ASCII, so what is cut here gets none."""
    return unstructured(text[:SUBJECT] if is_plain(text) else text)

def mailbox(text):
    """A name with letters beyond ASCII, or a long one, is written in encoded words, and one with other signs in quotes."""
    name, address = email.utils.parseaddr(text)
    if not name:
        return address
    if not is_plain(name) or len(name) > 60:
        return f"{encoded_words(name)}\r\n <{address}>"
    if re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+", name):
        return f"{name} <{address}>"
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + f'" <{address}>'

def listed(name, items):
    """A line break comes before an item that the line has no room for."""
    lines = [f"{name}:"]
    for number, item in enumerate(items, 1):
        first, *others = (item + ("," if number < len(items) else "")).split("\r\n")
        if number > 1 and len(lines[-1]) + 1 + len(first) > FOLD:
            lines.append("")
        lines[-1] += " " + first
        lines += others
    return "\r\n".join(lines)

def smtp(case):
    channel, message = case["channel"], case["message"]
    domain = email.utils.parseaddr(channel["from"])[1].partition("@")[2]
    name = lambda text: f"<{hashlib.sha256(text.encode()).hexdigest()[:32]}@{domain}>"
    lines = ["Date: " + format_datetime(instant(message["at"])), listed("From", [mailbox(channel["from"])]),
             listed("To", [*map(mailbox, channel["to"])]), "Message-ID: " + name(key(case))]
    if message["kind"] not in ("fire", "heartbeat"):
        lines += ["In-Reply-To: " + name(case["fire_key"]), "References: " + name(case["fire_key"])]
    lines += ["Subject:" + subject(title(case)), "Auto-Submitted: auto-generated", "X-Bellwether-Key:" + unstructured(key(case)),
              "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""]
    content = "".join(line + "\r\n" for line in body(case))
    code = base64.b64encode(content.encode()).decode()
    lines += [code[at:at + 76] for at in range(0, len(code), 76)]
    text = "".join(line + "\r\n" for line in lines)
    read_again(text, case, content)
    return {"from": channel["from"], "to": channel["to"], "server": channel["server"], "text": text}

def read_again(text, case, content):
    assert text.isascii() and all(len(line) <= 998 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "") and "\r" not in text.replace("\r\n", "")
    read, wanted = email.message_from_bytes(text.encode(), policy=email.policy.default), title(case)
    plain = all(" " <= scalar <= "~" for scalar in wanted)
    assert read["Subject"].lstrip(" ") == (wanted[:SUBJECT] if plain else wanted)  # the space is that of the folded line
    assert read["Date"].datetime == instant(case["message"]["at"])
    for header, wanted_boxes in (("From", [case["channel"]["from"]]), ("To", case["channel"]["to"])):
        # Python 3.11 reads a space between two encoded words of a name; there is none (RFC 2047, 6.2).
        found = [(box.display_name.replace(" ", ""), box.addr_spec) for box in read[header].addresses]
        assert found == [(name.replace(" ", ""), address) for name, address in map(email.utils.parseaddr, wanted_boxes)]
    assert read["X-Bellwether-Key"].lstrip(" ") == key(case)
    assert read.get_content() == content and not read.defects and not read["Subject"].defects

def alertmanager(case):
    message, content, resolved = case["message"], case["message"]["content"], case["message"]["kind"] == "resolve"
    notes = {"summary": title(case), "description": "\n".join(body(case)), "first_step": content["firstStep"],
             "owner": " and ".join(content["owners"]), "key": key(case)}
    common = {"annotations": {name: cut(text, ANNOTATION) for name, text in notes.items() if text}}
    common |= {"generatorURL": link(case)} if link(case) else {}

    def one(severity, ends):
        labels = {"alertname": "BellwetherIncident", "deployment": case["deployment"], "incident": message["incident"]}
        return common | {"labels": labels | {"severity": severity}, "startsAt": content["openedAt"], "endsAt": ends}

    if message["kind"] == "heartbeat":
        alerts = [common | {"labels": {"alertname": "BellwetherHeartbeat", "deployment": case["deployment"]},
                            "startsAt": message["at"], "endsAt": later(case["sent_at"], 5)}]
    elif resolved:
        alerts = [one("critical", message["at"]), one("warning", message["at"])]
    else:
        alerts = [one(message["severity"], later(case["sent_at"], 365))]
        if message["kind"] == "update" and message["severity"] == "critical":
            alerts.append(one("warning", message["at"]))
    return request("POST", case["channel"]["url"] + "/api/v2/alerts", {"Content-Type": "application/json"}, alerts)

def webhook(case):
    message, content, secret = case["message"], case["message"]["content"], case["channel"]["secret"]
    names = {"resolvedAt": "resolved_at"}
    value = {name: message[name] for name in ("incident", "kind", "sequence", "teams", "at", "severity")}
    value |= {"version": 1, "key": key(case), "deployment": case["deployment"], "link": link(case),
              "headline": content["headline"], "why": content["why"], "opened_at": content["openedAt"],
              "owners": content["owners"], "first_step": content["firstStep"],
              "alerts": [{names.get(name, name): alert[name] for name in alert} for alert in content["alerts"]]}
    post = request("POST", case["channel"]["url"], {"Content-Type": "application/json"}, value)
    seconds = str(int(instant(case["sent_at"]).timestamp()))
    signing = base64.b64decode(secret[6:], validate=True) if secret.startswith("whsec_") else secret.encode()
    signed = f"{key(case)}.{seconds}.{post['body']}".encode()
    signature = base64.b64encode(hmac.digest(signing, signed, "sha256")).decode()
    post["headers"] |= {"webhook-id": key(case), "webhook-timestamp": seconds, "webhook-signature": "v1," + signature}
    return post

def stdout(case):
    return {"text": "".join(line + "\n" for line in [title(case), *body(case)])}

KINDS = {kind.__name__: kind for kind in (slack, pagerduty, jira, smtp, alertmanager, webhook, stdout)}
NO_HEARTBEAT = ("pagerduty", "jira")

# ---------------------------------------------------------------- again later

def uniform(text):
    """The first number of SplitMix64 with this seed."""
    mask = (1 << 64) - 1
    state = (int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") + 0x9E3779B97F4A7C15) & mask
    z = ((state ^ state >> 30) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & mask
    return ((z ^ z >> 31) >> 11) * 2.0 ** -53

def retry(name, attempts):
    delay = min(5.0 * 2.0 ** (attempts - 1), 300.0) * (0.5 + 0.5 * uniform(f"{name}|{attempts}|retry"))
    return {"key": name, "attempts": attempts, "delay_seconds": delay}

# ---------------------------------------------------------------- cases

INCIDENT, OTHER = "5f0c3a9be1d27486", "c1d2e3f405162738"
OPENED, NOW, SENT = "2018-02-05T22:30:00Z", "2018-02-06T22:30:00Z", "2018-02-06T22:31:07Z"
URL = "https://bellwether.example.com"
CHANNELS = {
    "slack": {"name": "de-slack", "webhook": "https://hooks.example.com/services/T/B/secret"},
    "pagerduty": {"name": "oncall", "routing_key": "0123456789abcdef0123456789abcdef"},
    "jira": {"name": "de-jira", "url": "https://example.atlassian.net", "user": "bot@example.com", "token": "jira-token",
             "project": "DATA"},
    "smtp": {"name": "de-mail", "server": "smtp://mail.example.com", "from": "bellwether@example.com",
             "to": ["data@example.com"]},
    "alertmanager": {"name": "am", "url": "http://alertmanager.example.com:9093"},
    "webhook": {"name": "hook", "url": "https://receiver.example.com/bellwether?team=data",
                "secret": "a plain secret of forty characters or so"},
    "stdout": {"name": "console"},
}

def alert(check="drift", subject="vix_close", layer="data", severity="warning", since=OPENED, resolved=None,
          reason="PSI 0.31 is above 0.25", evidence="251 rows of 2017-02-06 to 2018-02-05 against 2,518 of the baseline"):
    return {"check": check, "subject": subject, "layer": layer, "severity": severity, "since": since,
            "resolvedAt": resolved, "reason": reason, "evidence": evidence}

def situation(kind="fire", alerts=None, severity="warning", sequence=1, headline="drift of vix_close is a warning",
              why="drift of vix_close fires as a warning", owners=("data-engineering",), teams=("data-engineering",),
              step="Pause new deployments", at=NOW, opened=OPENED, incident=INCIDENT):
    return {"incident": incident, "kind": kind, "sequence": sequence, "teams": list(teams), "at": at, "severity": severity,
            "content": {"headline": headline, "why": why, "openedAt": opened, "owners": list(owners), "firstStep": step,
                        "alerts": [alert()] if alerts is None else alerts}}

def case(name, kind, message, settings={}, url=None, zone="America/New_York", deployment="production", sent_at=SENT):
    channel = CHANNELS[kind] | settings | {"kind": kind}
    message = {**message, "channel": channel["name"]}
    beat = message["kind"] == "heartbeat"
    made = {"name": f"{name}, {kind}", "channel": channel, "deployment": deployment, "url": url, "zone": zone,
            "sent_at": sent_at, "message": message,
            "fire_key": None if beat else f"{message['incident']}/{channel['name']}/fire/1"}
    return made | {"expected": KINDS[kind](made)}

def everywhere(name, message, **options):
    quiet = NO_HEARTBEAT if message["kind"] == "heartbeat" else ()
    return [case(name, kind, message, **options) for kind in KINDS if kind not in quiet]

def many(count, length, evidence=""):
    """Alerts whose reasons have `length` characters."""
    reason = lambda number: (f"reason {number:03} " + "of a drift that goes on " * 30)[:length]
    return [alert(check=f"drift-{number:03}", reason=reason(number), evidence=evidence) for number in range(1, count + 1)]

def filled(kind, limit, over=0, last=None):
    """A message whose body has `limit` units and so many more; `last` is one more alert behind those."""
    rows = many(2, 40)
    lines = lambda alerts: body({
        "channel": {"kind": "stdout"}, "zone": "America/New_York", "url": URL, "message": {**situation(), "content": {
            **situation()["content"], "alerts": alerts}}})
    measure = lambda alerts: units(
        canonical(document([*lines(alerts), f"{INCIDENT}/de-jira/fire/1"])) if kind == "jira" else "\n".join(lines(alerts)))
    while (room := limit + over - measure(rows)) > (900 if kind == "jira" else 600):
        rows.insert(-1, many(len(rows) + 1, 440)[-1])
    while room := limit + over - measure(rows):
        short = min(rows[1:], key=lambda row: len(row["reason"]))
        short["reason"] += "x" * min(room, 480 - len(short["reason"]))
    return situation(alerts=rows + ([last] if last else []))

ODD = alert(check="nulls", subject="größe", layer="model", severity="critical",
            reason='a < b & c > d, "quoted" and \'single\', a tab\there, a \\ and a / and \x01, \x1f, \x7f, \b, \f, \u2028.',
            evidence="e\u0301 and é, \U0001f469\u200d\U0001f680, \U00010348, עברית \u202eand back\u202c, 漢字, \ufeffend")

TEXTS = {
    "a fire": (situation(), {}),
    "a critical fire with a link": (situation(severity="critical", alerts=[alert(severity="critical")]), {"url": URL}),
    "an update of three alerts": (situation(
        "update", severity="critical", sequence=2, headline="nulls of vix_close are critical",
        why="nulls of vix_close rise to critical", owners=["data-engineering", "mlops", "risk"], teams=["mlops", "risk"],
        alerts=[alert("nulls", severity="critical", reason="12.5 percent are null, above 5"),
                alert(since=NOW, evidence=""),
                alert("calibration", "p_up", "model", resolved=NOW, reason="ECE 0.12 is above 0.1")]), {"url": URL}),
    "an update that is a warning": (situation("update", sequence=3, why="the root is now drift of vix_close"), {}),
    "a resolve": (situation(
        "resolve", severity="critical", sequence=4, headline="nulls of vix_close are resolved", why="the last alert recovered",
        alerts=[alert("nulls", severity="critical", resolved=NOW, reason="recovered"),
                alert(resolved=OPENED, reason="stale", evidence="")]), {"url": URL + "/monitor/"}),
    "a resolve of a warning": (situation(
        "resolve", sequence=2, alerts=[alert(resolved=NOW, reason="by hand")]), {"url": URL + "/"}),
    "a heartbeat": (situation(
        "heartbeat", [], incident="production", sequence=1517956200, why="1 of 4 checks fires",
        headline="alive at 2018-02-06 17:30:00 America/New_York", owners=[], teams=[], step="", opened=NOW), {}),
    "nobody and nothing to do": (situation(owners=[], teams=[], step="", alerts=[alert(evidence="")]), {"url": URL}),
    "odd texts": (situation(
        severity="critical", headline='größe & <b>"x"</b> \\ / \U0001f6a8 e\u0301 עברית',
        why="<!channel> & @here *bold* `code`", owners=["Ärzte & Co", "\U0001f469\u200d\U0001f680"],
        step="Look at https://example.com/a?b=1&c=<d>", alerts=[ODD]), {"url": URL + "/"}),
    "a reason of 5,000 characters": (situation(alerts=[alert(reason="0123456789" * 500)]), {}),
    "a title of 2,000 characters": (situation(headline=("long " * 398).strip()), {}),
    "summer and winter": (situation(at="2020-11-02T22:30:00Z", opened="2020-03-06T22:30:00Z", alerts=[
        alert(since="2020-03-06T22:30:00Z", resolved="2020-03-09T21:30:00Z"), alert("rows", since="2020-11-01T05:30:00Z"),
        alert("score", since="2020-11-01T06:30:00Z")]), {"sent_at": "2020-12-31T23:59:59Z"}),
}

def title_cases():
    """The words before the headline have 13 units: `[production] `."""
    for kind, limit in TITLES.items():
        room, rocket = limit - 13, "\U0001f680"
        for name, headline in {
            "a title that just fits": "t" * room,
            "a title one too long": "t" * (room + 1),
            "a title of emoji that just fits": "t" * (room % 2) + rocket * (room // 2),
            "a title with an emoji before the cut": "t" * (room - 3) + rocket + "tt",
            "a title with an emoji on the cut": "t" * (room - 2) + rocket + "tt",
            "a title with a mark behind the cut": "t" * (room - 2) + "e\u0301\u0302\u0303",
        }.items():
            yield case(name, kind, situation(headline=headline))

def line_cases():
    """The spaces in front are two of a line's 500 units."""
    rows = ["r" * 498, "r" * 499, "r" * 495 + "\U0001f680" + "r", "r" * 496 + "\U0001f680" + "r", "\U0001f680" * 249,
            "\U0001f680" * 250, "r" * 496 + "e\u0301\u0302", "א" * 600]
    alerts = [alert(f"line-{number}", "s" * (500 if number == 8 else 1), reason=row, evidence=row[::-1])
              for number, row in enumerate(rows, 1)]
    message = situation(alerts=alerts, why="w" * 491, owners=["o" * 300, "p" * 300], step="f" * 489)
    for kind in ("pagerduty", "jira", "smtp", "alertmanager", "webhook", "stdout"):
        yield case("lines at their limit", kind, message)
    yield case("a link longer than a line", "stdout", situation(), url=URL + "/" + "path/" * 100)

def body_cases():
    for kind in ("slack", "jira", "alertmanager", "stdout"):
        yield case("60 alerts", kind, situation(alerts=many(60, 480)), url=URL)
    for kind, limit in BODIES.items():
        yield case("a body that just fits", kind, filled(kind, limit), url=URL)
        yield case("a body one too long", kind, filled(kind, limit, 1), url=URL)
    yield case("no room for what stands in place of an alert", "slack",
               filled("slack", 2995, last=alert("z", "z", reason="z", evidence="")), url=URL)
    yield case("just room for what stands in place of an alert", "slack",
               filled("slack", 2983, last=alert("z", "z", reason="z", evidence="")), url=URL)
    wide = dict(why="w" * 600, owners=["o" * 600], step="f" * 600)
    big = alert("c" * 600, reason="r" * 600, evidence="e" * 600)
    yield case("one alert that is too long", "slack", situation(alerts=[big], **wide), url=URL + "/" + "p" * 600)
    yield case("two alerts that are too long", "slack", situation(alerts=[big, alert()], **wide), url=URL + "/" + "p" * 600)
    for name, length in (("before", 498), ("on", 497)):
        rockets = dict(why="w" * 491, owners=["o" * 493], step="\U0001f680" * 244)
        yield case(f"an emoji {name} the cut of a body", "slack", situation(alerts=[alert(
            "c" * 600, reason="r" * length, evidence="e" * 498)], **rockets), url=URL + "/" + "p" * 600)
    yield case("emoji in 60 reasons", "slack", situation(alerts=[
        {**row, "reason": "\U0001f680" * 40} for row in many(60, 40)]))

def pagerduty_cases():
    for count in (99, 100, 101, 150):
        yield case(f"{count} alerts", "pagerduty", situation(alerts=many(count, 30)))
    yield case("the EU", "pagerduty", situation(), {"url": "https://events.eu.pagerduty.com/v2/enqueue"}, URL)

def size_cases():
    """Texts that only their form as it is sent makes too long."""
    for kind in ("slack", "pagerduty", "jira", "alertmanager"):
        yield case("90 null columns", kind, situation("update", sequence=2, alerts=[
            alert("nulls", f"column_{number:02}", reason="12.5 percent of 40 are null, above 5", evidence="5 of 40 rows")
            for number in range(90)]), url=URL)
        yield case("everything is long", kind, situation(
            headline="<&>" * 1500, why="w" * 20_000, owners=["o" * 600] * 120, step="f" * 20_000,
            alerts=[alert("c" * 600, "s" * 600)]), url=URL)

    yield case("control characters", "jira", situation(alerts=[
        alert("nulls", "\x01" * 300, reason="\x02" * 500, evidence="\x03" * 500) for number in range(6)]))
    for over in (0, 1):
        yield case(f"a document {'one too long' if over else 'that just fits'}", "jira", filled("jira", DOCUMENT, over), url=URL)

def mail_cases():
    one = lambda name, headline: case(name, "smtp", situation(headline=headline))
    yield one("a subject of 900 characters", "s" * 887)
    yield one("a subject of 901 characters", "s" * 888)
    yield one("a subject of 45 bytes", "ü" * 16)
    yield one("a subject of 46 bytes", "ü" * 16 + "s")
    yield one("a subject whose emoji would be split", "s" * 30 + "\U0001f680" * 30)
    yield one("a subject whose marks are split from their letters", "e\u0301" * 60)
    yield one("a subject of 2,000 characters in many words", ("größer als je zuvor " * 99).strip())
    yield one("a subject with a tab", "a\ttab")
    yield one("a subject of one line", "an = and a ? and a _ and \"quotes\" and <brackets>")
    account = {"server": "smtps://mail.example.com", "user": "bellwether", "password": "mail-password",
               "from": "bellwether@monitor.example.org",
               "to": ["data@example.com", "risk@example.com", "on-call+bellwether@pager.example.org"]}
    for text in ("a fire", "an update of three alerts", "a heartbeat"):
        yield case(f"{text} to several recipients", "smtp", TEXTS[text][0], account)
    yield case("names of mailboxes", "smtp", situation(), {
        "from": '"Überwachung größer als je zuvor, auch in der Nacht und am Tage" <bellwether@example.com>',
        "to": ["Risk <risk@example.com>", '"Ops, Team" <ops@example.com>', "Ä <a@example.com>", "a.b+c@sub.example.org",
               "x" * 61 + " <x@example.com>"]})
    yield case("thirty recipients", "smtp", situation(), {"to": [f"recipient-{n:02}@example.com" for n in range(30)]})
    yield case("a channel of another alphabet", "smtp", situation(), {"name": "prüfer-прайс"})
    yield case("a server with a port", "smtp", situation(), {"server": "smtps://mail.example.com:2465"})
    yield case("a server on loopback", "smtp", situation(), {"server": "smtp://127.0.0.1:1025"})

def other_cases():
    yield case("another type of issue", "jira", situation(),
               {"issue_type": "Incident", "project": "OPS", "user": "böt@example.com"})
    spelt = "whsec_" + base64.b64encode(bytes(range(250, 256)) + bytes(range(26))).decode()
    for text in ("a fire", "a resolve", "a heartbeat", "odd texts"):
        message, options = TEXTS[text]
        yield case(f"{text} with a secret of whsec_", "webhook", message, {"secret": spelt}, **options)
    yield case("a secret that is not ASCII", "webhook", situation(), {"secret": "Schlüssel \U0001f511"})
    for zone in ("Asia/Tokyo", "Europe/London", "UTC"):
        yield case(f"the zone {zone}", "stdout", TEXTS["summer and winter"][0], zone=zone)
    yield case("another deployment", "slack", situation(incident=OTHER), deployment="eu-staging <2>")
    yield case("sent long after", "alertmanager", situation(), sent_at="2020-02-28T12:00:00Z")
    yield case("a heartbeat sent long after", "alertmanager", TEXTS["a heartbeat"][0], url=URL, sent_at="2020-02-27T12:00:00Z")
    yield case("a heartbeat with a link for others", "webhook", TEXTS["a heartbeat"][0], url=URL)
    yield case("a heartbeat with a link for others", "slack", TEXTS["a heartbeat"][0], url=URL)

def cases():
    for name, (message, options) in TEXTS.items():
        yield from everywhere(name, message, **options)
    for part in (title_cases, line_cases, body_cases, pagerduty_cases, size_cases, mail_cases, other_cases):
        yield from part()

RETRIED = [f"{INCIDENT}/de-slack/fire/1", f"{INCIDENT}/de-slack/update/2", f"{INCIDENT}/oncall/fire/1",
           f"{OTHER}/de-jira/resolve/12", "production/watchdog/heartbeat/1517956200", f"{OTHER}/prüfer \U0001f680/fire/1"]

def main():
    made = {"cases": [*cases()], "retries": [retry(name, attempts) for name in RETRIED for attempts in range(1, 13)]}
    assert len({one["name"] for one in made["cases"]}) == len(made["cases"])
    text = json.dumps(made, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
    pathlib.Path(__file__).with_name("channels.json").write_bytes(text.encode())

if __name__ == "__main__":
    main()
