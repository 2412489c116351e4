#!/usr/bin/env python3
"""A mail server of aiosmtpd in a process of its own; its settings are one object of JSON on standard input.

    {"port": 2525, "log": "mail.jsonl", "tls": "starttls", "certificate": "server.pem", "user": "u", "password": "p",
     "replies": {"DATA": ["451 4.3.0 later", "lost"], "RCPT": ["550 5.1.1 unknown"]}}

`tls` is null, "starttls" or "implicit". Each of `replies` is given once, in its order, after what was said is in the log; "lost" is
no answer but the end of the connection. Afterwards everything is taken. SIGTERM ends the process.
"""
import base64
import json
import os
import signal
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Handler:
    def __init__(self, log, replies):
        self.descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        self.replies = replies

    def write(self, **record):
        os.write(self.descriptor, (json.dumps(record) + "\n").encode())

    def reply(self, verb, server):
        text = self.replies[verb].pop(0) if self.replies.get(verb) else None
        if text == "lost":
            server.transport.abort()
        return text

    async def handle_RCPT(self, server, session, envelope, address, options):
        if text := self.reply("RCPT", server):
            self.write(what="refused", address=address, reply=text)
            return text
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        text = self.reply("DATA", server)
        self.write(what="message", sender=envelope.mail_from, recipients=envelope.rcpt_tos,
                   encrypted=session.ssl is not None or isinstance(server.transport.get_extra_info("sslcontext"), ssl.SSLContext),
                   login=session.login_data is not None, reply=text or "250",
                   content=base64.b64encode(envelope.original_content).decode())
        return text or "250 2.0.0 taken"


class Authenticator:
    def __init__(self, handler, user, password):
        self.handler, self.known = handler, (user.encode(), password.encode())

    def __call__(self, server, session, envelope, mechanism, data):
        is_known = (data.login, data.password) == self.known
        self.handler.write(what="login", mechanism=mechanism, known=is_known)
        return AuthResult(success=is_known, handled=False, auth_data=data)


def context(settings):
    if not settings.get("certificate"):
        return None
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(settings["certificate"])
    return made


def main():
    settings = json.load(sys.stdin)
    tls = settings.get("tls")
    handler = Handler(settings["log"], settings.get("replies", {}))
    options = {"tls_context": context(settings), "require_starttls": True} if tls == "starttls" else {}
    if settings.get("user"):
        options |= {"authenticator": Authenticator(handler, settings["user"], settings["password"]), "auth_required": True,
                    "auth_require_tls": tls == "starttls"}
    controller = Controller(handler, hostname="127.0.0.1", port=settings["port"], ready_timeout=30,
                            ssl_context=context(settings) if tls == "implicit" else None, **options)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    controller.start()
    print("ready", flush=True)
    ended.wait()
    controller.stop()


if __name__ == "__main__":
    main()
