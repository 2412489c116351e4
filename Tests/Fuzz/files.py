"""Good files that the fuzzer breaks: data, policies that look at it, scenarios and calendars."""
import datetime
import math
import os

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def days(count, start=datetime.date(2024, 1, 1)):
    return [(start + datetime.timedelta(at)).isoformat() for at in range(count)]


def numbers(count, factor):
    return [round(10 + 5 * math.sin(at * factor) + (at * 7919 % 13) / 7, 4) for at in range(count)]


def feed(count=90):
    rows = zip(days(count), numbers(count, 0.7), numbers(count, 1.3))
    return "date,x,y,c,n\n" + "".join(
        f"{day},{x},{y},{'USD' if at % 3 else 'EUR'},{at}\n" for at, (day, x, y) in enumerate(rows))


def lines(count=90):
    rows = zip(days(count), numbers(count, 0.7), numbers(count, 1.3))
    return "".join(
        f'{{"date": "{day}", "x": {x}, "y": {y}, "c": "{"USD" if at % 3 else "EUR"}", "n": {at}}}\n'
        for at, (day, x, y) in enumerate(rows))


def predictions(count=80):
    rows = zip(days(count), numbers(count, 0.7))
    return "id,made_at,session,label_session,version,mean,sigma,probability_of_event\n" + "".join(
        f"p{at},{day}T23:59:00Z,{day},{next_day},v1,{x / 1000},0.01,{(at % 10) / 10}\n"
        for at, ((day, x), next_day) in enumerate(zip(rows, days(count + 1)[1:])))


def labels(count=78):
    rows = zip(days(count), numbers(count, 0.9))
    return "key,value,known_since\n" + "".join(
        f"{day},{x / 1000 - 0.01},{day}T23:59:30Z\n" for day, x in rows)


OWNERS = """
runbooks:
  look: [{manual: Look at the job}, {command: ["true", "{{incident}}"], title: Again, timeout: 5 seconds, idempotent: true},
    {action: freeze, title: Pause}, {action: drift_diagnosis}, {action: compare_with_baseline},
    {command: ["false"], title: Once, approval: desk}]
teams:
  data: {channels: {warning: [out], critical: [out, hook]}, escalation: [{after: 2 sessions, to: desk}]}
  desk: {channels: {warning: [out], critical: [out]}}
channels:
  out: {stdout: {}}
  hook: {stdout: {}}
"""

SOURCE = """
version: 1
deployment: fuzz
calendar: 24x7
sources:
  feed:
    csv: feed.csv
    time: date
    available: 90 minutes after close
    columns:
      - {name: date, type: date}
      - {name: x, type: number, min: 0, max: 1000}
      - {name: y, type: number}
      - {name: c, type: text, allowed: [USD, EUR]}
      - {name: n, type: integer, nullable: false}
"""

WIDE = SOURCE + """
baseline: {sessions: 40, before: window}
checks:
  - {name: schema, metric: schema, of: feed, critical: [missing, type_mismatch], warning: any, owner: data, runbook: look}
  - {name: nulls, metric: null_percent, of: [x, y, c], window: 5 sessions, warning: above 5, critical: above 20, for: 2 sessions,
     keep_firing_for: 1 session, owner: data, runbook: look}
  - {name: rows, metric: row_count, of: feed, critical: below 1, no_data: alert, owner: data, runbook: look}
  - {name: late, metric: sessions_behind, of: feed, critical: above 1, owner: [data, desk], runbook: look}
  - {name: psi, metric: psi, of: [x, c], window: 21 sessions, critical: above 0.3, owner: data, runbook: look}
  - {name: psi-p, metric: psi, of: [x, y], as: change, window: 21 sessions, critical: p_value below 0.01, owner: data, runbook: look}
  - {name: ks, metric: ks, of: x, window: 21 sessions, warning: p_value below 0.05, owner: data, runbook: look}
  - {name: far, metric: wasserstein, of: [x, y], window: 21 sessions, critical: above 0.5, owner: data, runbook: look}
  - {name: js, metric: jensen_shannon, of: x, window: 21 sessions, critical: above 0.5, missing_as_bin: true, owner: data, runbook: look}
  - {name: kinds, metric: chi_square, of: c, window: 21 sessions, critical: p_value below 0.01, owner: data, runbook: look}
  - {name: share, metric: l_infinity, of: c, window: 21 sessions, critical: budget 2 a year, owner: data, runbook: look}
  - {name: relation, metric: relation, of: {y: {column: y, as: log_return}, x: {column: x, as: change}}, window: 21 sessions,
     critical: above 3, owner: data, runbook: look}
""" + OWNERS

NARROW = SOURCE.replace("csv: feed.csv", "json_lines: feed.jsonl").replace("    available: 90 minutes after close\n", "") + """
alerting: {group_window: 2 sessions, acknowledge_for: 2 sessions, heartbeat: hook}
checks:
  - {name: nulls, metric: null_percent, of: [x, y], window: 1 session, critical: above 50, owner: data, runbook: look}
""" + OWNERS

LEDGER = SOURCE + """
model: {ledger: predictions.csv, labels: labels.csv, available: 90 minutes after close}
decision:
  event: simple_return below -1%
  act_when: probability_of_event above 0.125
  exposure: 10000000 USD
  costs: {act: 2 bps, miss: 16 bps}
checks:
  - {name: rmse, metric: rmse, window: 10 sessions, critical: above 0.5, owner: data, runbook: look}
  - {name: bias, metric: bias, window: 10 sessions, judge: evidence, critical: above 0.5, owner: data, runbook: look}
  - {name: hits, metric: hit_rate, window: 21 sessions, critical: below 20%, owner: data, runbook: look}
  - {name: calibration, metric: calibration, window: 40 sessions, critical: above 3, owner: data, runbook: look}
  - {name: missing, metric: missing_labels, window: 10 sessions, warning: above 0, owner: data, runbook: look}
  - {name: money, metric: value, window: 21 sessions, critical: below -1000000, owner: desk, runbook: look}
  - {name: right, metric: decision_accuracy, window: 21 sessions, critical: below 20%, owner: desk, runbook: look}
""" + OWNERS

SCENARIO = """# Values go missing.
policy policy.yml
from 2024-02-20
to 2024-03-10
checks nulls

plant null x 2024-03-01..2024-03-04 until 2024-03-08

at 2024-03-01
    expect nulls x fires critical
    expect incident nulls x opens
    do acknowledge nulls x by ann for 2 sessions
at 2024-03-05
    do silence check=nulls until 2024-03-07 by ann: the feed is moved
    do restart
"""


def stored(*parts):
    with open(os.path.join(REPOSITORY, *parts), "rb") as file:
        return file.read()


def stored_all(directory, *endings):
    names = sorted(os.listdir(os.path.join(REPOSITORY, directory)))
    return [stored(directory, name) for name in names if name.endswith(endings)]


def data():
    return {name: text.encode() for name, text in {
        "feed.csv": feed(), "feed.jsonl": lines(), "predictions.csv": predictions(), "labels.csv": labels()}.items()}


def policies():
    """Each with its weight."""
    good = [(text.encode(), 12) for text in (WIDE, NARROW, LEDGER)]
    return good + [(text, 0.3) for text in stored_all("Tests/Fixtures/policies", ".yml")] + [
        (stored("Scenarios", "toy.yml"), 4), (stored("Scenarios", "toy-minutes.yml"), 2)]


def scenarios():
    return [(SCENARIO.encode(), 20)] + [(text, 1) for text in stored_all("Scenarios", ".scenario")]
