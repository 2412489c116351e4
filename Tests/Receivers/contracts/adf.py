"""The Atlassian Document Format: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/.

Its known nodes are doc, paragraph, text without marks, hardBreak; another one is refused. Jira bounds a field's whole
document, as JSON, and not only its words.
"""
import json

LONGEST = 32_767  # characters of a document as compact JSON


class Invalid(Exception):
    """The fault of a document; Jira itself only says INVALID_INPUT."""


def check_keys(node, what, required, optional=()):
    if not isinstance(node, dict):
        raise Invalid(f"{what} is no object")
    if missing := set(required) - set(node):
        raise Invalid(f"{what} has no {sorted(missing)[0]}")
    if unknown := set(node) - set(required) - set(optional):
        raise Invalid(f"{what} must not have {sorted(unknown)[0]}")


def check_inline(node, what):
    kind = node.get("type") if isinstance(node, dict) else None
    if kind == "text":
        check_keys(node, what, ("type", "text"))
        if not isinstance(node["text"], str) or node["text"] == "":
            raise Invalid(f"{what} has no text")
    elif kind == "hardBreak":
        check_keys(node, what, ("type",))
    else:
        raise Invalid(f"{what} is of type {kind!r}")


def check(document):
    check_keys(document, "the document", ("type", "version", "content"))
    if document["type"] != "doc" or document["version"] != 1 or isinstance(document["version"], bool):
        raise Invalid("the document is no doc of version 1")
    if not isinstance(document["content"], list):
        raise Invalid("content is no list")
    for number, node in enumerate(document["content"]):
        what = f"content[{number}]"
        check_keys(node, what, ("type",), ("content",))
        if node["type"] != "paragraph" or not isinstance(node.get("content", []), list):
            raise Invalid(f"{what} is no paragraph with a list of content")
        for place, inline in enumerate(node.get("content", [])):
            check_inline(inline, f"{what}.content[{place}]")


def is_document(value):
    return isinstance(value, dict) and value.get("type") == "doc"


def is_too_long(document):
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False)) > LONGEST


def paragraphs(document):
    """The text of each paragraph."""
    return ["".join("\n" if node["type"] == "hardBreak" else node["text"] for node in paragraph.get("content", []))
            for paragraph in document["content"]]
