"""Right and wrong payloads for each contract, and what each answers."""
import base64
import json
import time

from contracts import standard_webhooks
from probing import DROP, INCIDENT, ROUTING_KEY, SECRET, TOKEN, USER, changed, check, expect


def plain(text, **more):
    return {"emoji": False, "text": text, "type": "plain_text"} | more


def slack_message(key=f"{INCIDENT}/chat/fire/1"):
    return {"blocks": [{"text": plain("[toy] warning: blank x"), "type": "header"},
                       {"text": plain("why now: an alert of data fires\nowner: data"), "type": "section"},
                       {"elements": [plain(key)], "type": "context"}], "text": "[toy] warning: blank x"}


def test_slack(client, control):
    good = slack_message()
    expect("slack", client.post("/slack/a", good, "application/json; charset=utf-8"), 200, "ok")
    expect("slack, a divider", client.post("/slack/a", changed(good, ("blocks.2", {"type": "divider"}))), 200)
    expect("slack, the longest", client.post("/slack/a", changed(
        good, ("blocks.0.text.text", "x" * 150), ("blocks.1.text.text", "y" * 3000))), 200)
    for what, body in {
        "no JSON": b"{", "a list": b"[]", "a form": b"payload=%7B%7D",
    }.items():
        expect(f"slack, {what}", client.post("/slack/a", body), 400, "invalid_payload")
    expect("slack, text/plain", client.post("/slack/a", good, "text/plain"), 400, "invalid_payload")
    expect("slack, no type", client.post("/slack/a", good, None), 400, "invalid_payload")
    expect("slack, no text", client.post("/slack/a", changed(good, ("text", DROP))), 400, "no_text")
    expect("slack, an empty text", client.post("/slack/a", changed(good, ("text", " "))), 400, "no_text")
    for what, change in {
        "a long header": ("blocks.0.text.text", "x" * 151), "a long section": ("blocks.1.text.text", "x" * 3001),
        "an empty section": ("blocks.1.text.text", ""), "mrkdwn in a header": ("blocks.0.text.type", "mrkdwn"),
        "emoji in mrkdwn": ("blocks.1.text.type", "mrkdwn"), "an unknown block": ("blocks.1.type", "banner"),
        "an unknown field": ("blocks.1.colour", "red"), "a field for text": ("blocks.0.text", "title"),
        "a header without text": ("blocks.0.text", DROP), "no elements": ("blocks.2.elements", []),
        "11 elements": ("blocks.2.elements", [plain("x")] * 11), "an emoji of text": ("blocks.0.text.emoji", "no"),
        "51 blocks": ("blocks", [{"type": "divider"}] * 51), "no blocks": ("blocks", []), "blocks of text": ("blocks", "x"),
        "a surrogate pair too much": ("blocks.0.text.text", "\U0001f600" * 76),
    }.items():
        expect(f"slack, {what}", client.post("/slack/a", changed(good, change)), 400, "invalid_blocks")
    control({"no_service": ["/slack/gone"]})
    expect("slack, an unknown webhook", client.post("/slack/gone", good), 404, "no_service")
    check(client.send("GET", "/slack/a")[0] == 405, "slack answers a GET")
    control({"slack_limit": True})
    client.post("/slack/fast", good)
    answer = client.post("/slack/fast", good)
    expect("slack, two at once", answer, 429, "rate_limited")
    check(answer[2]["Retry-After"] == "1", "slack says no Retry-After")
    expect("slack, another webhook at once", client.post("/slack/other", good), 200)
    control({"slack_limit": False})


def pagerduty_event(action="trigger", sequence=1):
    kind = "resolve" if action == "resolve" else "fire"
    return {"client": "Bellwether", "client_url": "https://example.com/incidents/1", "dedup_key": INCIDENT, "event_action": action,
            "links": [{"href": "https://example.com/incidents/1", "text": "The incident"}],
            "payload": {"class": "blank", "component": "x", "severity": "critical", "source": "toy", "summary": "[toy] warning",
                        "timestamp": "2018-02-06T22:30:00Z", "custom_details": {"key": f"{INCIDENT}/pager/{kind}/{sequence}"}},
            "routing_key": ROUTING_KEY}


