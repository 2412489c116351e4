"""The tools of the self-test: a client, changed copies of payloads, and checks that are counted."""
import copy
import http.client
import json

USER, TOKEN, SECRET, ROUTING_KEY = "ann@example.com", "a:token", "whsec_c2VsZnRlc3Q=", "0123456789abcdef0123456789ABCDEF"
INCIDENT = "749d0937c9ba2ab0"
checked = []


def check(holds, text):
    checked.append(text)
    if not holds:
        raise SystemExit(f"selftest: {text}")


class Client:
    """A connection that stays open while it can."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def send(self, method, path, body=None, headers=None, timeout=10):
        raw = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            self.connection.request(method, path, raw, headers or {})
            response = self.connection.getresponse()
            return response.status, response.read().decode(), response.headers
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise

    def post(self, path, body, media_type="application/json", **headers):
        given = {"Content-Type": media_type} if media_type else {}
        return self.send("POST", path, body, given | {name.replace("_", "-"): value for name, value in headers.items()})


def changed(value, *changes):
    """A copy in which each (place, new) is so; a place is names and numbers by dots, and the new value `DROP` takes it out."""
    result = copy.deepcopy(value)
    for place, new in changes:
        *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
        inner = result
        for step in way:
            inner = inner[step]
        if new is DROP:
            del inner[last]
        else:
            inner[last] = new
    return result


DROP = object()


def expect(what, answer, status, *pieces):
    check(answer[0] == status, f"{what}: expected {status}, got {answer[0]}: {answer[1][:200]}")
    for piece in pieces:
        check(piece in answer[1], f"{what}: expected {piece!r} in {answer[1][:300]!r}")
