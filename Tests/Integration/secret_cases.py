"""Planted secrets, which must be found nowhere, whatever goes wrong and whatever a server answers."""
import base64
import contextlib
import http.server
import json
import threading
import urllib.parse

import channels
from fault_cases import post
from world import World

EXCERPT = 199  # characters of an answer that are kept of a longer one
MISSING = 4  # at the end of a secret; what is left of it is still one


# ---------------------------------------------------------------- looking

def ways(text):
    """A text as it may be written: plainly, escaped, and in base64, wherever it stands in what is encoded."""
    raw = text.encode()
    found = {raw, json.dumps(text)[1:-1].encode(), urllib.parse.quote(text, safe="").encode(), urllib.parse.quote(text).encode(),
             raw.hex().encode()}
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw).decode().rstrip("=")
        piece = encoded[-(-8 * shift // 6):8 * (shift + len(raw)) // 6]
        found |= {piece.encode(), piece.replace("+", "-").replace("/", "_").encode()}
    return found


NEEDLES = {name: set().union(*(ways(text[:-MISSING]) for text in texts)) for name, texts in channels.PLANTED.items()}


def shown(content):
    """The secrets that stand in some bytes."""
    return {name for name, needles in NEEDLES.items() if any(needle in content for needle in needles)}


def files(world):
    """The files that the world has left: its store, all that was printed, and the command lines."""
    traces = [world.traces.directory / f"{world.name}.{what}.txt" for what in ("output", "cmdline")]
    return [path for path in [*world.store.rglob("*"), *traces] if path.is_file()]


def ask_everything(world):
    """Prints everything of the store that can be read, and so keeps it among the traces."""
    for words in (("outbox", "list"), ("audit", "list", "--limit", "100000"), ("incidents", "list")):
        for form in ("text", "json"):
            run = world.run(*words, "--store", world.place, "--format", form)
    for incident in run.json["incidents"] if run.code == 0 else []:
        for form in ("text", "json"):
            world.run("incidents", "show", incident["id"], "--store", world.place, "--format", form)
    world.run("validate", "policy.yml")
    world.run("routes", "test", "policy.yml", "--check", "blank", "--severity", "warning", "--show")


def leaks(world):
    return sorted({f"{name} in {path.name}" for path in files(world) for name in shown(path.read_bytes())})


def nothing_is_shown(bench, case):
    """Searches every world that there was."""
    control = f"Authorization: Basic {base64.b64encode(f'{channels.JIRA_USER}:{channels.JIRA_TOKEN}'.encode()).decode()}"
    case.equal("what is looked for would be found", shown(control.encode() + channels.HOOK_TOKEN.encode()),
               {"the token of Jira", "the path of the webhook"})
    worlds = [world for world in bench.worlds if not world.is_mirrored]
    found = {world.name: leaks(world) for world in worlds}
    found = {name: where for name, where in found.items() if where}
    case.equal(f"none is in store, output or command line of {len(worlds)} worlds", found, {})
    case.check("command lines were sampled", not worlds or bench.traces.samples > 0, bench.traces.samples)


# ---------------------------------------------------------------- servers that say what they were sent

class Mirror(http.server.BaseHTTPRequestHandler):
    """Answers as the path says: as Express does for a path that it does not know, or with everything that came."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
        _, how, status, _ = self.path.split("/", 3)
        address = f"http://{self.headers['Host']}{self.path}"
        said = {"path": f"Cannot POST {self.path}", "address": f"no route for {address}", "headers": str(self.headers),
                "body": f"not understood: {body[body.find('routing_key') - 2:]}", "cut": f"{address:x>{EXCERPT + MISSING}}"}[how].encode()
        self.send_response(int(status))
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def mirror():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def mirrored(channel, how):
    """A channel whose server repeats what it was sent, in a refusal and in an error that is tried again."""
    def case_of(bench, case):
        with mirror() as address:
            for status, state in (404, "dead"), (500, "pending"):
                environment = channels.environment(f"{address}/{how}/{status}")
                world = World(bench, f"mirror-{channel}-{how}-{status}", channels.settings(channel), environment)
                world.is_mirrored = True
                world.write("token", channels.JIRA_TOKEN)
                case.equal(f"the exit code says what is undelivered for good ({status})", world.tick(1).code, 4 if state == "dead" else 0)
                case.equal(f"the message is {state}", set(world.states().values()), {state})
                reason = next(iter(world.outbox().values()))["reason"]
                case.check("its reason has the status", str(status) in reason, reason)
                ask_everything(world)
                found = leaks(world)
                case.check(f"no secret is shown ({status})", not found, f"{found}; reason: {reason}")
    return case_of


# ---------------------------------------------------------------- addresses that lead nowhere

ADDRESSES = {
    "refused": "http://127.0.0.1:1/{}", "no-name": "http://nowhere.invalid/{}", "no-scheme": "127.0.0.1/{}", "not-known": "gopher://h/{}",
    "not-an-address": "http://[{}", "spaces": "http://127.0.0.1:1/a b/{}", "line": "http://127.0.0.1:1/\r\nX: {}",
    "account": "http://monitor:{}@127.0.0.1:1/",
}


def nowhere(bench, case):
    for name, template in ADDRESSES.items():
        tokens = {"CHAT": channels.SLACK_TOKEN, "HOOK": channels.HOOK_TOKEN, "PAGER": channels.HOOK_TOKEN, "TICKETS": channels.HOOK_TOKEN,
                  "ROUTER": channels.HOOK_TOKEN}
        environment = channels.environment("") | {variable: template.format(token) for variable, token in tokens.items()}
        world = World(bench, f"nowhere-{name}", channels.settings(*channels.SETTINGS), environment)
        world.write("token", channels.JIRA_TOKEN)
        run = world.tick(1)
        case.check(f"{name}: the tick ends well", run.code in (0, 4), run.said)
        case.check(f"{name}: nothing is delivered, each has a reason", all(
            message["state"] in ("pending", "dead") and message["reason"] for message in world.outbox().values()), world.outbox())


def tls(bench, case):
    """A server that knows no TLS."""
    with post(bench, "no-tls") as (world, receivers):
        for variable in ("CHAT", "HOOK", "PAGER", "TICKETS", "ROUTER"):
            world.environment[variable] = world.environment[variable].replace("http://", "https://")
        run = world.tick(1)
        case.equal("the tick ends well", run.code, 0)
        case.equal("everything waits", set(world.states().values()), {"pending"})


def absent(bench, case):
    """Settings that are not there are named, all of them; the other channels are told, and these messages wait."""
    with post(bench, "absent") as (world, receivers):
        for variable in ("CHAT", "ROUTING_KEY"):
            del world.environment[variable]
        (world.directory / "token").unlink()
        run = world.tick(1)
        case.equal("exit code 4", run.code, 4)
        case.check("every absent setting is named, with its channel", all(
            word in run.err for word in ("CHAT", "ROUTING_KEY", "chat", "pager", "tickets", "token")), run.err)
        waiting = {key.split("/")[0] for key, state in world.states().items() if state == "pending"}
        case.equal("what cannot be sent waits", waiting, {"chat", "pager", "tickets"})
        case.equal("the others are told", {state for key, state in world.states().items() if key.split("/")[0] not in waiting},
                   {"delivered"})


CASES = [
    ("a server that repeats the path: webhook of Slack", mirrored("chat", "path")),
    ("a server that repeats the address: webhook of Slack", mirrored("chat", "address")),
    ("a server that repeats the address, cut: webhook of Slack", mirrored("chat", "cut")),
    ("a server that repeats the path: webhook", mirrored("hook", "path")),
    ("a server that repeats the address: webhook", mirrored("hook", "address")),
    ("a server that repeats the body: PagerDuty", mirrored("pager", "body")),
    ("a server that repeats the headers: Jira", mirrored("tickets", "headers")),
    ("addresses that lead nowhere", nowhere),
    ("a server without TLS", tls),
    ("settings that are absent", absent),
]
