"""Mail to a server of aiosmtpd: plain, with STARTTLS, with TLS from the start, and what becomes of what it does not take."""
import contextlib

import channels
import expected
from servers import Mail, Receivers
from world import World

SENDER, TO = "bellwether@example.org", ["ann@example.org", "bob@example.org"]
PATIENCE = "40 seconds"


@contextlib.contextmanager
def desk(bench, name, scheme, account=False, trusted=True, world=None, **settings):
    """A mail server, a world that writes to it and, for the facts of each message, to a webhook."""
    directory = bench.directory / f"{name}-servers"
    directory.mkdir()
    if account:
        settings |= {"user": channels.MAIL_USER, "password": channels.MAIL_PASSWORD}
    with Receivers(directory, *channels.OPTIONS) as receivers, Mail(directory, **settings) as server:
        letters = channels.mail(f"{scheme}://127.0.0.1:{server.port}", SENDER, TO, account)
        environment = channels.environment(receivers.address)
        if trusted:
            environment["SSL_CERT_FILE"] = str(bench.certificates.authority)
        made = World(bench, name, channels.settings("hook") | {"letters": letters}, environment, **(world or {}))
        yield made, server, receivers


def facts(receivers):
    """The facts that the webhook was told, by kind."""
    return {record["body"]["kind"]: record["body"] for record in receivers.accepted() if record["kind"] == "webhook"}


def check_letters(case, world, server, receivers, kinds):
    """The messages are those of the guide, to the byte, and are read as such."""
    told, messages = facts(receivers), server.messages("250")
    if not case.equal("one message of each kind was taken", len(messages), len(kinds)):
        return
    for kind, raw in zip(kinds, messages):
        wanted = expected.mail(told[kind], world.store, "letters", SENDER, TO)
        case.check(f"the {kind} is what the guide says, to the byte", raw == wanted, f"{raw!r} instead of {wanted!r}")
        check_reading(case, kind, told, world.store, expected.read(raw))


def check_reading(case, kind, told, store, letter):
    body = "".join(f"{line}\n" for line in expected.body_lines(told[kind], store, expected.in_new_york))
    case.equal(f"the body of the {kind} reads well", letter.get_content().replace("\r\n", "\n"), body)
    case.equal(f"the subject of the {kind} reads well", letter["Subject"].strip(), f"[{told[kind]['deployment']}] {told[kind]['headline']}")
    first = expected.message_id(f"{told[kind]['incident']}/letters/fire/1", SENDER)
    thread = (None, None) if kind == "fire" else (first, first)
    case.equal(f"the {kind} is in the thread", (letter["In-Reply-To"], letter["References"]), thread)


def check_facts(case, world, told):
    """The facts themselves, computed from the feed and the guide of alerts."""
    fire = told["fire"]
    found = {name: fire[name] for name in ("incident", "kind", "sequence", "severity", "owners", "teams", "at", "opened_at", "headline")}
    case.equal("the facts are those of the feed", found, {
        "incident": world.incident("share", 4), "kind": "fire", "sequence": 1, "severity": "warning", "owners": ["data"],
        "teams": ["data"], "at": "2024-01-08T22:30:00Z", "opened_at": "2024-01-08T22:30:00Z", "headline": "warning: share x"})
    alert, = fire["alerts"]
    case.equal("the alert is that of the feed", {name: alert[name] for name in ("check", "subject", "severity", "since", "resolved_at")},
               {"check": "share", "subject": "x", "severity": "warning", "since": "2024-01-08T22:30:00Z", "resolved_at": None})
    case.check("the reason has value and threshold", "25 %" in alert["reason"] and "20 %" in alert["reason"], alert["reason"])


def plain(bench, case):
    with desk(bench, "mail-plain", "smtp", world={"x": range(4, 8), "y": ()}) as (world, server, receivers):
        case.equal("the tick ends well", world.tick(12, PATIENCE).code, 0)
        told = facts(receivers)
        if not case.equal("the incident was told in three messages", sorted(told), ["fire", "resolve", "update"]):
            return
        check_facts(case, world, told)
        check_letters(case, world, server, receivers, ["fire", "update", "resolve"])
        record = server.records("message")[0]
        case.equal("sender and recipients are on the envelope", (record["sender"], record["recipients"]), (SENDER, TO))


