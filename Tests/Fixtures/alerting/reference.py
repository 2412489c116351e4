#!/usr/bin/env python3
"""Independent reference for Bellwether's alerts and incidents: writes alerting.json beside this file.

Written from Documentation/Guides/alerts-and-incidents.md alone, never from the Swift code. `Alert` is the table of an
alert's states, `Incident` what a person sees, `Monitor` the tick and the commands. Each session has one instant (23:59
UTC), so one index counts sessions and ticks. Run: python reference.py

NAMED are cases worked out by hand; nothing is written where the program differs from them. A case is a line
  name :: check; … :: team; … :: command; …       and an indented line for each incident. In them are
  check     name[/subject] observations states key=value…
  team      name channels-of-a-warning channels-of-a-critical steps    (a 1 12 2b: c1, c1 and c2, after 2 to b)
  command   session what incident sessions    or    session silence from until matcher=value…
  incident  opened-resolved state severity root owners | check pending/fired-resolved reason severity; … | messages
  message   session kind team channel    (0 fire a1: to team a on channel c1)
Observations:  . ok 0.1   = ok 0.3   m ok 0.4   w warning   c critical   n noData   e error   i insufficientEvidence
  - W C I N  without an observation of its own (- is ok)   x check removed
States: . inactive, 1-9 pending, W and C firing as warning and critical, x absent.
"""
import hashlib
import json
import pathlib
import random
import re
from collections import defaultdict
from datetime import date, timedelta

RANK = {None: 0, "warning": 1, "critical": 2}
LAYERS = ["data", "model", "business"]
LIVE = ("open", "acknowledged", "mitigating")

def worse(*severities):
    return max(severities, key=RANK.get)

def passed(clear, value):
    return value < clear["bound"] if clear["side"] == "below" else value > clear["bound"]

def sees(check, observation):
    """The five things of the first table; a breach is its severity."""
    verdict, missing = observation["verdict"], observation["verdict"] in ("noData", "error")
    if missing and check["no_data"] == "alert":
        return "critical" if check["has_critical"] else "warning"
    if missing and check["no_data"] == "ok":
        return "clear"
    if missing or not observation["own"]:
        return "nothing"
    if verdict == "ok":
        return "clear" if not check["clear"] or passed(check["clear"], observation["value"]) else "not clear enough"
    return "no evidence" if verdict == "insufficientEvidence" else verdict

class Alert:
    """One check and subject. `entry` is its line in the incident that it fires in."""
    def __init__(self, check):
        self.check, self.absent = check, False
        self.rest()
    def rest(self):
        self.state, self.count, self.clear, self.nothing = "inactive", 0, 0, 0
        self.severity = self.pending_at = self.entry = None
    def end(self, reason, at):
        if self.state == "firing":
            self.entry.update(resolved_at=at, reason=reason)
        self.rest()
    def advance(self, observation, at):
        """Takes one session; true where the alert begins to fire."""
        if observation is None:
            self.absent = True
            return self.end("check removed", at)
        seen = sees(self.check, observation)
        self.nothing = self.nothing + 1 if seen == "nothing" else 0
        if seen in RANK:
            return self.breach(seen, at)
        if self.state != "inactive":
            self.calm(seen, at)
    def calm(self, seen, at):
        if seen == "nothing" and self.nothing >= self.check["stale_after"]:
            self.end("stale", at)
        elif self.state == "pending" and seen in ("clear", "not clear enough"):
            self.rest()
        elif seen == "not clear enough":
            self.clear = 0
        elif seen == "clear":
            self.clear += 1
            if self.clear > self.check["keep_firing_for"]:
                self.end("recovered", at)
    def breach(self, severity, at):
        self.clear = 0
        if self.state == "firing":
            self.severity = worse(self.severity, severity)
            self.entry["severity"] = worse(self.entry["severity"], severity)
            return False
        if self.state == "inactive":
            self.state, self.pending_at = "pending", at
        self.count += 1
        if self.count >= self.check["for"]:
            self.state, self.severity = "firing", severity
        return self.state == "firing"
    def shown(self):
        detail = {"pending": f":{self.count}", "firing": f":{self.severity}"}
        return "absent" if self.absent else self.state + detail.get(self.state, "")

