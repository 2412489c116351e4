"""The log of the receivers: a line of JSON for each request, on the disk before it is answered, and what messages it amounts to."""
import datetime
import json
import os
import re
from pathlib import Path

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
SECRETS = {"routing_key"}  # members of a body that are not written


class Logbook:
    """The caller makes sure that one request at a time is written."""

    def __init__(self, path):
        self.descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        self.requests = 0

    def write(self, record):
        self.requests += 1
        time = datetime.datetime.now(datetime.timezone.utc).isoformat()
        line = json.dumps({"seq": self.requests, "time": time} | record, ensure_ascii=False, default=str) + "\n"
        os.write(self.descriptor, line.encode("utf-8", "surrogateescape"))
        os.fsync(self.descriptor)

    def close(self):
        os.close(self.descriptor)


def logged_body(raw):
    """The parsed body without its secrets; one that is not JSON as text."""
    try:
        body = json.loads(raw)
    except ValueError:
        return raw[:2000].decode("utf-8", "replace") or None
    if isinstance(body, dict):
        return {name: "…" if name in SECRETS else value for name, value in body.items()}
    return body


def is_canonical(raw):
    """True if the keys of every object are sorted and no space stands between tokens."""
    is_sorted = True

    def members(pairs):
        nonlocal is_sorted
        names = [name for name, _ in pairs]
        is_sorted = is_sorted and names == sorted(names)
        return dict(pairs)

    try:
        text = raw.decode("utf-8")
        json.loads(text, object_pairs_hook=members)
    except ValueError:
        return False
    return is_sorted and not re.search(r"\s", STRING.sub("", text))


def records(log):
    """The records of a log, given as a path or as records already."""
    if isinstance(log, (str, os.PathLike)):
        return [json.loads(line) for line in Path(log).read_text(encoding="utf-8").splitlines()]
    return list(log)


def summary(log):
    """Messages accepted, by channel and incident; a channel is the path of the address in its settings.

    For each: the number of distinct keys of `fire`, `update` and `resolve`; `keys` in the order of their first acceptance;
    `duplicates`, how often each was accepted beyond once; `in_order`, whether nothing came after something later, repetitions
    included; and of Jira `issues`, the keys of those created, and `closings`, how often one was moved to the category done.
    """
    result = {}
    for record in records(log):
        if record["verdict"] != "accepted" or not record.get("incident") or record.get("kind_of_message") == "heartbeat":
            continue
        told = result.setdefault((record["channel"], record["incident"]), {
            "fire": 0, "update": 0, "resolve": 0, "keys": [], "duplicates": {}, "in_order": True, "issues": [], "closings": 0,
            "latest": 0})
        if record["kind"] == "jira" and record["method"] == "POST":
            if record["path"].endswith("/issue"):
                told["issues"].append(record["issue"])
            told["closings"] += record.get("to") == "done"
        if key := record.get("key"):
            count(told, key, record["kind_of_message"])
    for told in result.values():
        del told["latest"]
    return result


def count(told, key, kind):
    sequence = int(key.rsplit("/", 1)[1])
    told["in_order"] = told["in_order"] and sequence >= told["latest"] and (kind == "fire") == (sequence == 1)
    told["latest"] = max(told["latest"], sequence)
    if key in told["keys"]:
        told["duplicates"][key] = told["duplicates"].get(key, 0) + 1
    else:
        told["keys"].append(key)
        told[kind] += 1
        told["in_order"] = told["in_order"] and told["resolve"] <= 1 and (kind == "resolve" or not told["resolve"])
