"""Jira Cloud, REST API v3: https://developer.atlassian.com/cloud/jira/platform/rest/v3/.

Known are issues (create, get), their comments (add, get), their transitions (get, do) and the search by JQL, of which one form is
understood: project and labels, ordered by created. A tenant is a site of its own, with its own issues and workflow.
"""
import base64
import binascii
import datetime
import re
from dataclasses import dataclass, field

from . import adf
from .exchange import Malformed, json_answer, noted, text_answer, units, Answer

SUMMARY, LABEL, PAGE = 255, 255, 100
ISSUE_TYPES = ("Task", "Bug", "Story")
CREATE_KEYS = {"fields", "update", "historyMetadata", "properties", "transition"}
FIELDS = {"project", "issuetype", "summary", "description", "labels"}
COMMENT_KEYS = {"body", "visibility", "properties"}
TRANSITION_KEYS = {"transition", "fields", "update", "historyMetadata", "properties"}
SEARCH_KEYS = {"expand", "fields", "fieldsByKeys", "jql", "maxResults", "nextPageToken", "properties", "reconcileIssues", "failFast"}
JQL = re.compile(r'\s*project\s*=\s*"?(?P<project>\w+)"?\s+AND\s+labels\s*=\s*"?(?P<label>[^"\s]+)"?'
                 r"(?:\s+ORDER\s+BY\s+created(?:\s+(?P<order>ASC|DESC))?)?\s*", re.IGNORECASE)
INCIDENT = "bellwether-"  # begins the label of an incident

NO_ISSUE = "Issue does not exist or you do not have permission to see it."
NO_PAYLOAD = "Invalid request payload. Refer to the REST API documentation and try again."
NO_JSON = "There was an error parsing JSON. Check that your request body is valid."
NO_DOCUMENT = "Operation value must be an Atlassian Document (see the Atlassian Document Format)"

# Statuses by id: name, and id, key, colour and name of the category.
STATUSES = {"10000": ("To Do", 2, "new", "blue-gray", "To Do"),
            "10001": ("In Progress", 4, "indeterminate", "yellow", "In Progress"),
            "10002": ("Done", 3, "done", "green", "Done")}
# Transitions: id, name, from which status (any where there is none), to which. `simplified` is what a new project has.
WORKFLOWS = {
    "simplified": [("11", "To Do", None, "10000"), ("21", "In Progress", None, "10001"), ("31", "Done", None, "10002")],
    "linear": [("11", "Start", "10000", "10001"), ("21", "Finish", "10001", "10002"), ("31", "Reopen", "10002", "10000")],
}


class Refused(Exception):
    """Carries the answer."""

    def __init__(self, answer):
        super().__init__(answer.why)
        self.answer = answer


def refusal(status, *messages, why=None, **errors):
    answer = {"errorMessages": list(messages), "errors": errors}
    return Refused(json_answer(status, answer, why=why or "; ".join([*messages, *(f"{k}: {v}" for k, v in errors.items())])))


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"


@dataclass
class Issue:
    number: int
    key: str
    fields: dict
    created: str
    status: str = "10000"
    comments: list = field(default_factory=list)
    transitions: list = field(default_factory=list)

    @property
    def incident(self):
        return next((label.removeprefix(INCIDENT) for label in self.fields.get("labels", []) if label.startswith(INCIDENT)), None)


@dataclass
class Site:
    address: str = ""
    workflow: str = "simplified"
    issues: dict = field(default_factory=dict)

    def status(self, identifier):
        name, number, key, colour, category = STATUSES[identifier]
        return {"self": f"{self.address}/status/{identifier}", "description": "", "name": name, "id": identifier,
                "statusCategory": {"self": f"{self.address}/statuscategory/{number}", "id": number, "key": key,
                                   "colorName": colour, "name": category}}

    def transitions(self, issue):
        """Those of the issue's status: id, name and the status that it leads to."""
        return [(identifier, name, target) for identifier, name, source, target in WORKFLOWS[self.workflow]
                if source in (None, issue.status)]


def shown_fields(site, issue):
    return issue.fields | {"status": site.status(issue.status), "created": issue.created}


def check_document(document, name, where):
    """Checks a description or a comment, which are refused in words of their own."""
    if not adf.is_document(document):
        raise refusal(400, **{where: NO_DOCUMENT if where == "description" else "Comment body is not valid!"})
    try:
        adf.check(document)
    except adf.Invalid as error:
        raise refusal(400, "INVALID_INPUT", why=f"{name}: {error}") from error
    if adf.is_too_long(document):
        raise refusal(400, **{where: "CONTENT_LIMIT_EXCEEDED"})


def label_errors(labels):
    if not isinstance(labels, list) or any(not isinstance(label, str) for label in labels):
        return "data was not an array of strings"
    for label in labels:
        if re.search(r"\s", label):
            return f"The label '{label}' contains spaces which is invalid."
        if not 1 <= units(label) <= LABEL:
            return f"The label '{label}' exceeds the maximum length for labels of {LABEL} characters."
    return None