class Incident:
    def __init__(self, at):
        self.opened_at, self.resolved_at, self.state, self.until = at, None, "open", None
        self.entries, self.root, self.severity = {}, None, None
        self.told, self.due, self.done, self.called = defaultdict(lambda: None), {}, set(), set()
        self.sequence, self.fresh, self.notified = defaultdict(int), {}, []
    def firing(self):
        return [alert for alert, entry in self.entries.items() if entry["resolved_at"] is None]
    def name(self, team, channel, at, kind=None):
        """Names a team on the channel's message of this tick (`fresh`), which is begun where there is none yet."""
        if channel not in self.fresh:
            self.sequence[channel] += 1
            kind = kind or ("fire" if self.sequence[channel] == 1 else "update")
            self.fresh[channel] = kind, str(self.sequence[channel])
        kind, sequence = self.fresh[channel]
        line = {"team": team, "channel": channel, "kind": kind, "key": f"/{channel}/{kind}/{sequence}", "at": at}
        if line not in self.notified:
            self.notified.append(line)
    def send(self, team, severity, at):
        for channel in team[severity]:
            self.name(team["name"], channel, at)
            self.told[team["name"]] = worse(self.told[team["name"]], severity)
    def resolve(self, at):
        self.state, self.resolved_at, self.fresh = "resolved", at, {}
        for team, channel in sorted({(line["team"], line["channel"]) for line in self.notified}):
            self.name(team, channel, at, "resolve")

def root_order(check, pending_at):
    """Leaves to the order of the list what comes first in the policy, or joined first."""
    return LAYERS.index(check["layer"]), not check["integrity"], pending_at

class Monitor:
    def __init__(self, case):
        self.case, self.incidents, self.silences = case, [], []
        self.alerts = [Alert(check) for check in case["checks"]]
        self.teams = {team["name"]: team for team in case["teams"]}
    def live(self):
        return [incident for incident in self.incidents if incident.state in LIVE]
    def tick(self, at, observations):
        for incident in self.live():
            incident.fresh = {}
            if incident.until is not None and incident.until <= at:
                self.reopen(incident, at)
        fired = [alert for alert, seen in zip(self.alerts, observations) if alert.advance(seen, at)]
        for alert in sorted(fired, key=lambda alert: root_order(alert.check, alert.pending_at)):
            self.join(alert, at)
        for incident in self.live():
            old = self.review(incident, at)
            self.tell(incident, old, at)
            self.escalate(incident, at)
            if not incident.firing():
                incident.resolve(at)
    def reopen(self, incident, at):
        incident.state, incident.until = "open", None
        self.schedule(incident, at)
    def schedule(self, incident, at):
        steps = {(owner, n): at + step["after"] for owner in incident.root.check["owners"]
                 for n, step in enumerate(self.teams[owner]["escalation"])}
        incident.due = {step: due for step, due in steps.items() if step not in incident.done}
    def join(self, alert, at):
        young = [i for i in self.live() if at - i.opened_at <= self.case["group_window"]]
        own = [i for i in young if alert in i.entries]
        shared = [i for i in young if any({*alert.check["origins"]} & {*other.check["origins"]} for other in i.entries)]
        if not shared:
            self.incidents.append(Incident(at))
        incident = (own + shared + self.incidents[-1:])[0]
        begun = {"pending_at": alert.pending_at, "fired_at": at, "severity": None}
        alert.entry = incident.entries.setdefault(alert, begun)
        alert.entry.update(resolved_at=None, reason=None, severity=worse(alert.entry["severity"], alert.severity))
    def review(self, incident, at):
        """Root and severity anew, with what follows; gives the root that was."""
        old, was = incident.root, incident.severity
        incident.root = min(incident.entries, key=lambda a: root_order(a.check, incident.entries[a]["pending_at"]))
        incident.severity = worse(*(entry["severity"] for entry in incident.entries.values()))
        if incident.root is not old:
            self.schedule(incident, at)
        if incident.state != "open" and RANK[incident.severity] > RANK[was]:
            self.reopen(incident, at)
        return old
    def silenced(self, alert, at):
        check, instant = alert.check, self.instant(at)
        facts = {"check": [check["name"]], "subject": [check["subject"]], "layer": [check["layer"]],
                 "owner": check["owners"], "severity": [alert.severity]}
        return any(s["from"] <= instant < s["until"] and all(v in facts[k] for k, v in s["matchers"].items())
                   for s in self.silences)
    def tell(self, incident, old, at):
        heard = [alert for alert in incident.firing() if not self.silenced(alert, at)]
        for name, team in self.teams.items():
            need = worse(None, *(alert.severity for alert in heard
                                 if name in alert.check["owners"] or name in incident.called))
            inherited = old and name in incident.root.check["owners"] and name not in old.check["owners"]
            if need and (RANK[need] > RANK[incident.told[name]] or inherited):
                incident.send(team, need, at)
    def escalate(self, incident, at):
        if incident.state != "open" or all(self.silenced(alert, at) for alert in incident.firing()):
            return
        for owner, n in [step for step, due in incident.due.items() if due <= at]:
            team = self.teams[self.teams[owner]["escalation"][n]["to"]]
            if not team[incident.severity]:
                continue
            incident.send(team, incident.severity, at)
            incident.called.add(team["name"])
            incident.done.add((owner, n))
            del incident.due[owner, n]
    def command(self, command):
        at, do = command["after"], command["do"]
        if do == "silence":
            return self.silences.append(command)
        incident = self.incidents[command["incident"]]
        assert incident.state == "resolved" if do == "close" else incident.state in LIVE, command
        if do == "close":
            incident.state = "closed"
        elif do == "resolve":
            for alert in incident.firing():
                alert.end("by hand", at)
            incident.resolve(at)
        else:
            incident.state = {"acknowledge": "acknowledged", "mitigate": "mitigating"}[do]
            incident.until, incident.due = at + (command["sessions"] or self.case["acknowledge_for"]), {}
    def instant(self, at):
        return None if at is None else self.case["sessions"][at] + "T23:59:00Z"
    def report(self, incident):
        def dated(line):
            return {key: self.instant(value) if key.endswith("at") else value for key, value in line.items()}
        opener, root = next(iter(incident.entries)).check, incident.root.check
        text = "|".join([self.case["deployment"], opener["name"], opener["subject"], self.instant(incident.opened_at)])
        number = hashlib.sha256(text.encode()).hexdigest()[:16]
        alerts = [{"check": alert.check["name"], "subject": alert.check["subject"], **dated(entry)}
                  for alert, entry in incident.entries.items()]
        notified = [dated({**line, "key": number + line["key"]}) for line in incident.notified]
        return {"id": number, "state": incident.state, "severity": incident.severity, "owners": root["owners"],
                **dated({"opened_at": incident.opened_at, "resolved_at": incident.resolved_at}), "alerts": alerts,
                "root": {"layer": root["layer"], "check": root["name"], "subject": root["subject"]},
                "notified": sorted(notified, key=lambda line: (line["at"], line["key"], line["team"]))}

