"""The description of the JSON routes: it is one, it lists them all and nothing else, and they keep to it."""

from __future__ import annotations

import json

import pytest

LISTED = {"/health", "/ballots/{ballot}/record.json", "/rationales/{rationale}/figures.json"}


@pytest.fixture
async def schema(cast, site) -> dict:
    answer = await site.visitor().open("/schema")
    assert answer.status == 200
    return json.loads(answer.text)


async def test_it_lists_the_json_routes_and_no_page(schema):
    assert schema["openapi"].startswith("3.") and LISTED <= set(schema["paths"])
    types = {
        kind
        for path in schema["paths"].values()
        for operation in path.values()
        for response in operation["responses"].values()
        for kind in response.get("content", {})
    }
    assert types <= {"application/json", "text/plain"}
    assert all(set(path) <= {"get"} for path in schema["paths"].values())


async def test_every_path_parameter_is_bounded_and_said(schema):
    for path, operations in schema["paths"].items():
        said = {each["name"]: each["schema"] for each in operations["get"].get("parameters", ())}
        for name in (part[1:-1] for part in path.split("/") if part.startswith("{")):
            assert name in said, f"{path} does not describe {name}"
            if said[name].get("type") == "integer":
                assert "minimum" in said[name] and "maximum" in said[name], f"{path}: {name} has no bounds"


@pytest.mark.parametrize("value", ["0", "-1", "9223372036854775808", "x", "1e3", "%00", "99999999999999999999999999"])
async def test_what_is_out_of_bounds_is_no_error_of_ours(schema, site, value):
    visitor = site.visitor()
    for path in schema["paths"]:
        if "{" in path:
            filled = "/".join(value if part.startswith("{") else part for part in path.split("/"))
            there = path.startswith("/record/") and value == "0"  # entries are numbered from 0
            assert (await visitor.open(filled)).status in ((200,) if there else (400, 404)), filled
