#!/usr/bin/env python3
"""Shows that each contract takes a right payload and refuses wrong ones, that faults do what they say, and what the log keeps.

    Tests/Receivers/selftest.py

Where the program prometheus-alertmanager is installed, the same payloads go to a real Alertmanager, which has to answer with the
same statuses. Exit code 1 where something does not hold.
"""
import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
import contract_tests
import logbook
import receivers
from contract_tests import basic, pagerduty_event, slack_message
from probing import INCIDENT, ROUTING_KEY, SECRET, TOKEN, USER, Client, check, checked, expect

HERE = Path(__file__).resolve().parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_real_alertmanager(directory):
    program = shutil.which("prometheus-alertmanager")
    if program is None:
        print("there is no prometheus-alertmanager, so the fake one is not compared with a real one")
        return
    (directory / "alertmanager.yml").write_text("route: {receiver: none}\nreceivers: [{name: none}]\n")
    port = free_port()
    process = subprocess.Popen(
        [program, f"--config.file={directory / 'alertmanager.yml'}", f"--storage.path={directory / 'alertmanager'}",
         "--cluster.listen-address=", f"--web.listen-address=127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                if Client(port).send("GET", "/-/ready")[0] == 200:
                    break
            except OSError:
                pass
            if process.poll() is not None or time.monotonic() > deadline:
                check(False, "the real Alertmanager does not start")
            time.sleep(0.05)
        contract_tests.test_alertmanager(Client(port), "")
    finally:
        process.terminate()
        process.wait()


def send_faulty(client):
    return client.post("/slack/faulty", slack_message(f"{INCIDENT}/chat/fire/1"))


def test_faults(client, control, log):
    test_statuses(client, control)
    test_broken_answers(client, control)
    test_endless_answers(client, control)
    test_wrong_controls(client)
    verdicts = [(record["fault"], record["verdict"], record["status"]) for record in logbook.records(log)
                if record["path"] == "/slack/faulty" and record["fault"]]
    check(verdicts == [("429", "rejected", 429)] * 2 + [("500", "rejected", 500), ("reset_before", "rejected", None), (
        "accept_then_reset", "accepted", 200), ("garbage", "accepted", 200), ("redirect", "rejected", 307), (
        "accept_then_hang", "accepted", 200), ("huge", "accepted", 200)], f"the log of the faults: {verdicts}")


def test_statuses(client, control):
    control({"match": "/slack/faulty", "fault": {"status": 429, "retry_after": 2}, "times": 2})
    for _ in range(2):
        answer = send_faulty(client)
        check(answer[0] == 429 and answer[2]["Retry-After"] == "2", f"a fault of 429: {answer}")
    expect("after a fault", send_faulty(client), 200)
    control([{"match": "slack", "body": "/update/", "fault": {"status": 500}}, {"match": "pagerduty", "fault": {"status": 500}}])
    expect("a fault of another body", send_faulty(client), 200)
    expect("a fault of a body", client.post("/slack/faulty", json.dumps(slack_message("0/chat/update/2")).replace("/", "\\/").encode()), 500)
    control({"clear": True})
    expect("faults that were cleared", client.post("/pagerduty/v2/enqueue", pagerduty_event()), 202)


def test_broken_answers(client, control):
    for fault, error in [("reset_before", ConnectionResetError), ("accept_then_reset", ConnectionResetError),
                         ("garbage", http.client.BadStatusLine)]:
        control({"match": "slack", "fault": fault})
        try:
            send_faulty(client)
            check(False, f"{fault} answers")
        except error:
            check(True, fault)
    control({"match": "slack", "fault": "redirect"})
    answer = send_faulty(client)
    check(answer[0] == 307 and answer[2]["Location"] == "/redirected", f"redirect: {answer[:2]}")


def test_endless_answers(client, control):
    for fault in ("accept_then_hang", "huge"):
        control({"match": "slack", "fault": fault})
        with socket.create_connection(("127.0.0.1", client.port), timeout=0.5) as connection:
            raw = json.dumps(slack_message()).encode()
            connection.sendall(b"POST /slack/faulty HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                               b"Content-Length: %d\r\n\r\n" % len(raw) + raw)
            heard = 0
            try:
                while heard < 1_000_000 and (piece := connection.recv(65536)):
                    heard += len(piece)
            except TimeoutError:
                pass
            check((heard == 0) == (fault == "accept_then_hang"), f"{fault}: {heard} bytes")


def test_wrong_controls(client):
    for wrong in ({"match": "slack", "fault": "fire"}, {"match": "slack", "fault": {"status": 200}}, {"match": 5, "fault": "huge"},
                  {"what": 1}, {"workflow": "round", "tenant": ""}, 5):
        check(client.post("/control", wrong)[0] == 400, f"{wrong} is a control")


def test_log(log):
    records = logbook.records(log)
    check([record["seq"] for record in records] == list(range(1, len(records) + 1)), "the log is not in order")
    text = log.read_text()
    for secret in (ROUTING_KEY, TOKEN, basic().removeprefix("Basic "), SECRET, "v1,"):
        check(secret not in text, f"the log has {secret!r}")
    told = logbook.summary(log)
    jira = told[("/jira", INCIDENT)]
    check((jira["fire"], jira["update"], jira["closings"], jira["issues"]) == (1, 1, 1, ["OPS-1", "OPS-2"]), f"jira: {jira}")
    pager = told[("/pagerduty/v2/enqueue", INCIDENT)]
    check((pager["fire"], pager["resolve"], pager["in_order"]) == (1, 1, False), f"pagerduty: {pager}")
    chat = told[("/slack/a", INCIDENT)]
    check(chat["keys"] == [f"{INCIDENT}/chat/fire/1"] and chat["duplicates"] == {f"{INCIDENT}/chat/fire/1": 1}, f"slack: {chat}")
    check(("/alertmanager", INCIDENT) in told and ("/webhook/a", INCIDENT) in told, "channels are missing in the summary")


def test_connections(client, log):
    def others():
        return int(client.send("GET", "/connections")[1]) - 1

    await_(lambda: others() == 0, "connections of before are counted")
    before = log.read_text()
    with socket.create_connection(("127.0.0.1", client.port)) as connection:
        connection.sendall(b"POST /slack/a HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{")
        await_(lambda: others() == 1, "a connection is not counted")
    await_(lambda: others() == 0, "a connection that is closed is counted")
    check(log.read_text() == before, "a request that breaks off is taken for one")


def await_(holds, text):
    deadline = time.monotonic() + 10
    while not holds():
        if time.monotonic() > deadline:
            check(False, text)
        time.sleep(0.02)


def started(directory, *options, **more):
    """The receivers as a program, and their port."""
    port_file = directory / "port"
    port_file.unlink(missing_ok=True)
    process = subprocess.Popen([sys.executable, HERE / "receivers.py", "--log", directory / "other.log", "--port-file", port_file,
                                *options], stderr=subprocess.PIPE, **more)
    await_(port_file.exists, "the receivers do not start")
    return process, int(port_file.read_text())


def test_command_line(directory):
    process, port = started(directory, "--no-service", "/slack/gone", "--slack-limit")
    expect("the command line", Client(port).post("/slack/gone", slack_message()), 404)
    Client(port).post("/control", {"match": "slack", "fault": "accept_then_hang"})
    hanging = threading.Thread(target=lambda: suppressed(lambda: Client(port).post("/slack/a", slack_message())))
    hanging.start()
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    errors = process.communicate(timeout=5)[1]
    hanging.join(5)
    check(process.returncode == 0 and errors == b"", f"after SIGTERM: {process.returncode} {errors.decode()}")
    process, _ = started(directory, "--until-input-ends", stdin=subprocess.PIPE)
    check(process.communicate(timeout=5)[1] == b"" and process.returncode == 0, "the receivers outlive their caller")


def suppressed(action):
    try:
        action()
    except (OSError, http.client.HTTPException):
        pass


def main():
    directory = Path(tempfile.mkdtemp(prefix="receivers-"))
    server = receivers.Server(receivers.Services(
        directory / "log", jira_user=USER, jira_token=TOKEN, jira_projects=["OPS"], webhook_secret=SECRET, routing_key=ROUTING_KEY))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    client = Client(server.server_address[1])

    def control(setting):
        expect(f"control {setting}", client.post("/control", setting), 200)

    def state():
        return json.loads(client.send("GET", "/state")[1])

    try:
        contract_tests.test_slack(client, control)
        contract_tests.test_pagerduty(client, state)
        contract_tests.test_jira(client, control, state)
        contract_tests.test_alertmanager(client)
        test_real_alertmanager(directory)
        contract_tests.test_webhook(client)
        check(client.post("/nowhere", {})[0] == 404, "an unknown path answers")
        test_log(directory / "log")
        test_faults(client, control, directory / "log")
        test_connections(client, directory / "log")
        test_command_line(directory)
    finally:
        server.end()
        shutil.rmtree(directory)
    print(f"the receivers are as strict as they should be: {len(checked)} checks")


if __name__ == "__main__":
    main()