def run(case, commands):
    """Fills in `expected`, and `commands` with what the function gives after each tick."""
    monitor, states = Monitor(case), []
    case["commands"] = []
    for at, observations in enumerate(case["observations"]):
        monitor.tick(at, observations)
        for command in commands(monitor, at):
            monitor.command(command)
            case["commands"].append(command)
        states.append([alert.shown() for alert in monitor.alerts])
    case["expected"] = {"incidents": [monitor.report(i) for i in monitor.incidents], "states": states}
    return case

def weekdays(count, first=date(2024, 1, 1)):
    days = (first + timedelta(n) for n in range(2 * count + 7))
    return [day.isoformat() for day in days if day.weekday() < 5][:count]

# ---------------------------------------------------------------- named cases
NAMED = """
for :: nulls ww-w.w 122W.1 for=3; rows w.cw.. 1.1W.. for=2; lag wmwcww 1.1CCC for=2 clear=below
  3- open C nulls a | nulls 0/3-4 recovered W; rows 2/3-4 recovered W; lag 2/3- C | 3 fire a1, 3 fire a2
keep_firing_for: 2 in a row :: nulls w..w..-.. WWWWWWW.. keep_firing_for=2
  0-7 resolved W nulls a | nulls 0/0-7 recovered W | 0 fire a1, 7 resolve a1
clear: to be passed :: nulls w.m.=.. WWWWWW. clear=below keep_firing_for=1; rows w.=mmmm WWW.... clear=above
  0-6 resolved W nulls a | nulls 0/0-6 recovered W; rows 0/0-3 recovered W | 0 fire a1, 6 resolve a1
no_data :: p ne. CC. no_data=alert; q N.e W.W no_data=alert has_critical=false; r wN. W.. no_data=ok clear=below
  0- open C p a | p 0/0-2 recovered C; q 0/0- W; r 0/0-1 recovered W | 0 fire a1, 0 fire a2
stale :: nulls wne-. WWW.. stale_after=3; rows wnnnw 111.1 stale_after=3 for=2; lag wWCI. WWW.. stale_after=3
  0-3 resolved W nulls a | nulls 0/0-3 stale W; lag 0/0-3 stale W | 0 fire a1, 3 resolve a1
no evidence changes no count but the stale :: nulls wiwnin.i. 11WWWWWW. for=2 stale_after=2 keep_firing_for=1
  2-8 resolved W nulls a | nulls 0/2-8 recovered W | 2 fire a1, 8 resolve a1
removed :: nulls wxx 1xx for=2; rows wwx WWx; rows/y www WWW; lag wxx Wxx origins=credit
  0- open W rows a | rows 0/0-2 check removed W; rows/y 0/0- W | 0 fire a1
  0-1 resolved W lag a | lag 0/0-1 check removed W | 0 fire a1, 1 resolve a1
joins at 5 sessions, not at 6 :: nulls wwwwwwww WWWWWWWW; rows .....www .....WWW; drift ......ww ......WW layer=model
  0- open W nulls a | nulls 0/0- W; rows 5/5- W | 0 fire a1
  6- open W drift a | drift 6/6- W | 6 fire a1
shares with any alert of an incident; of several the first :: nulls ww WW; decision ww WW layer=business origins=m; \
  drift ww WW layer=model origins=credit,m; rows ww WW origins=credit; both .w .W origins=credit,market
  0- open W nulls a | nulls 0/0- W; both 1/1- W | 0 fire a1
  0- open W rows a | rows 0/0- W; drift 0/0- W; decision 0/0- W | 0 fire a1
fires again inside its incident, then outside :: nulls wwwwwwww WWWWWWWW; rows ..c.w.w. ..C.W.W.
  0- open C nulls a | nulls 0/0- W; rows 2/2-5 recovered C | 0 fire a1, 2 update a1, 2 fire a2
  6-7 resolved W rows a | rows 6/6-7 recovered W | 6 fire a1, 7 resolve a1
fires again in its own incident, though an older one shares its source by now :: nulls wwwww WWWWW; \
  rows .ww.w .WW.W origins=credit; lag .wwww .WWWW origins=credit; both ..www ..WWW origins=credit,market
  0- open W nulls a | nulls 0/0- W; both 2/2- W | 0 fire a1
  1- open W rows a | rows 1/1- W; lag 1/1- W | 1 fire a1
another joins as the last resolves :: nulls ww..... WW.....; drift ..ww... ..WW... layer=model; rows .....ww .....WW
  0-4 resolved W nulls a | nulls 0/0-2 recovered W; drift 2/2-4 recovered W | 0 fire a1, 4 resolve a1
  5- open W rows a | rows 5/5- W | 5 fire a1
root: pending first :: nulls .ww .WW; rows www 12W owners=b for=3
  1- open W rows b | nulls 1/1- W; rows 0/2- W | 1 fire a1, 2 fire b3
a later root has its own steps :: drift wwwwww WWWWWW layer=model owners=b; nulls ..wwww ..WWWW :: a 1 1 2c; b 3 3 3d
  0- open W nulls a | drift 0/0- W; nulls 2/2- W | 0 fire b3, 2 fire a1, 4 fire c4
new root :: drift wwww WWWW layer=model owners=b; score c..c C..C layer=model; p ..ww ..WW; q ...w ...W integrity=true
  0- open C q a | drift 0/0- W; score 0/0- C; p 2/2- W; q 3/3- W | 0 fire a1, 0 fire a2, 0 fire b3, 2 update a1
a root that has resolved stays it :: nulls w... W...; drift wwww WWWW layer=model owners=b :: a 1 1 2c
  0- open W nulls a | nulls 0/0-1 recovered W; drift 0/0- W | 0 fire a1, 0 fire b3, 2 fire c4
by hand, while one is pending again :: nulls wwwww WWW.W; rows ww.ww 1W.1W for=2 :: :: 3 resolve 0; 4 close 0
  0-3 closed W nulls a | nulls 0/0-3 by hand W; rows 0/1-2 recovered W | 0 fire a1, 3 resolve a1
  4- open W rows a | rows 3/4- W; nulls 4/4- W | 4 fire a1
two owners with their steps, told again by a step :: nulls www WWW owners=a,b :: a 1 1 1c; b 3 3 2c 1d
  0- open W nulls a+b | nulls 0/0- W | 0 fire a1, 0 fire b3, 1 fire c4, 1 fire d5, 2 update c4
again when it gets worse for it :: nulls wwww WWWW; drift .wcw .WCC layer=model owners=b; rows ...c ...C :: a 1 1
  0- open C nulls a | nulls 0/0- W; drift 1/1- C; rows 3/3- C | 0 fire a1, 1 fire b3, 2 update b3, 3 update a1
one channel of three teams :: p wwn WW. owners=a,b stale_after=1 :: a 1 1 1c; b 1 1; c 1 1
  0-2 resolved W p a+b | p 0/0-2 stale W | 0 fire a1, 0 fire b1, 1 update c1, 2 resolve a1, 2 resolve b1, 2 resolve c1
no channel for a warning; such a step waits :: nulls wwc. WWC. owners=a,b :: a - 2 1d; b - -; d - 5
  0-3 resolved C nulls a+b | nulls 0/0-3 recovered C | 2 fire a2, 2 fire d5, 3 resolve a2, 3 resolve d5
what a step told counts as told :: nulls cccc CCCC; rows ..ww ..WW owners=b :: a 1 12 1b
  0- open C nulls a | nulls 0/0- C; rows 2/2- W | 0 fire a1, 0 fire a2, 1 fire b3
acknowledged :: nulls wwwwwwwwww WWWWWWWWWW; rows ..wwwwwwww ..WWWWWWWW owners=c :: a 1 1 1b 3b :: 1 acknowledge 0 -
  0- open W nulls a | nulls 0/0- W; rows 2/2- W | 0 fire a1, 1 fire b3, 2 fire c4, 9 update b3
a rise voids :: nulls wwccccc WWCCCCC; rows wwwwwcc WWWWWCC :: a 1 12 2b :: 0 mitigate 0 9; 4 acknowledge 0 9
  0- acknowledged C nulls a | nulls 0/0- C; rows 0/0- C | 0 fire a1, 2 update a1, 2 fire a2, 4 fire b3
silences :: nulls ww... WW...; rows .w... .W... origins=credit; lag ..www ..WWW origins=m :: :: 0 silence 1 4 layer=data
  0-2 resolved W nulls a | nulls 0/0-2 recovered W | 0 fire a1, 2 resolve a1
  1-2 resolved W rows a | rows 1/1-2 recovered W |
  2- open W lag a | lag 2/2- W | 4 fire a1
silenced while critical, told of the warning that it is now :: nulls wwwww WWWWW owners=b; rows .c.ww .C.WW; \
  lag .w... .W... owners=c :: :: 0 silence 1 2 severity=critical subject=x; 1 silence 3 4 check=rows
  0- open C nulls b | nulls 0/0- W; rows 1/1- C; lag 1/1-2 recovered W | 0 fire b3, 1 fire c4, 4 fire a1
a step waits :: nulls wwwwww WWWWWW owners=a,c; rows ....ww ....WW :: a 1 1 2b :: 0 silence 1 9 owner=c
  0- open W nulls a+c | nulls 0/0- W; rows 4/4- W | 0 fire a1, 0 fire c4, 4 fire b3
"""
VERDICTS = {".": ("ok", 0.1), "=": ("ok", 0.3), "m": ("ok", 0.4), "w": ("warning", 0.6), "c": ("critical", 0.9),
            "i": ("insufficientEvidence", None), "n": ("noData", None), "e": ("error", None)}
