#!/usr/bin/env python3
"""Local servers that take what Bellwether sends, by the published contracts, and refuse what the real ones refuse.

    Tests/Receivers/receivers.py --log FILE --port-file FILE [--port PORT] [--jira-user U --jira-token T] [--jira-projects A,B]
        [--webhook-secret S] [--routing-key K] [--no-service PATH,PATH] [--slack-limit] [--until-input-ends]

All are one process and one port of loopback, by path; where a TENANT stands there may be one, with a state of its own:

    /slack/ANYTHING                          incoming webhooks of Slack
    /pagerduty[/TENANT]/v2/enqueue           Events API v2 of PagerDuty
    /jira[/TENANT]/rest/api/3/…              Jira Cloud, REST API v3
    /alertmanager[/TENANT]/api/v2/alerts     Alertmanager
    /webhook/ANYTHING                        Standard Webhooks

What is not given (a user, a secret, a routing key) is not compared. Every request is a line of the log, on the disk before it is
answered; `summary` of logbook.py says which messages they amount to. A request that breaks off is none. SIGTERM ends the process,
and with --until-input-ends the end of its standard input, so that it does not outlive a caller that was killed.

GET /state says what the services hold. GET /connections says how many there are, the asking one among them: when it is the only one,
all is done that clients had sent who are gone. POST /control takes one of these, or a list of them:

    {"match": "jira", "body": "transition", "fault": {"status": 429, "retry_after": 2}, "times": 1}    faults.py has the others
    {"match": "/jira/a", "fault": "stale_search", "seconds": 30}
    {"clear": true}                                     no more faults
    {"no_service": ["/slack/gone"]}                     paths that Slack does not know
    {"slack_limit": true}                               a message a second
    {"workflow": "linear", "tenant": "a"}               of Jira: To Do → In Progress → Done; `simplified` goes from any to any
"""
import argparse
import http.server
import json
import os
import re
import select
import signal
import socket
import struct
import sys
import threading
import urllib.parse

sys.dont_write_bytecode = True
from contracts import alertmanager, jira, pagerduty, slack, standard_webhooks
from contracts.exchange import Answer, Request, json_answer
from faults import Faults
from logbook import Logbook, is_canonical, logged_body

ROUTES = [re.compile(pattern) for pattern in (
    r"(?P<channel>/(?P<kind>jira)(?P<tenant>/[^/]+)?)(?P<rest>/rest/api/3/.*)",
    r"(?P<channel>/(?P<kind>alertmanager)(?P<tenant>/[^/]+)?)(?P<rest>/api/v2/.*)",
    r"(?P<channel>/(?P<kind>pagerduty)(?P<tenant>/[^/]+)?(?P<rest>/v2/enqueue))",
    r"(?P<channel>/(?P<kind>slack|webhook)(?P<tenant>)(?P<rest>/.+))",
)]
LARGEST = 16 * 1024 * 1024  # bytes of a request
NOT_HTTP = b"\x16\x03\x01\x02 this is not HTTP\r\n\r\n"


