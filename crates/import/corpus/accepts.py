"""Says which requests a description does not accept, by openapi-core.

Takes a folder with descriptions and with `requests.jsonl`, one request a line. Ends with 1 if one is
refused.
"""

import base64
import collections
import json
import pathlib
import sys
import urllib.parse

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest
from werkzeug.datastructures import ImmutableMultiDict

# What the validator itself cannot do, by words of its errors, and how many requests that may be at most.
UNSUPPORTED = {
    # It does not know how to read them: `content` of parameters, forms with JSON inside, `deepObject`
    # in some places.
    "DeserializeError": 10,
    # Paths of style `label`.
    "'.petId*'": 4,
    # Slashes in a value of the path, which are encoded.
    "PathNotFound": 10,
    # Ranges of media types.
    "MediaTypeNotFound": 4,
    # Files are bytes to it, and so no strings.
    "b'hello' is not of type": 12,
    # Two placeholders side by side: it takes the first for all of it.
    "'' is not one of": 8,
}

METHODS = {"get", "put", "post", "delete", "patch"}


def prepared(text):
    """The description with one server, and open to everybody."""
    description = json.loads(text)
    description["servers"] = [{"url": "http://api.test"}]
    description.pop("security", None)
    for item in description["paths"].values():
        item.pop("servers", None)
        for method, operation in item.items():
            if method in METHODS:
                operation.pop("servers", None)
                operation.pop("security", None)
    read = {name: json.loads for name in media_types(description) if "json" in name}
    config = Config(spec_validator_cls=None, extra_media_type_deserializers=read)
    return OpenAPI.from_dict(description, config=config)


def media_types(value):
    """All media types of a description."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "content" and isinstance(inner, dict):
                yield from inner
            yield from media_types(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from media_types(inner)


def mocked(request):
    """The request, as the validator takes it."""
    path, _, query = request["path"].partition("?")
    headers = {name: value for name, value in request["headers"]}
    cookies = {}
    for pair in filter(None, headers.pop("cookie", "").split("; ")):
        name, _, value = pair.partition("=")
        cookies[name] = urllib.parse.unquote(value)
    body = bytes(request["body"]) if request["body"] is not None else None
    return MockRequest(
        "http://api.test",
        request["method"].lower(),
        urllib.parse.unquote(path),
        args=ImmutableMultiDict(urllib.parse.parse_qsl(query, keep_blank_values=True)),
        headers=headers,
        cookies=cookies,
        data=body,
        content_type=headers.get("content-type", "application/json"),
    )


def causes(error):
    """The errors that led to this one, the first last."""
    found = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    known, accepted = {}, 0
    unsupported, refused = collections.Counter(), []
    for line in (folder / "requests.jsonl").read_text().splitlines():
        case = json.loads(line)
        name = case["document"]
        if name not in known:
            known.clear()
            known[name] = prepared((folder / name).read_text())
        try:
            known[name].validate_request(mocked(case["request"]))
            accepted += 1
        except Exception as error:
            found = causes(error)
            kinds = [type(cause).__name__ for cause in found]
            messages = []
            for cause in found:
                messages += [str(e.message) for e in getattr(cause, "schema_errors", [])] or [str(cause)]
            told = f"{name} {case['operation']}: {kinds}: {messages[-1][:300]}"
            kind = next((kind for kind in UNSUPPORTED if kind in told), None)
            if kind is None:
                refused.append(f"{told}\n    {case['request']['method']} {case['request']['path']}\n"
                               f"    {case['request']['arguments'][:400]}")
            else:
                unsupported[kind] += 1
                print(f"not looked at: {told}", file=sys.stderr)
    print(f"{accepted} requests accepted, {len(refused)} refused, not looked at: {dict(unsupported)}")
    print("\n".join(refused))
    too_many = [kind for kind, count in unsupported.items() if count > UNSUPPORTED[kind]]
    if refused or too_many:
        sys.exit(f"{len(refused)} refused, too many not looked at: {too_many}")


main()