LITERALS = {"true": True, "false": False, "1": 1, "2": 2, "3": 3,
            "below": {"side": "below", "bound": 0.3}, "above": {"side": "above", "bound": 0.3}}
SHORT = {"inactive": ".", "absent": "x", "firing:warning": "W", "firing:critical": "C", "warning": "W", "critical": "C"}

def observed(letter):
    verdict, value = VERDICTS["." if letter in "-x" else letter.lower()]
    return None if letter == "x" else {"verdict": verdict, "own": letter in VERDICTS, "value": value}

def team(text):
    name, warning, critical, *steps = text.split()
    channels = {"warning": [f"c{n}" for n in warning.strip("-")], "critical": [f"c{n}" for n in critical.strip("-")]}
    return {"name": name, **channels, "escalation": [{"after": int(step[:-1]), "to": step[-1]} for step in steps]}

def check(text):
    name, row, states, *words = text.split()
    name, _, subject = name.partition("/")
    entry = {"name": name, "subject": subject or "x", "layer": "data", "integrity": False, "origins": "market",
             "owners": "a", "for": 1, "keep_firing_for": 0, "clear": None, "no_data": "keep", "stale_after": 5,
             "has_critical": True, **dict(word.split("=") for word in words)}
    entry = {key: LITERALS.get(value, value) for key, value in entry.items()}
    return {**entry, "origins": entry["origins"].split(","), "owners": entry["owners"].split(",")}, row, states