def test_pagerduty(client, state):
    path, good = "/pagerduty/v2/enqueue", pagerduty_event()

    def alert():
        return state()["pagerduty"][INCIDENT]

    answer = client.post(path, good)
    expect("pagerduty", answer, 202)
    check(json.loads(answer[1]) == {"status": "success", "message": "Event processed", "dedup_key": INCIDENT}, answer[1])
    check(alert()["state"] == "triggered", "pagerduty does not trigger")
    client.post(path, good)
    check(alert()["opened"] == 1, "a second trigger opens a second alert")
    expect("pagerduty, resolve", client.post(path, pagerduty_event("resolve", 2)), 202)
    check(alert()["state"] == "resolved", "pagerduty does not resolve")
    client.post(path, good)
    check((alert()["state"], alert()["opened"]) == ("triggered", 2), "a trigger after the resolve opens no second alert")
    expect("pagerduty, resolve without payload", client.post(path, changed(pagerduty_event("resolve"), ("payload", DROP))), 202)
    expect("pagerduty, no JSON", client.post(path, b"{"), 400, "Unrecognized object", "JSON parse error")
    expect("pagerduty, text/plain", client.post(path, good, "text/plain"), 400)
    expect("pagerduty, a large event", client.post(path, changed(good, ("payload.custom_details.x", "x" * 512 * 1024))), 413)
    expect("pagerduty, another key", client.post(path, changed(good, ("routing_key", "f" * 32))), 400, "Invalid routing key")
    test_invalid_events(client, path, good)
    expect("pagerduty, resolve without dedup_key", client.post(path, changed(pagerduty_event("resolve"), ("dedup_key", DROP))), 400)
    check(client.send("GET", path)[0] == 404, "pagerduty answers a GET")


def test_invalid_events(client, path, good):
    for what, change, piece in [
        ("no routing key", ("routing_key", DROP), "'routing_key' is missing or blank"),
        ("a short key", ("routing_key", "abc"), "Length of 'routing_key' is incorrect (should be 32 characters)"),
        ("a key with a dash", ("routing_key", "-" * 32), "non-alphanumeric"),
        ("no action", ("event_action", DROP), "'event_action' is missing"), ("another action", ("event_action", "fire"), "event_action"),
        ("a long dedup_key", ("dedup_key", "x" * 256), "dedup_key"), ("no payload", ("payload", DROP), "'payload' is missing"),
        ("no summary", ("payload.summary", DROP), "'payload.summary' is missing"),
        ("a blank summary", ("payload.summary", " "), "payload.summary"),
        ("a long summary", ("payload.summary", "x" * 1025), "payload.summary"),
        ("no source", ("payload.source", DROP), "payload.source"), ("another severity", ("payload.severity", "fatal"), "severity"),
        ("no severity", ("payload.severity", DROP), "severity"), ("a day", ("payload.timestamp", "06 Feb 2018"), "timestamp"),
        ("month 13", ("payload.timestamp", "2018-13-06T22:30:00Z"), "timestamp"),
        ("a class of numbers", ("payload.class", 5), "payload.class"), ("a list of details", ("payload.custom_details", []), "details"),
        ("a link without href", ("links.0.href", DROP), "'links'"), ("a link as text", ("links", ["https://example.com"]), "'links'"),
        ("links as an object", ("links", {}), "'links'"), ("an image by http", ("images", [{"src": "http://example.com/i"}]), "'images'"),
        ("a client_url that is none", ("client_url", "here"), "client_url"),
    ]:
        expect(f"pagerduty, {what}", client.post(path, changed(good, change)), 400, '"status": "invalid event"',
               '"message": "Event object is invalid"', piece)


def document(*lines):
    return {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in lines]}


def issue_fields(project="OPS"):
    return {"fields": {"description": document("why now: an alert of data fires", f"{INCIDENT}/tickets/fire/1"),
                       "issuetype": {"name": "Task"}, "labels": ["bellwether", f"bellwether-{INCIDENT}"],
                       "project": {"key": project}, "summary": "[toy] warning: blank x"}}


def basic(user=USER, token=TOKEN):
    return "Basic " + base64.b64encode(f"{user}:{token}".encode()).decode()


class JiraClient:
    """Asks with the right credentials."""

    def __init__(self, client):
        self.client = client

    def post(self, path, body, media_type="application/json", authorization=basic()):
        return self.client.post(f"/jira/rest/api/3{path}", body, media_type, Authorization=authorization)

    def get(self, path):
        return self.client.send("GET", f"/jira/rest/api/3{path}", headers={"Authorization": basic()})

    def fields(self, key):
        """The fields of an issue, of which only the status is asked for."""
        return json.loads(self.get(f"/issue/{key}?fields=status")[1])["fields"]


