"""The real Alertmanager."""
import datetime

from servers import Alertmanager
from world import World

CHANNEL = '{{alertmanager: {{url: "{address}"}}}}'


def labels(world):
    return {"alertname": "BellwetherIncident", "deployment": "parcels", "incident": world.incident("share", 4)}


def incidents(server):
    return [alert for alert in server.alerts() if alert["labels"]["alertname"] == "BellwetherIncident"]


def days_from_now(text):
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at - datetime.datetime.now(datetime.timezone.utc)).total_seconds() / 86400


def check_active(case, world, server, severity):
    active = incidents(server)
    if not case.equal(f"one alert is active ({severity})", [alert["labels"] for alert in active], [labels(world) | {"severity": severity}]):
        return
    alert = active[0]
    case.equal("it began when the incident was opened", alert["startsAt"][:19], "2024-01-08T22:30:00")
    case.check("it ends in a year unless it is told otherwise", 364.9 < days_from_now(alert["endsAt"]) < 365.1, alert["endsAt"])
    case.equal("its summary is the title", alert["annotations"]["summary"], f"[parcels] {severity}: share x")


def lifecycle(bench, case):
    if Alertmanager.program() is None:
        case.check("prometheus-alertmanager is installed", False)
        return
    directory = bench.directory / "alertmanager-servers"
    directory.mkdir()
    with Alertmanager(directory) as server:
        world = World(bench, "alertmanager", {"router": CHANNEL.format(address=server.address),
                                              "pulse": CHANNEL.format(address=server.address)}, x=range(4, 8), y=(), heartbeat="pulse")
        for session, severity in ((4, "warning"), (6, "critical")):
            case.equal(f"the tick that makes it {severity} ends well", world.tick(session, "20 seconds").code, 0)
            check_active(case, world, server, severity)
        case.equal("the tick that resolves ends well", world.tick(12, "20 seconds").code, 0)
        case.equal("no alert is active any more", incidents(server), [])
        beats = [alert for alert in server.alerts() if alert["labels"]["alertname"] == "BellwetherHeartbeat"]
        case.equal("one heartbeat is there", [beat["labels"] for beat in beats],
                   [{"alertname": "BellwetherHeartbeat", "deployment": "parcels"}])
        case.check("it holds for five days", beats and 4.9 < days_from_now(beats[0]["endsAt"]) < 5.1, beats)
        case.equal("everything was taken",
                   {message["state"] for message in world.outbox().values() if message["kind"] != "heartbeat"}, {"delivered"})


def absent(bench, case):
    """It starts only after the tick, and takes what waited: an alert that is over already, too."""
    if Alertmanager.program() is None:
        case.check("prometheus-alertmanager is installed", False)
        return
    directory = bench.directory / "alertmanager-absent-servers"
    directory.mkdir()
    server = Alertmanager(directory)
    world = World(bench, "alertmanager-absent", {"router": CHANNEL.format(address=server.address)}, x=range(4, 8), y=())
    run = world.tick(4)
    case.equal("the tick ends well", run.code, 0)
    case.check("standard error says that a message waits, and why", "router" in run.err and "no connection" in run.err, run.err)
    with server:
        case.equal("outbox send ends well", world.send("30 seconds").code, 0)
        check_active(case, world, server, "warning")
        world.tick(12, "30 seconds")
        case.equal("no alert is active after the resolve", incidents(server), [])


CASES = [("Alertmanager", lifecycle), ("Alertmanager that comes late", absent)]