def command(text):
    after, what, first, *words = text.split()
    if what != "silence":
        sessions = {"sessions": json.loads(word.replace("-", "null")) for word in words}
        return {"after": int(after), "do": what, "incident": int(first), **sessions}
    start, end = (weekdays(10)[int(word)] + "T23:59:00Z" for word in (first, words[0]))
    return {"after": int(after), "do": what, "id": f"s{after}", "from": start, "until": end,
            "matchers": dict(word.split("=") for word in words[1:])}

def brief(incident, at):
    """An incident in the notation of the head of this file; `at` gives the index of an instant."""
    alerts = []
    for a in incident["alerts"]:
        span = f"{at[a['pending_at']]}/{at[a['fired_at']]}-{at[a['resolved_at']]}"
        label = a["check"] + ("" if a["subject"] == "x" else "/" + a["subject"])
        alerts.append(" ".join(filter(None, [label, span, a["reason"], SHORT[a["severity"]]])))
    sent = [f"{at[n['at']]} {n['kind']} {n['team']}{n['channel'][1:]}" for n in incident["notified"]]
    head = [f"{at[incident['opened_at']]}-{at[incident['resolved_at']]}", incident["state"],
            SHORT[incident["severity"]], incident["root"]["check"], "+".join(incident["owners"])]
    return f"{' '.join(head)} | {'; '.join(alerts)} | {', '.join(sent)}".strip()

