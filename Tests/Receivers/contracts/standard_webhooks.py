"""A receiver of Standard Webhooks 1.0.0: https://www.standardwebhooks.com, symmetric signatures (v1)."""
import base64
import binascii
import hashlib
import hmac
import re
import time

from .exchange import Malformed, json_answer, noted

TOLERANCE = 300  # seconds


def key_of(secret):
    """The bytes that sign: what follows whsec_ in base64, else the secret as it is."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    return secret.encode()


def signature(secret, identifier, timestamp, raw):
    signed = f"{identifier}.{timestamp}.".encode() + raw
    return base64.b64encode(hmac.new(key_of(secret), signed, hashlib.sha256).digest()).decode()


class StandardWebhooks:
    kind = "webhook"

    def __init__(self, secret=None):
        self.secret = secret
        self.messages = []

    def handle(self, request):
        if request.method != "POST":
            return json_answer(405, {"error": "method not allowed"}, why=f"method {request.method}")
        if why := self.unverified(request):
            return json_answer(401, {"error": why}, why=why)
        try:
            body = request.json()
        except Malformed as error:
            return json_answer(400, {"error": "not JSON"}, why=str(error))
        if request.media_type != "application/json" or not isinstance(body, dict):
            return json_answer(400, {"error": "no object in application/json"}, why=f"media type {request.media_type or 'none'}")
        identifier = request.headers["webhook-id"]
        self.messages.append({"path": request.path, "id": identifier, "body": body})
        return json_answer(200, {}, note=noted(body.get("key"), webhook_id=identifier))

    def unverified(self, request):
        """The reason not to trust the request, or None."""
        given = {name: request.headers.get(f"webhook-{name}") for name in ("id", "timestamp", "signature")}
        for name, value in given.items():
            if not value:
                return f"no webhook-{name}"
        if not re.fullmatch(r"[0-9]{1,12}", given["timestamp"]):
            return "webhook-timestamp is no number of seconds"
        if abs(time.time() - int(given["timestamp"])) > TOLERANCE:
            return "webhook-timestamp is more than five minutes away"
        if self.secret is None:
            return None
        expected = signature(self.secret, given["id"], given["timestamp"], request.raw)
        for one in given["signature"].split(" "):
            version, _, value = one.partition(",")
            if version == "v1" and hmac.compare_digest(value.encode(), expected.encode()):
                return None
        return "no signature matches"

    def state(self):
        return self.messages


def check_secret(secret):
    """Refuses a secret that cannot sign."""
    try:
        return key_of(secret)
    except binascii.Error as error:
        raise SystemExit(f"receivers: the webhook secret is not base64 after whsec_: {error}") from error