def encrypted(bench, case, name, scheme, tls):
    world = {"column": "größe-der-sendungen-прайс", "deployment": "parcels-of-the-north"}
    with desk(bench, name, scheme, account=True, tls=tls, certificate=str(bench.certificates.server), world=world) as (
            world, server, receivers):
        case.equal("the tick ends well", world.tick(3, PATIENCE).code, 0)
        check_letters(case, world, server, receivers, ["fire", "resolve"])
        case.check("everything came encrypted, after a login",
                   all(record["encrypted"] and record["login"] for record in server.records("message")), server.records("message"))


def starttls(bench, case):
    encrypted(bench, case, "mail-starttls", "smtp", "starttls")


def implicit(bench, case):
    encrypted(bench, case, "mail-implicit", "smtps", "implicit")


def untrusted(bench, case, scheme, tls, certificate, trusted):
    name = "mail-" + case.name.rsplit(" ", 1)[1]
    with desk(bench, name, scheme, account=True, trusted=trusted, tls=tls, certificate=str(certificate)) as (world, server, _):
        run = world.tick(1, "0 seconds")
        case.equal("the tick ends well", run.code, 0)
        case.check("standard error says that the certificate is why", "letters" in run.err and "certificate" in run.err.lower(), run.err)
        message = world.outbox()[f"{world.incident('blank', 1)}/letters/fire/1"]
        case.equal("the message waits", message["state"], "pending")
        case.check("its reason names the certificate", "certificate" in message["reason"].lower(), message["reason"])
        case.equal("neither password nor message went there", server.records("login") + server.records("message"), [])
        server.stop()
        server.settings["certificate"] = str(bench.certificates.server)
        server.start()
        world.environment["SSL_CERT_FILE"] = str(bench.certificates.authority)
        case.equal("outbox send ends well", world.send(PATIENCE).code, 0)
        case.equal("with a certificate to trust it arrives", len(server.messages("250")), 1)


def stranger_starttls(bench, case):
    untrusted(bench, case, "smtp", "starttls", bench.certificates.server, trusted=False)


def stranger_implicit(bench, case):
    untrusted(bench, case, "smtps", "implicit", bench.certificates.server, trusted=False)


def another_name(bench, case):
    untrusted(bench, case, "smtps", "implicit", bench.certificates.elsewhere, trusted=True)


def refused(bench, case):
    world = {"told": ["letters"], "fallback": "hook"}
    replies = {"DATA": ["550 5.7.1 not from here"]}
    with desk(bench, "mail-refused", "smtp", replies=replies, world=world) as (world, server, receivers):
        run = world.tick(3, PATIENCE)
        case.equal("the exit code says that something is undelivered", run.code, 4)
        incident = world.incident("blank", 1)
        states = world.states()
        case.equal("nothing follows the dead fire", states.pop("letters/resolve/2", "dropped"), "dropped")
        case.equal("the fire is dead, the fallback was told", states, {
            "letters/fire/1": "dead", "hook/fire/1": "delivered", "hook/resolve/2": "delivered"})
        reason = world.outbox()[f"{incident}/letters/fire/1"]["reason"]
        case.check("the reason has the code", "550" in reason, reason)
        case.check("the reason has what the server said", "not from here" in reason, reason)
        case.check("standard error tells the dead letter", f"{incident}/letters/fire/1" in run.err, run.err)
        case.equal("the server was asked once", len(server.records("message")), 1)
        case.equal("the fallback was told why", facts(receivers)["fire"]["why"], f"letters could not be told: {reason}")


def wrong_recipient(bench, case):
    world = {"told": ["letters"], "fallback": "hook"}
    with desk(bench, "mail-recipient", "smtp", replies={"RCPT": ["550 5.1.1 no such mailbox"]}, world=world) as (world, server, receivers):
        run = world.tick(1, PATIENCE)
        case.equal("the tick ends well", run.code, 0)
        case.equal("the other has it, and the fallback is told", world.states(), {"letters/fire/1": "delivered", "hook/fire/1": "delivered"})
        case.equal("the mail went to the other", [record["recipients"] for record in server.records("message")], [TO[1:]])
        reason = f"{TO[0]}: 550 5.1.1 no such mailbox"
        case.equal("the reason names both", world.outbox()[f"{world.incident('blank', 1)}/letters/fire/1"]["reason"], reason)
        case.check("standard error tells it like a dead letter", reason in run.err, run.err)