def named_case(text):
    """Runs a case of NAMED and compares it with what is written there."""
    head, *incidents = text.split("\n  ")
    name, *parts = head.split("::") + ["", ""]
    checks, teams, commands = ([word for word in part.split(";") if word.strip()] for part in parts[:3])
    checks, rows, states = zip(*map(check, checks))
    teams = {team["name"]: team for team in map(team, ["a 1 12", "b 3 3", "c 4 4", "d 5 5", *teams])}
    case = {"name": name.strip(), "deployment": "d", "group_window": 5, "acknowledge_for": 5, "checks": [*checks],
            "teams": [*teams.values()], "sessions": weekdays(len(rows[0])),
            "observations": [[*map(observed, column)] for column in zip(*rows, strict=True)]}
    run(case, lambda _, at: [given for given in map(command, commands) if given["after"] == at])
    at = {None: "", **{day + "T23:59:00Z": index for index, day in enumerate(case["sessions"])}}
    found = ["".join(SHORT.get(state, state[-1]) for state in row) for row in zip(*case["expected"]["states"])]
    found += [brief(incident, at) for incident in case["expected"]["incidents"]]
    assert found == [*states, *incidents], "\n".join([name, "is", *found, "and by hand", *states, *incidents])
    return case

# ---------------------------------------------------------------- random cases
CHOICES = {"layer": LAYERS, "integrity": [True, False, False, False], "has_critical": [True, True, True, False],
           "for": [1, 1, 2, 3], "keep_firing_for": [0, 0, 1, 2, 3], "stale_after": [1, 2, 4, 5, 5, 6],
           "no_data": ["keep", "alert", "ok"], "clear": [None, None, None, LITERALS["below"], LITERALS["above"]]}

def random_team(rng, name, others):
    counts = rng.choice([(1, 1), (1, 1), (1, 2), (2, 1), (0, 1), (0, 2), (1, 0)])
    warning, critical = (sorted(rng.sample(["c1", "c2", "c3", "c4"], count)) for count in counts)
    steps = [{"after": rng.randint(1, 6), "to": rng.choice(others)} for _ in range(rng.choice([0, 1, 1, 2, 3]))]
    return {"name": name, "warning": warning, "critical": critical, "escalation": steps}