def test_jira(client, control, state):
    jira = JiraClient(client)
    test_credentials(client, jira)
    test_issues(jira)
    test_documents(jira)
    test_comments(jira)
    test_transitions(jira)
    test_linear_workflow(client, control, state)
    test_search(jira, control)


def test_credentials(client, jira):
    good = issue_fields()
    for what, authorization in {"another token": basic(token="x"), "another user": basic("x"), "a bearer": "Bearer x",
                                "no base64": "Basic ***", "no colon": "Basic eA=="}.items():
        expect(f"jira, {what}", jira.post("/issue", good, authorization=authorization), 401, "Client must be authenticated")
    check(client.post("/jira/rest/api/3/issue", good)[0] == 401, "jira takes what has no credentials")


def test_issues(jira):
    good = issue_fields()
    answer = jira.post("/issue", good)
    expect("jira", answer, 201)
    created = json.loads(answer[1])
    check(created["key"] == "OPS-1" and created["self"].endswith(f"/rest/api/3/issue/{created['id']}"), answer[1])
    expect("jira, no JSON", jira.post("/issue", b"{"), 400, "error parsing JSON")
    expect("jira, text/plain", jira.post("/issue", good, "text/plain"), 415)
    expect("jira, an unknown member", jira.post("/issue", good | {"x": 1}), 400, "Invalid request payload")
    check(jira.post("/issue", changed(good, ("fields.summary", "x" * 255)))[0] == 201, "jira refuses a summary of 255")
    for what, change, field, text in [
        ("an unknown field", ("fields.colour", "red"), "colour", "cannot be set. It is not on the appropriate screen, or unknown."),
        ("no summary", ("fields.summary", DROP), "summary", "You must specify a summary"),
        ("a blank summary", ("fields.summary", " "), "summary", "You must specify a summary"),
        ("a long summary", ("fields.summary", "x" * 256), "summary", "255"),
        ("two lines", ("fields.summary", "a\nb"), "summary", "newline"), ("no project", ("fields.project", DROP), "project", "valid project"),
        ("a small project", ("fields.project.key", "ops"), "project", "valid project"),
        ("an unknown project", ("fields.project.key", "NONE"), "project", "valid project"),
        ("no type", ("fields.issuetype", DROP), "issuetype", "valid issue type"),
        ("another type", ("fields.issuetype.name", "Wish"), "issuetype", "valid issue type"),
        ("a label with a space", ("fields.labels.0", "a b"), "labels", "contains spaces"),
        ("an empty label", ("fields.labels.0", ""), "labels", "label"), ("a label as text", ("fields.labels", "x"), "labels", "array"),
        ("a description as text", ("fields.description", "x"), "description", "must be an Atlassian Document"),
        ("a long description", ("fields.description", document("x" * 32_768)), "description", "CONTENT_LIMIT_EXCEEDED"),
        ("many lines", ("fields.description", document(*["x" * 60] * 300)), "description", "CONTENT_LIMIT_EXCEEDED"),
    ]:
        answer = jira.post("/issue", changed(good, change))
        expect(f"jira, {what}", answer, 400)
        refusal = json.loads(answer[1])
        check(refusal["errorMessages"] == [] and text in refusal["errors"].get(field, ""), f"jira, {what}: {answer[1]}")


def test_documents(jira):
    good = issue_fields()
    for what, change in {
        "version 2": ("version", 2), "no version": ("version", DROP), "no content": ("content", DROP), "more": ("id", "x"),
        "an empty text": ("content.0.content.0.text", ""), "no text": ("content.0.content.0.text", DROP),
        "a number": ("content.0.content.0.text", 5), "an unknown node": ("content.0.type", "banner"),
        "an unknown leaf": ("content.0.content.0.type", "image"), "a text in doc": ("content.0", {"type": "text", "text": "x"}),
        "a leaf with more": ("content.0.content.0.colour", "red"),
    }.items():
        expect(f"jira, a document with {what}", jira.post("/issue", changed(good, ("fields.description", changed(document("x"), change)))), 400,
               "INVALID_INPUT")
    lines = {"type": "doc", "version": 1, "content": [{"type": "paragraph"}, {"type": "paragraph", "content": [
        {"type": "text", "text": "a"}, {"type": "hardBreak"}]}]}
    expect("jira, a hard break", jira.post("/issue/OPS-1/comment", {"body": lines}), 201)


