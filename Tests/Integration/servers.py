"""The servers that the program talks to, each a process of its own that is ended by its number."""
import base64
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "Receivers"))
from logbook import records, summary  # noqa: E402

READY = 60  # seconds that a server may need on a busy machine
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class NotReady(Exception):
    """A server does not start."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds=READY, pause=0.05):
    """True if it came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(pause)
    return condition()


def get(address):
    with DIRECT.open(address, timeout=10) as answer:
        return json.load(answer)


class Server:
    """`start` and `stop` may alternate; the port stays."""

    def __init__(self, directory, name):
        self.name, self.directory = name, directory
        self.log = directory / f"{name}.jsonl"
        self.port = free_port()
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def spawn(self, words, **options):
        with open(self.directory / f"{self.name}.txt", "a", encoding="utf-8") as said:
            self.process = subprocess.Popen(words, stderr=said, encoding="utf-8", **options)

    def wait_ready(self, is_ready):
        if not until(lambda: self.process.poll() is not None or is_ready()) or self.process.poll() is not None:
            self.stop()
            raise NotReady(f"{self.name}: " + (self.directory / f"{self.name}.txt").read_text()[-500:])

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


class Receivers(Server):
    """Tests/Receivers; `options` are its own."""

    def __init__(self, directory, *options, name="receivers"):
        super().__init__(directory, name)
        self.options = options
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self):
        port_file = self.directory / f"{self.name}.port"
        port_file.unlink(missing_ok=True)
        self.spawn([sys.executable, str(TESTS / "Receivers" / "receivers.py"), "--log", str(self.log), "--port-file", str(port_file),
                    "--port", str(self.port), *self.options], stdout=subprocess.DEVNULL)
        self.wait_ready(port_file.exists)

    def control(self, *settings):
        request = urllib.request.Request(f"{self.address}/control", json.dumps(settings).encode(), method="POST")
        DIRECT.open(request, timeout=20).close()

    def fault(self, match, fault, times=1, **more):
        self.control({"match": match, "fault": fault, **({} if "seconds" in more else {"times": times}), **more})

    def state(self):
        return get(f"{self.address}/state")

    def heard(self):
        return records(self.log) if self.log.exists() else []

    def accepted(self, channel=None):
        return [record for record in self.heard() if record["verdict"] == "accepted" and channel in (None, record["channel"])]

    def summary(self):
        return summary(self.heard())


class Mail(Server):
    def __init__(self, directory, name="mail", **settings):
        super().__init__(directory, name)
        self.settings = settings

    def start(self):
        self.spawn([sys.executable, str(Path(__file__).parent / "mailserver.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.process.stdin.write(json.dumps(self.settings | {"port": self.port, "log": str(self.log)}))
        self.process.stdin.close()
        if self.process.stdout.readline().strip() != "ready":
            self.stop()
            raise NotReady((self.directory / f"{self.name}.txt").read_text()[-500:])

    def stop(self):
        process = self.process
        super().stop()
        if process is not None:
            process.stdout.close()

    def records(self, what):
        if not self.log.exists():
            return []
        return [record for record in map(json.loads, self.log.read_text().splitlines()) if record["what"] == what]

    def messages(self, reply=None):
        """Whole messages as they came, or those that were answered so."""
        return [base64.b64decode(record["content"]) for record in self.records("message") if reply in (None, record["reply"])]


class Alertmanager(Server):
    """The real one, that talks to no other."""

    CONFIGURATION = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"

    def __init__(self, directory, name="alertmanager"):
        super().__init__(directory, name)
        self.address = f"http://127.0.0.1:{self.port}"

    @staticmethod
    def program():
        return shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")

    def start(self):
        configuration = self.directory / "alertmanager.yml"
        configuration.write_text(self.CONFIGURATION)
        self.spawn([self.program(), f"--config.file={configuration}", f"--storage.path={self.directory / 'alertmanager'}",
                    f"--web.listen-address=127.0.0.1:{self.port}", "--cluster.listen-address="], stdout=subprocess.DEVNULL)
        self.wait_ready(self.is_ready)

    def is_ready(self):
        try:
            with DIRECT.open(f"{self.address}/-/ready", timeout=2):
                return True
        except OSError:
            return False

    def alerts(self):
        """Those that are not over."""
        return get(f"{self.address}/api/v2/alerts")
