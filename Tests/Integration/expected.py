"""Everything that the guide of delivery says is sent, computed from a message's facts."""
import base64
import datetime
import email
import email.policy
import hashlib

BETWEEN = 45  # bytes of an encoded word


def length(alert):
    """The duration of an alert: in minutes below two hours, in hours below two days, else in days."""
    since, end = (datetime.datetime.strptime(alert[name], "%Y-%m-%dT%H:%M:%SZ") for name in ("since", "resolved_at"))
    minutes = int((end - since).total_seconds() // 60)
    count, unit = (minutes, "minute") if minutes < 120 else (minutes // 60, "hour") if minutes < 2880 else (minutes // 1440, "day")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def body_lines(facts, store, zone_time):
    """The body lines of a message whose facts a webhook was told, of the store of that path; `zone_time` writes an instant as people
    read it."""
    lines = [f"why now: {facts['why']}"]
    for alert in facts["alerts"]:
        resolved = f", resolved {zone_time(alert['resolved_at'])}" if alert["resolved_at"] else ""
        lines.append(f"{alert['layer']}: {alert['check']} {alert['subject']} {alert['severity']} "
                     f"since {zone_time(alert['since'])}{resolved}")
        lines.append(f"  {alert['reason']}")
        if alert["evidence"]:
            lines.append(f"  {alert['evidence']}")
        if "now" in alert:
            lines.append(f"  now: {alert['now']}; lasted {length(alert)}")
    lines.append(f"owner: {' and '.join(facts['owners'])}")
    lines.append(f"first step: {facts['first_step']}")
    return lines + [f"more: bellwether incidents show {facts['incident']} --store {store}"]


def in_new_york(text):
    """In winter, which is when the feed is."""
    utc = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    return (utc - datetime.timedelta(hours=5)).strftime("%Y-%m-%d %H:%M:%S America/New_York")


def message_id(key, sender):
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{sender.split('@')[1]}>"


def subject_header(title):
    if all(" " <= letter <= "~" for letter in title):
        return f"Subject: {title}"
    words, word = [], ""
    for letter in title:
        if len((word + letter).encode()) > BETWEEN:
            words, word = [*words, word], ""
        word += letter
    return "Subject:" + "".join(f"\r\n =?utf-8?B?{base64.b64encode(text.encode()).decode()}?=" for text in [*words, word])


def mail(facts, store, channel, sender, recipients):
    """The whole message that is sent on a mail channel, of the store of that path."""
    key = f"{facts['incident']}/{channel}/{facts['kind']}/{facts['sequence']}"
    at = datetime.datetime.strptime(facts["at"], "%Y-%m-%dT%H:%M:%SZ")
    lines = [at.strftime("Date: %a, %d %b %Y %H:%M:%S +0000"), f"From: {sender}", f"To: {', '.join(recipients)}",
             f"Message-ID: {message_id(key, sender)}"]
    if facts["kind"] != "fire":
        first = message_id(f"{facts['incident']}/{channel}/fire/1", sender)
        lines += [f"In-Reply-To: {first}", f"References: {first}"]
    lines += [subject_header(f"[{facts['deployment']}] {facts['headline']}"), "Auto-Submitted: auto-generated",
              f"X-Bellwether-Key: {key}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
              "Content-Transfer-Encoding: base64", ""]
    body = "".join(f"{line}\r\n" for line in body_lines(facts, store, in_new_york))
    encoded = base64.b64encode(body.encode()).decode()
    lines += [encoded[start:start + 76] for start in range(0, len(encoded), 76)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def read(raw):
    """A mail as a reader's program reads it."""
    return email.message_from_bytes(raw, policy=email.policy.default)
