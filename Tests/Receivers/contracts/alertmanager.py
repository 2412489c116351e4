"""POST /api/v2/alerts of Alertmanager, from its openapi.yaml and from what version 0.25 answers; selftest.py compares the two.

Alertmanager ignores fields that it does not know, takes an alert that ends when it starts, and drops labels without a value.
"""
import datetime
import json
import re
import urllib.parse

from .exchange import Malformed, json_answer, noted

NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})?")


class Refused(Exception):
    """With the status and the body that Alertmanager answers."""

    def __init__(self, status, body):
        super().__init__(body if isinstance(body, str) else body["message"])
        self.status, self.body = status, body


def unparsable(why):
    return Refused(400, {"code": 400, "message": f'parsing alerts body from "" failed, because {why}'})


def instant(value, field):
    """The instant, or None where there is none: an absent, null or empty one is the zero time."""
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise unparsable(f"json: cannot unmarshal {type(value).__name__} into Go struct field .{field} of type string")
    if not INSTANT.fullmatch(value):
        raise unparsable(f'parsing time "{value}": cannot parse')
    text = re.sub(r"(\.\d{6})\d+", r"\1", value.upper().replace("Z", "+00:00"))
    try:
        parsed = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise unparsable(f'parsing time "{value}": {error}') from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=datetime.timezone.utc)


def texts(value, field):
    """A set of labels or annotations as it is kept: none without a value."""
    if value is None:
        return None
    if not isinstance(value, dict) or any(not isinstance(text, (str, type(None))) for text in value.values()):
        raise unparsable(f"json: cannot unmarshal into Go struct field .{field} of type string")
    return {name: text for name, text in value.items() if text}


def check_names(values, what):
    for name in values:
        if not NAME.fullmatch(name):
            raise Refused(400, f'invalid {what}: invalid name "{name}"')


def check_address(value, place):
    if value in (None, ""):
        return
    if not isinstance(value, str):
        raise unparsable("json: cannot unmarshal into Go struct field .generatorURL of type string")
    parts = urllib.parse.urlsplit(value)
    if not (parts.scheme and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", parts.scheme)) or re.search(r"\s", value):
        raise Refused(422, {"code": 601, "message": f'{place}.generatorURL in body must be of type uri: "{value}"'})


def alert_of(value):
    """An alert, parsed and not yet judged."""
    if not isinstance(value, dict):
        raise unparsable("json: cannot unmarshal into Go value of type models.PostableAlert")
    return {"labels": texts(value.get("labels"), "labels"), "annotations": texts(value.get("annotations"), "annotations") or {},
            "startsAt": instant(value.get("startsAt"), "startsAt"), "endsAt": instant(value.get("endsAt"), "endsAt"),
            "generatorURL": value.get("generatorURL")}


def judge(alert):
    if not alert["labels"]:
        raise Refused(400, "at least one label pair required")
    if alert["startsAt"] and alert["endsAt"] and alert["endsAt"] < alert["startsAt"]:
        raise Refused(400, "start time must be before end time")
    check_names(alert["labels"], "label set")
    check_names(alert["annotations"], "annotations")


def alerts_of(request):
    if request.media_type != "application/json":
        given = request.media_type or "application/octet-stream"
        raise Refused(415, {"code": 415, "message": f'unsupported media type "{given}", only [application/json] are allowed'})
    if not request.raw:
        raise Refused(422, {"code": 602, "message": "alerts in body is required"})
    try:
        body = request.json()
    except Malformed as error:
        raise unparsable(str(error)) from error
    if not isinstance(body, (list, type(None))):
        raise unparsable("json: cannot unmarshal object into Go value of type models.PostableAlerts")
    alerts = [alert_of(value) for value in body or []]
    for number, alert in enumerate(alerts):
        if alert["labels"] is None:
            raise Refused(422, {"code": 602, "message": f"{number}.labels in body is required"})
        check_address(alert["generatorURL"], number)
    for alert in alerts:
        judge(alert)
    return alerts


class Alertmanager:
    """An alert is what its labels are; the newest word on it counts."""

    kind = "alertmanager"

    def __init__(self):
        self.alerts = {}

    def handle(self, request):
        if request.rest != "/api/v2/alerts":
            return json_answer(404, {"code": 404, "message": f"path {request.rest} was not found"}, why="no such path")
        if request.method != "POST":
            refusal = {"code": 405, "message": f"method {request.method} is not allowed, but [POST,GET] are"}
            return json_answer(405, refusal, why=f"method {request.method}")
        try:
            alerts = alerts_of(request)
        except Refused as refused:
            return json_answer(refused.status, refused.body, why=str(refused))
        for alert in alerts:
            ends, starts = (value and value.isoformat() for value in (alert["endsAt"], alert["startsAt"]))
            self.alerts[request.tenant + json.dumps(alert["labels"], sort_keys=True)] = alert | {"endsAt": ends, "startsAt": starts}
        answer = json_answer(200, None, note=noted(alerts[0]["annotations"].get("key") if alerts else None))
        answer.body = b""
        return answer

    def state(self):
        return list(self.alerts.values())
