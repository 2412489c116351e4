"""The requests and answers of every contract, and the shapes of values that several of them ask for."""
import json
import re
import urllib.parse
from dataclasses import dataclass, field

KEY = re.compile(r"([^/]+)/([^/]+)/(fire|update|resolve|heartbeat)/(\d+)")


class Malformed(Exception):
    """The body is not JSON."""


@dataclass(frozen=True)
class Request:
    """`tenant` is what stands in the path before the part that the contract knows, `rest` that part."""

    method: str
    path: str
    tenant: str
    rest: str
    query: dict
    headers: object
    raw: bytes

    @property
    def media_type(self):
        return (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()

    def json(self):
        try:
            return json.loads(self.raw.decode("utf-8"))
        except ValueError as error:
            raise Malformed(str(error)) from error


@dataclass
class Answer:
    """`why` says what a refusal is about; `note` goes into the log: the message's key and what else identifies it."""

    status: int
    body: bytes = b""
    media_type: str = "application/json"
    headers: dict = field(default_factory=dict)
    why: str = ""
    note: dict = field(default_factory=dict)

    @property
    def is_accepted(self):
        return 200 <= self.status < 300


def json_answer(status, value, why="", note=None, **headers):
    return Answer(status, json.dumps(value).encode(), "application/json", headers, why, note or {})


def text_answer(status, text, why="", note=None, media_type="text/plain"):
    return Answer(status, text.encode(), media_type, {}, why, note or {})


def units(text):
    """UTF-16 units; where a service does not say what it counts, this is the largest of the usual ways."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_text(value):
    """A string that is not blank."""
    return isinstance(value, str) and value.strip() != ""


def is_web_address(value, schemes=("http", "https")):
    if not isinstance(value, str) or re.search(r"\s", value):
        return False
    parts = urllib.parse.urlsplit(value)
    return parts.scheme in schemes and bool(parts.netloc)


def noted(key, **more):
    """The log's note of a message, whose key has the incident first. A text that is no key is not one."""
    match = KEY.fullmatch(key) if isinstance(key, str) else None
    note = {"key": key, "incident": match.group(1), "kind_of_message": match.group(3)} if match else {}
    return note | {name: value for name, value in more.items() if value is not None}