def test_comments(jira):
    comment = {"body": document("[toy] critical", f"{INCIDENT}/tickets/update/2")}
    expect("jira, a comment", jira.post("/issue/OPS-1/comment", comment), 201, '"id": "')
    expect("jira, a comment as text", jira.post("/issue/OPS-1/comment", {"body": "x"}), 400, "Comment body is not valid!")
    expect("jira, an empty comment", jira.post("/issue/OPS-1/comment", {"body": document()}), 400, "can not be empty")
    expect("jira, a comment with more", jira.post("/issue/OPS-1/comment", comment | {"x": 1}), 400)
    expect("jira, a comment of no issue", jira.post("/issue/OPS-99/comment", comment), 404, "Issue does not exist")
    newest = json.loads(jira.get("/issue/OPS-1/comment?maxResults=1&orderBy=-created")[1])
    check(newest["total"] == 2 and newest["comments"][0]["body"] == comment["body"], "jira does not give the newest comment first")
    expect("jira, another order", jira.get("/issue/OPS-1/comment?orderBy=id"), 400)


def test_transitions(jira):
    moves = json.loads(jira.get("/issue/OPS-1/transitions")[1])["transitions"]
    done = next(move for move in moves if move["to"]["statusCategory"]["key"] == "done")
    expect("jira, no transition", jira.post("/issue/OPS-1/transitions", {"transition": {}}), 400)
    expect("jira, another transition", jira.post("/issue/OPS-1/transitions", {"transition": {"id": "99"}}), 400, "not valid for the current state")
    check(jira.fields("OPS-1")["status"]["statusCategory"]["key"] == "new", "not new")
    answer = jira.post("/issue/OPS-1/transitions", {"transition": {"id": done["id"]}})
    check(answer[:2] == (204, ""), f"jira, a transition: {answer[:2]}")
    check(jira.fields("OPS-1") == {"status": moves[2]["to"]}, "jira is not done")


def test_linear_workflow(client, control, state):
    good = issue_fields()
    control({"workflow": "linear", "tenant": "narrow"})
    client.post("/jira/narrow/rest/api/3/issue", good, Authorization=basic())
    for step in ("indeterminate", "done"):
        moves = json.loads(client.send("GET", "/jira/narrow/rest/api/3/issue/OPS-1/transitions", headers={"Authorization": basic()})[1])
        check([move["to"]["statusCategory"]["key"] for move in moves["transitions"]] == [step], f"the linear workflow before {step}")
        client.post("/jira/narrow/rest/api/3/issue/OPS-1/transitions", {"transition": {"id": moves["transitions"][0]["id"]}},
                    Authorization=basic())
    check(state()["jira"]["narrow"][0]["transitions"] == ["In Progress", "Done"], "the linear workflow does not end")


def test_search(jira, control):
    jql = f'project = "OPS" AND labels = "bellwether-{INCIDENT}" ORDER BY created ASC'
    search = {"fields": ["status"], "jql": jql, "maxResults": 1}
    answer = json.loads(jira.post("/search/jql", search)[1])
    check(answer["isLast"] is False and [issue["key"] for issue in answer["issues"]] == ["OPS-1"], f"jira, a search: {answer}")
    check(list(answer["issues"][0]["fields"]) == ["status"], "a search gives fields that were not asked for")
    answer = json.loads(jira.post("/search/jql", search | {"jql": jql.replace(INCIDENT, "0")})[1])
    check(answer == {"issues": [], "isLast": True}, f"jira, a search for nothing: {answer}")
    expect("jira, other JQL", jira.post("/search/jql", search | {"jql": "text ~ x"}), 400, "Error in the JQL Query")
    expect("jira, startAt", jira.post("/search/jql", search | {"startAt": 0}), 400, "Invalid request payload")
    expect("jira, JQL of an unknown project", jira.post("/search/jql", search | {"jql": jql.replace("OPS", "NONE")}), 400, "does not exist")
    expect("jira, an unknown route", jira.get("/project"), 404)
    expect("jira, the search that is gone", jira.post("/search", search), 404)
    control({"match": "jira", "fault": "stale_search", "times": 1})
    check(json.loads(jira.post("/search/jql", search)[1])["issues"] == [], "a stale search finds something")
    check(len(json.loads(jira.post("/search/jql", search)[1])["issues"]) == 1, "a search is stale for too long")


