"""Channels of every kind, with a secret planted in each place that may have one."""
import base64

SLACK_TOKEN = "T0PLANTED/B0PLANTED/xq7SlackPathSecret2Kd"
HOOK_TOKEN = "hook4PathSecretPlanted1mB"
ROUTING_KEY = "r0uting4Secret9Planted7Key2Abcde"
JIRA_USER, JIRA_TOKEN = "monitor@example.org", "jira9TokenSecretPlanted3zQ"
MAIL_USER, MAIL_PASSWORD = "monitor", 'smtp "5PasswordSecret8yW %41ö'
HMAC_KEY = "hmacSecretPlanted6vT"
HMAC_SECRET = "whsec_" + base64.b64encode(HMAC_KEY.encode()).decode()

# Secrets that must be found nowhere; for those with odd characters also the piece that every way of writing them keeps.
PLANTED = {
    "the path of the Slack webhook": [SLACK_TOKEN, SLACK_TOKEN.rsplit("/", 1)[1]],
    "the path of the webhook": [HOOK_TOKEN],
    "the routing key": [ROUTING_KEY],
    "the token of Jira": [JIRA_TOKEN, f"{JIRA_USER}:{JIRA_TOKEN}"],
    "the password of the mail": [MAIL_PASSWORD, "5PasswordSecret8yW", f"\0{MAIL_USER}\0{MAIL_PASSWORD}"],
    "the secret of the signature": [HMAC_SECRET, HMAC_SECRET.removeprefix("whsec_"), HMAC_KEY],
}

# The path by which the log of the receivers names a channel.
PATHS = {"chat": f"/slack/{SLACK_TOKEN}", "pager": "/pagerduty", "tickets": "/jira", "router": "/alertmanager",
         "hook": f"/webhook/{HOOK_TOKEN}"}
KINDS = {"chat": "slack", "pager": "pagerduty", "tickets": "jira", "router": "alertmanager", "hook": "webhook"}
LOGGED = PATHS | {"pager": "/pagerduty/v2/enqueue"}
SETTINGS = {
    "chat": '{slack: {webhook: "${CHAT}"}}',
    "pager": '{pagerduty: {url: "${PAGER}", routing_key: "${ROUTING_KEY}"}}',
    "tickets": '{jira: {url: "${TICKETS}", user: "${JIRA_USER}", token: {file: token}, project: MON}}',
    "router": '{alertmanager: {url: "${ROUTER}"}}',
    "hook": '{webhook: {url: "${HOOK}", secret: "${SECRET}"}}',
}
OPTIONS = ("--jira-user", JIRA_USER, "--jira-token", JIRA_TOKEN, "--webhook-secret", HMAC_SECRET, "--routing-key", ROUTING_KEY)


def settings(*names):
    return {name: SETTINGS[name] for name in names}


def environment(address):
    """For the receivers at that address."""
    variables = {name.upper(): address + PATHS[name] for name in SETTINGS}
    variables["PAGER"] = address + LOGGED["pager"]
    return variables | {"ROUTING_KEY": ROUTING_KEY, "JIRA_USER": JIRA_USER, "SECRET": HMAC_SECRET, "MAIL_PASSWORD": MAIL_PASSWORD,
                        "MAIL_USER": MAIL_USER}


def mail(server, sender="bellwether@example.org", to=("ann@example.org", "bob@example.org"), account=False):
    more = ', user: "${MAIL_USER}", password: "${MAIL_PASSWORD}"' if account else ""
    return f'{{smtp: {{server: "{server}", from: {sender}, to: [{", ".join(to)}]{more}}}}}'