def random_check(rng, name, teams):
    return {"name": name, "subject": "x", **{key: rng.choice(values) for key, values in CHOICES.items()},
            "origins": rng.choice([["market"], ["market"], ["credit"], ["m", "market"], ["credit", "m"]]),
            "owners": rng.sample([team["name"] for team in teams], rng.choice([1, 1, 1, 2]))}

def random_row(rng, entry, shocks):
    """A chain of good, bad and dark spells; it flaps or persists as its own chances say."""
    begins, ends, spell, row = rng.uniform(0.02, 0.1), rng.choice([0.06, 0.15, 0.3]), "good", []
    removed = rng.randrange(10, len(shocks)) if rng.random() < 0.12 else len(shocks)
    for at, shocked in enumerate(shocks):
        if spell != "good" and rng.random() < ends:
            spell = "good"
        elif rng.random() < (0.5 if shocked in entry["origins"] else begins):
            spell = rng.choice(["bad", "bad", "bad", "bad", "dark"])
        letters = {"good": ".....===mmm-", "bad": "wwwwwwwwwcccWC", "dark": "NENE-Wne"}[spell]
        letter = rng.choice(letters if rng.random() > 0.06 else "iiineI")
        letter = letter if entry["has_critical"] else letter.replace("c", "w").replace("C", "W")
        row.append(letter if at < removed else "x")
    return list(map(observed, row))

def random_silence(rng, monitor, at):
    entry, first = rng.choice(monitor.case["checks"]), date.fromisoformat(monitor.case["sessions"][0])
    facts = {"check": entry["name"], "subject": entry["subject"], "layer": entry["layer"],
             "owner": entry["owners"][0], "severity": rng.choice(["warning", "critical"])}
    start, end = (weekdays(100, first)[max(0, at + rng.randint(*span))] for span in [(-2, 4), (5, 15)])
    return {"after": at, "do": "silence", "id": f"s{len(monitor.silences) + 1}", "until": end + "T23:59:00Z",
            "matchers": {key: facts[key] for key in rng.sample(sorted(facts), rng.choice([1, 1, 2]))},
            "from": start + rng.choice(["T23:59:00Z", "T12:00:00Z"])}

def random_commands(rng, monitor, at):
    """A few that are allowed where they stand."""
    if rng.random() < 0.05:
        yield random_silence(rng, monitor, at)
    for number, incident in enumerate(monitor.incidents):
        if incident.state in LIVE and rng.random() < 0.08:
            what = rng.choice(["acknowledge", "acknowledge", "acknowledge", "mitigate", "mitigate", "resolve"])
            length = {} if what == "resolve" else {"sessions": rng.choice([None, 1, 2, 3, 8])}
            yield {"after": at, "do": what, "incident": number, **length}
        elif incident.state == "resolved" and rng.random() < 0.03:
            yield {"after": at, "do": "close", "incident": number}

def random_case(seed):
    rng, names = random.Random(seed), ["a", "b", "c", "d"]
    names, length = names[:rng.randint(2, 4)], rng.randint(40, 70)
    teams = [random_team(rng, name, [other for other in names if other != name]) for name in names]
    checks = [random_check(rng, name, teams) for name in ["nulls", "rows", "drift", "score"][:rng.choice([2, 3, 4, 4])]]
    checks += [{**entry, "subject": "y"} for entry in checks if rng.random() < 0.15][:2]
    shocks = [rng.choice(["market", "market", "credit", "m"]) if rng.random() < 0.15 else None for _ in range(length)]
    rows = [random_row(rng, entry, shocks) for entry in checks]
    case = {"name": f"random {seed}", "deployment": rng.choice(["d", "production"]), "teams": teams, "checks": checks,
            "group_window": rng.choice([5, 5, 3, 8, 13]), "acknowledge_for": rng.choice([5, 3, 2]),
            "sessions": weekdays(length, date(2024, 1, 1) + timedelta(seed)), "observations": [*map(list, zip(*rows))]}
    return run(case, lambda monitor, at: random_commands(rng, monitor, at))

def main():
    cases = [*map(named_case, re.split(r"\n(?! )", NAMED.strip())), *map(random_case, range(1, 151))]
    lines = [json.dumps(case, sort_keys=True, separators=(",", ":")) for case in cases]
    pathlib.Path(__file__).with_name("alerting.json").write_text('{"cases":[\n' + ",\n".join(lines) + "\n]}\n")

if __name__ == "__main__":
    main()
