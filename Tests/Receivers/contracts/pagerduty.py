"""The Events API v2 of PagerDuty: https://developer.pagerduty.com/docs/events-api-v2/trigger-events/."""
import re

from .exchange import Malformed, is_text, is_web_address, json_answer, noted, text_answer

LARGEST = 512 * 1024  # bytes
ROUTING_KEY, DEDUP_KEY, SUMMARY = 32, 255, 1024  # characters
ACTIONS = ("trigger", "acknowledge", "resolve")
SEVERITIES = ("critical", "error", "warning", "info")
INSTANT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:?\d{2})?")


def routing_key_errors(value):
    if not is_text(value):
        yield "'routing_key' is missing or blank"
        return
    if len(value) != ROUTING_KEY:
        yield f"Length of 'routing_key' is incorrect (should be {ROUTING_KEY} characters)"
    if not re.fullmatch(r"[A-Za-z0-9]*", value):
        yield "'routing_key' cannot contain non-alphanumeric characters."


def envelope_errors(event):
    action = event.get("event_action")
    if not is_text(action):
        yield "'event_action' is missing or blank"
    elif action not in ACTIONS:
        yield f"'event_action' is invalid (must be one of the following: {', '.join(ACTIONS)})"
    key = event.get("dedup_key")
    if key is None:
        if action != "trigger":
            yield "'dedup_key' is missing or blank"
    elif not is_text(key):
        yield "'dedup_key' is missing or blank"
    elif len(key) > DEDUP_KEY:
        yield f"'dedup_key' is too long (maximum is {DEDUP_KEY} characters)"
    if not isinstance(event.get("client", ""), str):
        yield "'client' is not a string"
    if "client_url" in event and not is_web_address(event["client_url"]):
        yield "'client_url' is not a valid URL"


def list_errors(event, name, address, required_schemes, texts):
    """The errors of `links` and `images`: a list of objects with an address and optional texts."""
    values = event.get(name, [])
    if not isinstance(values, list):
        yield f"'{name}' is not a list"
        return
    for value in values:
        if not isinstance(value, dict) or not is_web_address(value.get(address), required_schemes):
            yield f"'{name}' has an element without a valid '{address}'"
        elif any(not isinstance(value.get(text, ""), str) for text in texts):
            yield f"'{name}' has an element whose text is not a string"


def payload_errors(payload):
    if not isinstance(payload, dict):
        yield "'payload' is missing or blank"
        return
    for name in ("summary", "source"):
        if not is_text(payload.get(name)):
            yield f"'payload.{name}' is missing or blank"
    if isinstance(payload.get("summary"), str) and len(payload["summary"]) > SUMMARY:
        yield f"'payload.summary' is too long (maximum is {SUMMARY} characters)"
    if payload.get("severity") not in SEVERITIES:
        yield f"'payload.severity' is invalid (must be one of the following: {', '.join(SEVERITIES)})"
    if "timestamp" in payload and not (isinstance(payload["timestamp"], str) and INSTANT.fullmatch(payload["timestamp"])):
        yield "'payload.timestamp' is not a valid ISO 8601 timestamp"
    for name in ("component", "group", "class"):
        if not isinstance(payload.get(name, ""), str):
            yield f"'payload.{name}' is not a string"
    if not isinstance(payload.get("custom_details", {}), dict):
        yield "'payload.custom_details' is not an object"


def errors_of(event):
    yield from routing_key_errors(event.get("routing_key"))
    yield from envelope_errors(event)
    yield from list_errors(event, "links", "href", ("http", "https"), ("text",))
    yield from list_errors(event, "images", "src", ("https",), ("href", "alt"))
    if event.get("event_action") == "trigger" or "payload" in event:
        yield from payload_errors(event.get("payload"))


class PagerDuty:
    """Each deduplication key has one alert, which a trigger opens, or opens anew, and a resolve closes."""

    kind = "pagerduty"

    def __init__(self, routing_key=None):
        self.routing_key = routing_key
        self.alerts = {}

    def handle(self, request):
        if request.rest != "/v2/enqueue" or request.method != "POST":
            return json_answer(404, {"status": "not found"}, why=f"no route {request.method} {request.path}")
        if len(request.raw) > LARGEST:
            return json_answer(413, {"status": "invalid event", "message": "Event object is too large"}, why="more than 512 KB")
        try:
            event = request.json()
        except Malformed as error:
            event, why = None, str(error)
        else:
            why = "no object"
        if not isinstance(event, dict) or request.media_type != "application/json":
            answer = {"status": "Unrecognized object", "message": "Event object format is unrecognized",
                      "errors": ["JSON parse error"]}
            return json_answer(400, answer, why=f"{why} in {request.media_type or 'no type'}")
        if errors := list(errors_of(event)):
            answer = {"status": "invalid event", "message": "Event object is invalid", "errors": errors}
            return json_answer(400, answer, why="; ".join(errors))
        if self.routing_key and event["routing_key"] != self.routing_key:
            return text_answer(400, "Invalid routing key", why="another routing key")
        return self.process(event, request.tenant)

    def process(self, event, tenant):
        key, action = event.get("dedup_key") or f"generated-{len(self.alerts)}", event["event_action"]
        alert = self.alerts.setdefault(f"{tenant}/{key}".lstrip("/"), {"state": None, "opened": 0, "events": []})
        if action == "trigger":
            alert["opened"] += alert["state"] in (None, "resolved")
            alert["state"] = "triggered"
            alert["severity"], alert["summary"] = event["payload"]["severity"], event["payload"]["summary"]
        elif alert["state"] not in (None, "resolved"):
            alert["state"] = {"acknowledge": "acknowledged", "resolve": "resolved"}[action]
        alert["events"].append(action)
        details = event.get("payload", {}).get("custom_details", {})
        note = noted(details.get("key"), dedup_key=key, action=action)
        return json_answer(202, {"status": "success", "message": "Event processed", "dedup_key": key}, note=note)

    def state(self):
        return self.alerts