class Services:
    """The contracts, the faults and the log behind one lock, so that the log has the order in which requests were done."""

    def __init__(self, log, jira_user=None, jira_token=None, jira_projects=None, webhook_secret=None, routing_key=None,
                 no_service=(), slack_limit=False):
        self.slack = slack.Slack(no_service, slack_limit)
        self.jira = jira.Jira(jira_user, jira_token, jira_projects)
        contracts = (self.slack, self.jira, pagerduty.PagerDuty(routing_key), alertmanager.Alertmanager(),
                     standard_webhooks.StandardWebhooks(webhook_secret))
        self.contracts = {contract.kind: contract for contract in contracts}
        self.faults, self.log, self.lock = Faults(), Logbook(log), threading.Lock()

    def receive(self, method, target, headers, raw):
        """The answer, and the fault by which it is to be given."""
        parts = urllib.parse.urlsplit(target)
        match = next((match for route in ROUTES if (match := route.fullmatch(parts.path))), None)
        kind = match["kind"] if match else "unknown"
        request = Request(method, parts.path, (match["tenant"] or "").strip("/") if match else "", match["rest"] if match else "",
                          urllib.parse.parse_qs(parts.query), headers, raw)
        with self.lock:
            fault = self.faults.take(kind, parts.path, raw)
            answer = self.undone(fault) or self.done(kind, request, fault)
            self.log.write({
                "kind": kind, "channel": match["channel"] if match else parts.path, "method": method, "path": target,
                "key": None, "incident": None} | answer.note | {
                "canonical": is_canonical(raw) if raw else None, "body": logged_body(raw) if raw else None,
                "verdict": "accepted" if answer.is_accepted else "rejected", "why": answer.why,
                "status": answer.status or None, "fault": fault.name if fault else None})
        return answer, fault.name if fault else None

    @staticmethod
    def undone(fault):
        """The answer of a fault by which nothing is done."""
        if fault is None:
            return None
        if isinstance(fault.fault, dict):
            headers = {"Retry-After": str(fault.fault["retry_after"])} if "retry_after" in fault.fault else {}
            return Answer(fault.fault["status"], b"a fault", "text/plain", headers, why="not done: a fault")
        if fault.fault == "redirect":
            return Answer(307, headers={"Location": "/redirected"}, why="not done: a fault")
        return Answer(0, why="not done: a fault") if fault.fault == "reset_before" else None

    def done(self, kind, request, fault):
        if kind == "unknown":
            return json_answer(404, {"error": "not found"}, why="no such path")
        if kind == "jira":
            return self.jira.handle(request, is_stale=fault is not None and fault.fault == "stale_search")
        return self.contracts[kind].handle(request)

    def control(self, settings):
        with self.lock:
            for setting in settings if isinstance(settings, list) else [settings]:
                self.set(dict(setting))

    def set(self, setting):
        if "fault" in setting:
            self.faults.add(setting)
        elif setting == {"clear": True}:
            self.faults.clear()
        elif set(setting) == {"no_service"}:
            self.slack.no_service = set(setting["no_service"])
        elif set(setting) == {"slack_limit"}:
            self.slack.is_limited = bool(setting["slack_limit"])
        elif set(setting) == {"workflow", "tenant"} and setting["workflow"] in jira.WORKFLOWS:
            self.jira.site(setting["tenant"]).workflow = setting["workflow"]
        else:
            raise ValueError(f"not understood: {json.dumps(setting)}")

    def state(self):
        with self.lock:
            held = {kind: contract.state() for kind, contract in self.contracts.items()}
            return json.dumps(held | {"requests": self.log.requests, "faults": self.faults.state()}, default=str).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "receivers", ""
    disable_nagle_algorithm = True

    def respond(self):
        raw = self.read()
        if raw is None:
            self.send(Answer(411, b"a length is needed", "text/plain"))
        elif self.path == "/state" and self.command == "GET":
            self.send(Answer(200, self.server.services.state()))
        elif self.path == "/connections" and self.command == "GET":
            self.send(Answer(200, str(self.server.connections).encode(), "text/plain"))
        elif self.path == "/control" and self.command == "POST":
            self.send(self.control(raw))
        else:
            self.give(*self.server.services.receive(self.command, self.path, self.headers, raw))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = respond

    def read(self):
        """The body, or None where its length is not told."""
        # Headers that break off have no length either.
        if self.headers.get("Transfer-Encoding") or (self.command == "POST" and "Content-Length" not in self.headers):
            self.close_connection = True
            return None
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST:
            self.close_connection = True
            return None
        raw = self.rfile.read(length)
        if len(raw) < length:
            raise ConnectionError("the client went away within its request")
        return raw

    def control(self, raw):
        try:
            self.server.services.control(json.loads(raw))
        except (ValueError, TypeError, KeyError) as error:
            return json_answer(400, {"error": str(error)})
        return json_answer(200, {})

    def give(self, answer, fault):
        if fault in ("reset_before", "accept_then_reset"):
            self.reset()
        elif fault == "accept_then_hang":
            self.hang()
        elif fault == "garbage":
            self.close_connection = True
            self.wfile.write(NOT_HTTP)
        elif fault == "huge":
            self.pour()
        else:
            self.send(answer)

    def send(self, answer):
        self.send_response(answer.status)
        if answer.body:
            self.send_header("Content-Type", answer.media_type)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def reset(self):
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def hang(self):
        """Until the client has closed, or this ends."""
        self.close_connection = True
        while not self.server.is_ending.is_set():
            if select.select([self.connection], [], [], 0.2)[0] and not self.connection.recv(4096):
                return

    def pour(self):
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        while not self.server.is_ending.is_set():
            self.wfile.write(b" " * 65536)

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # the client is gone

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def __init__(self, services, port=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.services, self.is_ending = services, threading.Event()
        self.connections, self.counting = 0, threading.Lock()

    def count(self, change):
        with self.counting:
            self.connections += change

    def process_request(self, request, client_address):
        self.count(1)
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.count(-1)

    def end(self):
        self.is_ending.set()
        threading.Thread(target=self.shutdown).start()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--log", required=True)
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--port", type=int, default=0)
    for name in ("--slack-limit", "--until-input-ends"):
        parser.add_argument(name, action="store_true")
    for name in ("--jira-user", "--jira-token", "--webhook-secret", "--routing-key"):
        parser.add_argument(name)
    for name in ("--jira-projects", "--no-service"):
        parser.add_argument(name, type=lambda text: text.split(","))
    return parser.parse_args()


def main():
    given = vars(arguments())
    port_file, port, ends_with_input = (given.pop(name) for name in ("port_file", "port", "until_input_ends"))
    if given["webhook_secret"]:
        standard_webhooks.check_secret(given["webhook_secret"])
    given["no_service"] = given["no_service"] or ()
    server = Server(Services(**given), port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: server.end())
    if ends_with_input:
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), server.end()), daemon=True).start()
    with open(f"{port_file}.new", "w", encoding="ascii") as file:
        file.write(f"{server.server_address[1]}\n")
    os.replace(f"{port_file}.new", port_file)
    with server:
        server.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    main()
