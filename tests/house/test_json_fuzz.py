"""The JSON routes keep to what /schema says of them, whatever they are asked: schemathesis makes the questions."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from comity import create_app
from forum.opening import opened
from forum.settings import Settings
from tests.cast import enter


@pytest.fixture
def operations(sqlite_template: Path, tmp_path: Path) -> list:
    shutil.copy(sqlite_template, tmp_path / "comity.sqlite")
    own = Settings(data=str(tmp_path))
    asyncio.run(_begin(own))
    schema = schemathesis.openapi.from_asgi("/schema/openapi.json", create_app(own))
    return [each.ok() for each in schema.get_all_operations()]


async def _begin(own: Settings) -> None:
    async with opened(own):
        await enter()


def test_json_routes_keep_to_their_description(operations) -> None:
    assert len(operations) >= 6
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        def ask(case) -> None:
            case.call_and_validate()

        ask()