def late_recipient(bench, case):
    with desk(bench, "mail-late", "smtp", replies={"RCPT": ["450 4.2.1 mailbox busy"]}) as (world, server, receivers):
        case.equal("the tick ends well", world.tick(1, PATIENCE).code, 0)
        case.equal("both have it", set(world.states().values()), {"delivered"})
        case.equal("each got it once", [record["recipients"] for record in server.records("message")], [TO[1:], TO[:1]])


def all_refused(bench, case):
    world = {"told": ["letters"], "fallback": "hook"}
    with desk(bench, "mail-nobody", "smtp", replies={"RCPT": ["550 5.1.1 no such mailbox"] * 2}, world=world) as (world, server, receivers):
        case.equal("the exit code says that something is undelivered", world.tick(1, PATIENCE).code, 4)
        case.equal("a mail that nobody gets is a dead letter", world.states(), {"letters/fire/1": "dead", "hook/fire/1": "delivered"})


def wrong_password(bench, case):
    with desk(bench, "mail-password", "smtps", account=True, tls="implicit", certificate=str(bench.certificates.server),
              world={"told": ["letters"], "fallback": "hook"}) as (world, server, receivers):
        world.environment["MAIL_PASSWORD"] = channels.MAIL_PASSWORD + "5PasswordSecret8yW"
        case.equal("the exit code says that something is undelivered", world.tick(1, PATIENCE).code, 4)
        case.equal("the message is dead", world.states(), {"letters/fire/1": "dead", "hook/fire/1": "delivered"})
        reason = world.outbox()[f"{world.incident('blank', 1)}/letters/fire/1"]["reason"]
        case.check("the reason has the code", "535" in reason, reason)
        case.equal("nothing was taken", server.records("message"), [])


def later(bench, case, name, reply):
    with desk(bench, name, "smtp", replies={"DATA": [reply]}) as (world, server, receivers):
        case.equal("the tick ends well", world.tick(3, PATIENCE).code, 0)
        case.equal("everything has arrived", set(world.states().values()), {"delivered"})
        letters = [expected.read(raw)["Message-ID"] for raw in server.messages()]
        fire, resolve = (expected.message_id(f"{world.incident('blank', 1)}/letters/{end}", SENDER) for end in ("fire/1", "resolve/2"))
        case.equal("the fire came twice with the same Message-ID, then the resolve", letters, [fire, fire, resolve])
        attempts = world.outbox()[f"{world.incident('blank', 1)}/letters/fire/1"]["attempts"]
        case.equal("it took two attempts", attempts, 2)


def tempfail(bench, case):
    later(bench, case, "mail-451", "451 4.3.0 try again later")


def lost(bench, case):
    later(bench, case, "mail-lost", "lost")


def no_login(bench, case):
    """A server that offers no login, and an account: on loopback nobody would notice that the password was ignored."""
    with desk(bench, "mail-no-login", "smtp") as (world, server, receivers):
        letters = channels.mail(f"smtp://127.0.0.1:{server.port}", SENDER, TO, account=True)
        policy = (world.directory / "policy.yml").read_text().splitlines()
        world.write("policy.yml", "\n".join(f"  letters: {letters}" if "smtp:" in line else line for line in policy) + "\n")
        run = world.tick(1, "0 seconds")
        case.equal("the tick ends well", run.code, 0)
        taken = len(server.messages("250"))
        message = world.outbox()[f"{world.incident('blank', 1)}/letters/fire/1"]
        case.check("it is taken, or waits with a reason", taken == 1 and message["state"] == "delivered" or
                   taken == 0 and message["state"] != "delivered" and message["reason"], message)


CASES = [
    ("mail plain", plain),
    ("mail with STARTTLS and a login", starttls),
    ("mail with TLS from the start and a login", implicit),
    ("mail of a certificate that is not trusted: stranger-starttls", stranger_starttls),
    ("mail of a certificate that is not trusted: stranger-implicit", stranger_implicit),
    ("mail of a certificate that is not trusted: another-name", another_name),
    ("mail refused with 550", refused),
    ("mail with a recipient that is refused", wrong_recipient),
    ("mail with a recipient that is put off", late_recipient),
    ("mail with recipients that are all refused", all_refused),
    ("mail with a wrong password", wrong_password),
    ("mail put off with 451", tempfail),
    ("mail whose answer is lost", lost),
    ("mail with a password that the server does not ask for", no_login),
]
