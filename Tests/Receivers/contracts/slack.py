"""Incoming webhooks of Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and Block Kit.

The known blocks are header, section, context, divider; another one is refused. Slack takes blocks without a `text`, and
has nothing to show in a notification then; here a message needs one.
"""
import threading
import time

from .exchange import Malformed, json_answer, noted, text_answer, units

MOST_BLOCKS, MOST_ELEMENTS, MOST_FIELDS = 50, 10, 10
HEADER, SECTION, FIELD, TEXT, BLOCK_ID = 150, 3000, 2000, 3000, 255
A_MESSAGE = 0.9  # seconds between two messages; Slack allows one a second and bears short bursts


class Invalid(Exception):
    """The fault of the blocks; Slack itself only says invalid_blocks."""


def check_keys(value, what, required, optional=()):
    if not isinstance(value, dict):
        raise Invalid(f"{what} is no object")
    if missing := set(required) - set(value):
        raise Invalid(f"{what} has no {sorted(missing)[0]}")
    if unknown := set(value) - set(required) - set(optional):
        raise Invalid(f"{what} must not have {sorted(unknown)[0]}")


def check_text(value, what, longest, kinds=("plain_text", "mrkdwn")):
    check_keys(value, what, ("type", "text"), ("emoji", "verbatim"))
    if value["type"] not in kinds:
        raise Invalid(f"{what} is of type {value['type']!r}")
    if not isinstance(value["text"], str) or not 1 <= units(value["text"]) <= longest:
        raise Invalid(f"{what} has no text of 1 to {longest} characters")
    for flag, kind in (("emoji", "plain_text"), ("verbatim", "mrkdwn")):
        if flag in value and (value["type"] != kind or not isinstance(value[flag], bool)):
            raise Invalid(f"{what} must not have {flag} {value[flag]!r}")


def check_list(values, what, most):
    if not isinstance(values, list) or not 1 <= len(values) <= most:
        raise Invalid(f"{what} is no list of 1 to {most}")


def check_block(block, what):
    kind = block.get("type") if isinstance(block, dict) else None
    common = ("type", "block_id")
    if kind == "header":
        check_keys(block, what, ("type", "text"), common)
        check_text(block["text"], f"{what}.text", HEADER, ("plain_text",))
    elif kind == "section":
        check_keys(block, what, ("type",), (*common, "text", "fields", "expand"))
        if "text" not in block and "fields" not in block:
            raise Invalid(f"{what} has neither text nor fields")
        if "text" in block:
            check_text(block["text"], f"{what}.text", SECTION)
        if "fields" in block:
            check_list(block["fields"], f"{what}.fields", MOST_FIELDS)
            for text in block["fields"]:
                check_text(text, f"{what}.fields", FIELD)
    elif kind == "context":
        check_keys(block, what, ("type", "elements"), common)
        check_list(block["elements"], f"{what}.elements", MOST_ELEMENTS)
        for text in block["elements"]:
            check_text(text, f"{what}.elements", TEXT)
    elif kind == "divider":
        check_keys(block, what, ("type",), common)
    else:
        raise Invalid(f"{what} is of type {kind!r}")
    if "block_id" in block and not (isinstance(block["block_id"], str) and 1 <= units(block["block_id"]) <= BLOCK_ID):
        raise Invalid(f"{what}.block_id is no text of 1 to {BLOCK_ID} characters")


def check_blocks(blocks):
    check_list(blocks, "blocks", MOST_BLOCKS)
    for number, block in enumerate(blocks):
        check_block(block, f"blocks[{number}]")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        raise Invalid("two blocks have one block_id")


def key_of(blocks):
    """The text of the context block, which is where a message has its key."""
    contexts = [block for block in blocks if block["type"] == "context"]
    return contexts[-1]["elements"][-1]["text"] if contexts else None


class Slack:
    kind = "slack"

    def __init__(self, no_service=(), is_limited=False):
        self.no_service, self.is_limited = set(no_service), is_limited
        self.messages, self.last, self.lock = [], {}, threading.Lock()

    def handle(self, request):
        if request.method != "POST":
            return text_answer(405, "method_not_allowed", why=f"method {request.method}")
        if request.path in self.no_service:
            return text_answer(404, "no_service", why="no such webhook")
        if self.is_limited and time.monotonic() - self.last.get(request.path, float("-inf")) < A_MESSAGE:
            limited = {"retry_after": 1, "ok": False, "error": "rate_limited"}
            return json_answer(429, limited, why="more than a message a second", **{"Retry-After": "1"})
        try:
            body = request.json()
        except Malformed as error:
            return text_answer(400, "invalid_payload", why=str(error))
        if request.media_type != "application/json" or not isinstance(body, dict):
            return text_answer(400, "invalid_payload", why=f"no object in application/json, but {request.media_type or 'no type'}")
        if not isinstance(body.get("text"), str) or not body["text"].strip():
            return text_answer(400, "no_text", why="no text")
        try:
            if "blocks" in body:
                check_blocks(body["blocks"])
        except Invalid as error:
            return text_answer(400, "invalid_blocks", why=str(error))
        self.last[request.path] = time.monotonic()
        key = key_of(body.get("blocks", []))
        self.messages.append({"path": request.path, "key": key, "body": body})
        return text_answer(200, "ok", note=noted(key), media_type="text/html")

    def state(self):
        return self.messages