class Jira:
    kind = "jira"

    def __init__(self, user=None, token=None, projects=None):
        self.credentials = (user, token) if user is not None or token is not None else None
        self.projects = projects
        self.sites = {}

    def site(self, tenant):
        return self.sites.setdefault(tenant, Site())

    def handle(self, request, is_stale=False):
        """With `is_stale` a search finds nothing, as when the index lags behind."""
        site = self.site(request.tenant)
        site.address = f"http://{request.headers.get('Host', 'localhost')}{request.path.split('/rest/')[0]}/rest/api/3"
        try:
            self.check_credentials(request)
            return self.route(site, request, is_stale)
        except Refused as refused:
            return refused.answer

    def check_credentials(self, request):
        scheme, _, value = (request.headers.get("Authorization") or "").partition(" ")
        try:
            user, colon, token = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            colon = ""
        if scheme != "Basic" or not colon or self.credentials not in (None, (user, token)):
            text = "Client must be authenticated to access this resource."
            answer = text_answer(401, text, why="no or other credentials", media_type="text/html")
            answer.headers = {"WWW-Authenticate": 'OAuth realm="jira"', "X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
            raise Refused(answer)

    def route(self, site, request, is_stale):
        path = request.rest.removeprefix("/rest/api/3")
        if (request.method, path) == ("POST", "/issue"):
            return self.create(site, self.body(request))
        if (request.method, path) == ("POST", "/search/jql"):
            return self.search(site, self.body(request), is_stale)
        if match := re.fullmatch(r"/issue/([^/]+)(/comment|/transitions)?", path):
            action = {("GET", None): self.get, ("GET", "/comment"): self.comments, ("POST", "/comment"): self.comment,
                      ("GET", "/transitions"): self.transitions, ("POST", "/transitions"): self.transition}
            if handler := action.get((request.method, match.group(2))):
                issue = site.issues.get(match.group(1))
                if issue is None:
                    raise refusal(404, NO_ISSUE)
                return handler(site, issue, request.query if request.method == "GET" else self.body(request))
        missing = {"message": f"null for uri: {request.path}", "status-code": 404}
        raise Refused(json_answer(404, missing, why=f"no route {request.method} {path}"))

    @staticmethod
    def body(request):
        if request.media_type != "application/json":
            raise Refused(Answer(415, why=f"media type {request.media_type or 'none'}"))
        try:
            body = request.json()
        except Malformed as error:
            raise refusal(400, NO_JSON, why=str(error)) from error
        if not isinstance(body, dict):
            raise refusal(400, NO_PAYLOAD, why="no object")
        return body

    @staticmethod
    def check_known(body, known):
        if unknown := set(body) - known:
            raise refusal(400, NO_PAYLOAD, why=f"unknown: {', '.join(sorted(unknown))}")

    def create(self, site, body):
        self.check_known(body, CREATE_KEYS)
        fields = body.get("fields")
        if not isinstance(fields, dict):
            raise refusal(400, NO_PAYLOAD, why="no fields")
        if errors := dict(self.field_errors(fields)):
            raise refusal(400, **errors)
        if fields.get("description") is not None:
            check_document(fields["description"], "description", "description")
        project = fields["project"]["key"]
        number = 10_000 + len(site.issues)
        issue = Issue(number, f"{project}-{1 + sum(key.startswith(project + '-') for key in site.issues)}", fields, now())
        site.issues[issue.key] = issue
        last = adf.paragraphs(fields["description"])[-1:] if fields.get("description") else []
        created = {"id": str(number), "key": issue.key, "self": f"{site.address}/issue/{number}"}
        return json_answer(201, created, note=noted(last[0] if last else None, issue=issue.key, incident=issue.incident))

    def field_errors(self, fields):
        for name in sorted(set(fields) - FIELDS):
            yield name, f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
        project = fields.get("project")
        key = project.get("key") if isinstance(project, dict) else None
        if not isinstance(key, str) or not re.fullmatch(r"[A-Z][A-Z0-9_]+", key) or (self.projects and key not in self.projects):
            yield "project", "Specify a valid project ID or key"
        kind = fields.get("issuetype")
        if not isinstance(kind, dict) or kind.get("name") not in ISSUE_TYPES:
            yield "issuetype", "Specify a valid issue type"
        summary = fields.get("summary")
        if not isinstance(summary, str) or not summary.strip():
            yield "summary", "You must specify a summary of the issue."
        elif re.search(r"[\r\n]", summary):
            yield "summary", "The summary is invalid because it contains newline characters."
        elif units(summary) > SUMMARY:
            yield "summary", f"Summary can't exceed {SUMMARY} characters."
        if "labels" in fields and (error := label_errors(fields["labels"])):
            yield "labels", error

    @staticmethod
    def get(site, issue, query):
        fields = shown_fields(site, issue)
        wanted = [name for text in query.get("fields", []) for name in text.split(",")]
        if wanted and not {"*all", "*navigable"} & set(wanted):
            fields = {name: value for name, value in fields.items() if name in wanted}
        shown = {"id": str(issue.number), "key": issue.key, "self": f"{site.address}/issue/{issue.number}", "fields": fields}
        return json_answer(200, shown)

    @staticmethod
    def comments(site, issue, query):
        order = query.get("orderBy", ["created"])[-1]
        if order not in ("created", "+created", "-created"):
            raise refusal(400, f"orderBy must be created, +created or -created, not {order}")
        try:
            start, most = (int(query.get(name, [default])[-1]) for name, default in (("startAt", 0), ("maxResults", PAGE)))
        except ValueError as error:
            raise refusal(400, NO_PAYLOAD, why=str(error)) from error
        ordered = issue.comments[::-1] if order == "-created" else issue.comments
        most = min(most, PAGE)
        page = {"startAt": start, "maxResults": most, "total": len(ordered), "comments": ordered[start:start + most]}
        return json_answer(200, page)

    def comment(self, site, issue, body):
        self.check_known(body, COMMENT_KEYS)
        check_document(body.get("body"), "body", "comment")
        lines = adf.paragraphs(body["body"])
        if not "".join(lines).strip():
            raise refusal(400, comment="Comment body can not be empty!")
        number = str(20_000 + sum(len(issue.comments) for issue in site.issues.values()))
        comment = {"self": f"{site.address}/issue/{issue.number}/comment/{number}", "id": number, "body": body["body"],
                   "created": now(), "updated": now(), "jsdPublic": True}
        issue.comments.append(comment)
        return json_answer(201, comment, note=noted(lines[-1], issue=issue.key, incident=issue.incident))

    @staticmethod
    def transitions(site, issue, query):
        shown = [{"id": identifier, "name": name, "to": site.status(target), "hasScreen": False, "isInitial": False,
                  "isGlobal": site.workflow == "simplified", "isAvailable": True, "isConditional": False}
                 for identifier, name, target in site.transitions(issue)]
        return json_answer(200, {"expand": "transitions", "transitions": shown})

    def transition(self, site, issue, body):
        self.check_known(body, TRANSITION_KEYS)
        wanted = body.get("transition")
        identifier = wanted.get("id") if isinstance(wanted, dict) else None
        if not isinstance(identifier, str):
            raise refusal(400, "Missing 'transition' identifier")
        target = next((target for known, _, target in site.transitions(issue) if known == identifier), None)
        if target is None:
            raise refusal(400, "It seems that you have tried to perform a workflow operation that is not valid for the current "
                               f"state of this issue ({issue.key}).")
        issue.status = target
        issue.transitions.append(STATUSES[target][0])
        return Answer(204, note=noted(None, issue=issue.key, incident=issue.incident, to=STATUSES[target][2]))

    def search(self, site, body, is_stale):
        self.check_known(body, SEARCH_KEYS)
        most = body.get("maxResults", 50)
        fields = body.get("fields", ["id"])
        if not isinstance(most, int) or not 1 <= most <= 5000 or not isinstance(fields, list):
            raise refusal(400, NO_PAYLOAD, why="maxResults or fields")
        match = JQL.fullmatch(body["jql"]) if isinstance(body.get("jql"), str) else None
        if match is None:
            raise Refused(json_answer(400, {"errorMessages": ["Error in the JQL Query."], "warningMessages": []}, why="the JQL"))
        if self.projects and match["project"] not in self.projects:
            text = f"The value '{match['project']}' does not exist for the field 'project'."
            raise Refused(json_answer(400, {"errorMessages": [text], "warningMessages": []}, why=text))
        found = [issue for issue in site.issues.values() if issue.fields["project"]["key"] == match["project"].upper()
                 and match["label"] in issue.fields.get("labels", [])]
        found = [] if is_stale else found[::-1] if (match["order"] or "").upper() == "DESC" else found
        issues = [self.found(site, issue, fields) for issue in found[:most]]
        more = {"nextPageToken": "next"} if len(found) > most else {}
        incident = match["label"].removeprefix(INCIDENT)
        return json_answer(200, {"issues": issues, "isLast": not more} | more, note={"found": len(issues), "incident": incident})

    @staticmethod
    def found(site, issue, fields):
        """An issue as a search shows it: of the fields only those that were asked for."""
        wanted = {name: value for name, value in shown_fields(site, issue).items() if name in fields or "*all" in fields}
        head = {"id": str(issue.number)}
        if fields != ["id"]:
            head |= {"key": issue.key, "self": f"{site.address}/issue/{issue.number}"}
        return head | ({"fields": wanted} if wanted else {})

    def state(self):
        return {tenant: [{"key": issue.key, "incident": issue.incident, "summary": issue.fields["summary"],
                          "labels": issue.fields.get("labels", []), "status": STATUSES[issue.status][0],
                          "transitions": issue.transitions,
                          "description": adf.paragraphs(issue.fields["description"]) if issue.fields.get("description") else [],
                          "comments": [adf.paragraphs(comment["body"]) for comment in issue.comments]}
                         for issue in site.issues.values()] for tenant, site in self.sites.items()}
