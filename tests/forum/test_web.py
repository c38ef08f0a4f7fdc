"""The doors of the web: what every answer carries, what is refused before any route sees it."""

from __future__ import annotations

import re

import pytest


async def test_health(cast, site):
    answer = await site.visitor().open("/health")
    assert answer.status == 200


async def test_missing_page_is_a_page(cast, site):
    answer = await site.visitor().open("/nothing/here")
    assert answer.status == 404 and "<main" in answer.text


@pytest.mark.parametrize("origin,site_header", [("https://evil.test", ""), ("", "cross-site")])
async def test_posts_of_other_sites_are_refused(cast, site, origin, site_header):
    visitor = await site.signed_in(cast.people["norland"])
    headers = {"origin": origin} if origin else {"sec-fetch-site": site_header}
    response = await visitor.client.post("/theme", data={"theme": "dark"}, headers=headers)
    assert response.status_code == 403


async def test_headers_are_strict(cast, site):
    answer = await site.visitor().open("/nothing/here")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff" and "referrer-policy" in answer.headers


async def test_theme_is_remembered(cast, site):
    visitor = site.visitor()
    await visitor.open("/health")
    response = await visitor.client.post("/theme", data={"theme": "dark"})
    assert response.status_code in (303, 403)
    assert re.search("__Host-", response.headers.get("set-cookie", "__Host-"))