def alertmanager_payloads():
    """Name, media type, payload and status; the real one answers the same."""
    ok = {"annotations": {"key": f"{INCIDENT}/prom/fire/1", "summary": "x"}, "labels": {"alertname": "BellwetherIncident"},
          "startsAt": "2018-02-05T22:30:00Z", "endsAt": "2030-02-05T22:30:00Z", "generatorURL": "https://example.com/incidents/1"}
    cases = [(name, "application/json", [changed(ok, change)], status) for name, change, status in [
        ("a right one", ("startsAt", ok["startsAt"]), 200), ("an offset", ("startsAt", "2018-02-05T22:30:00.123+01:00"), 200),
        ("no times", ("startsAt", DROP), 200), ("an unknown field", ("colour", "red"), 200), ("no labels", ("labels", DROP), 422),
        ("empty labels", ("labels", {}), 400), ("a label without value", ("labels.alertname", ""), 400),
        ("another label without value", ("labels.x", ""), 200), ("a label's name with a digit", ("labels.1x", "x"), 400),
        ("a label's name with a dash", ("labels.a-b", "x"), 400), ("a label of a number", ("labels.x", 1), 400),
        ("an annotation's name with a space", ("annotations.a b", "x"), 400), ("an empty annotation", ("annotations.x", ""), 200),
        ("an end before the start", ("endsAt", "2018-02-04T22:30:00Z"), 400), ("an end at the start", ("endsAt", ok["startsAt"]), 200),
        ("a day", ("startsAt", "2018-02-05"), 400), ("an offset without colon", ("startsAt", "2018-02-05T22:30:00+0000"), 400),
        ("a start of a number", ("startsAt", 5), 400), ("an address that is none", ("generatorURL", "not an address"), 422),
        ("an empty address", ("generatorURL", ""), 200),
    ]]
    return cases + [
        ("with a charset", "application/json; charset=utf-8", [ok], 200), ("text/plain", "text/plain", [ok], 415),
        ("no type", None, [ok], 415), ("an object", "application/json", ok, 400), ("no JSON", "application/json", b"{", 400),
        ("nothing", "application/json", b"", 422), ("no alert", "application/json", [], 200), ("a number", "application/json", [5], 400),
        ("a right one and a wrong one", "application/json", [ok, changed(ok, ("labels", {}))], 400),
    ]


def test_alertmanager(client, path="/alertmanager"):
    for what, media_type, payload, status in alertmanager_payloads():
        answer = client.post(f"{path}/api/v2/alerts", payload, media_type)
        expect(f"alertmanager at {path or 'its own address'}, {what}", answer, status)
        if status == 200:
            check(answer[1] == "", f"alertmanager, {what}: an answer of {answer[1]!r}")
    check(client.send("PUT", f"{path}/api/v2/alerts")[0] == 405, "alertmanager takes a PUT")
    check(client.post(f"{path}/api/v2/nothing", [])[0] == 404, "alertmanager has another path")


def test_webhook(client):
    body = json.dumps({"key": f"{INCIDENT}/hook/fire/1", "kind": "fire"}).encode()

    def post(raw=body, media_type="application/json", secret=SECRET, seconds=0, **changes):
        at = str(int(time.time()) + seconds)
        headers = {"webhook-id": "id", "webhook-timestamp": at,
                   "webhook-signature": f"v1,{standard_webhooks.signature(secret, 'id', at, body)}"}
        headers |= {f"webhook-{name}": value for name, value in changes.items()}
        return client.send("POST", "/webhook/a", raw, {name: value for name, value in headers.items() if value is not None}
                           | {"Content-Type": media_type})

    # The example of the specification's own libraries.
    known = standard_webhooks.signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                                        b'{"test": 2432232314}')
    check(known == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", f"another signature than the published one: {known}")
    expect("webhook", post(), 200)
    expect("webhook, a second signature", post(signature=f"v1a,x v1,{'x' * 44} " + "v1," + standard_webhooks.signature(
        SECRET, "id", str(int(time.time())), body)), 200)
    for what, answer in {
        "another secret": post(secret="whsec_b3RoZXI="), "another body": post(body + b" "), "an old one": post(seconds=-301),
        "one of the future": post(seconds=301), "no id": post(id=None), "no timestamp": post(timestamp=None),
        "no signature": post(signature=None), "another id": post(id="other"), "a time in words": post(timestamp="now"),
        "v2": post(signature="v2,x"), "no version": post(signature="x"),
    }.items():
        expect(f"webhook, {what}", answer, 401)
    expect("webhook, text/plain", post(media_type="text/plain"), 400)
