"""The door: no request costs more than it may, half of one is none, and what goes wrong is a page."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import urlencode

import pytest

from forum.database import engine
from forum.record.queries import head
from forum.serving.app import Doors, litestar_app
from forum.serving.bodies import read_form
from forum.serving.bounds import FIELDS, FILE, FORM, HEADERS, PATH, QUERY
from forum.serving.cache import ENTRIES, Kept, Key, PageCache
from forum.serving.headers import ALWAYS
from forum.serving.safe import only
from forum.serving.ticking import LATE, Ticking
from forum.settings import Settings
from forum.threads.tables import Comment
from forum.web.visit import Typed
from tests.drafts.setting import clause

URLENCODED = b"application/x-www-form-urlencoded"


def example(path: str) -> str:
    """An address of this route."""
    parts = [part.strip("{}").split(":") for part in path.split("/")]
    return "/".join({"int": "7", "str": "abc"}[part[1]] if len(part) > 1 else part[0] for part in parts)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    import comity

    return litestar_app(Settings(data=str(tmp_path_factory.mktemp("door"))), comity.PARTS)


def post_paths(app) -> list[str]:
    return sorted({example(r.path) for r in app.routes for h in r.route_handlers if "POST" in h.http_methods})


async def ask(app, path: str, messages: list[dict[str, Any]], *headers: tuple[bytes, bytes], method: str = "POST"):
    """(status, headers, body, messages that were not taken); when it answered."""
    sent, waiting = [], list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message) -> None:
        sent.append(message)
        if message["type"] == "http.response.start":
            left.append(len(waiting))

    left: list[int] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "https",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "server": ("forum.test", 443),
        "client": ("192.0.2.1", 1), "headers": [(b"host", b"forum.test"), *headers], "state": {},
    }  # fmt: skip
    await app(scope, receive, send)
    if not sent:
        return None
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent[1:]), left[0]


def chunks(size: int, piece: int = 65536) -> list[dict[str, Any]]:
    return [{"type": "http.request", "body": b"a=&" * (piece // 3), "more_body": True} for _ in range(size // piece)]


async def test_no_route_reads_a_body_that_says_it_is_too_large(app):
    assert len(post_paths(app)) > 80
    for path in post_paths(app):
        for kind in (URLENCODED, b"multipart/form-data; boundary=x", b"application/json"):
            length = (b"content-length", b"12000000")
            status, headers, body, left = await ask(Doors(app), path, chunks(2**20), (b"content-type", kind), length)
            assert (status, left) == (413, 16), f"{path}: {status}, {left} of 16 pieces were left"
            assert b"<h1>" in body and b"Nothing was saved" in body and is_safe(headers)


def is_safe(headers: dict[bytes, bytes]) -> bool:
    return {name.encode() for name in ALWAYS} | {b"content-security-policy"} <= set(headers)


async def test_no_route_reads_on_when_a_body_of_chunks_grows_too_large(app):
    pieces = [*chunks(4 * FORM), {"type": "http.request", "body": b"", "more_body": False}]
    for path in post_paths(app):
        status, _, _, left = await ask(Doors(app), path, pieces, (b"content-type", URLENCODED))
        assert status == 413 and left > len(pieces) * 0.7, path


async def test_many_fields_are_refused_before_they_are_parsed(app):
    body = b"a=&" * (FIELDS + 1)
    answer = await ask(Doors(app), "/theme", whole(body), (b"content-type", URLENCODED))
    assert answer[0] == 413 and b"2,000 fields" in answer[2]


def whole(body: bytes) -> list[dict[str, Any]]:
    return [{"type": "http.request", "body": body, "more_body": False}]


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (URLENCODED, b"theme=%FF%FE", 400),
        (URLENCODED, b"theme=\xff\xfe", 400),
        (b"multipart/form-data; boundary=x",
         b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n', 400),
        (b"multipart/form-data; boundary=x", b"nothing of the kind", 400),
        (b"multipart/form-data", b"x", 400),
        (b"multipart/form-data; boundary=x", b"".join(
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' for _ in range(1001)) + b"--x--\r\n", 400),
    ],
)  # fmt: skip
async def test_a_form_that_cannot_be_read_is_a_sentence(app, kind, body, status):
    found, headers, page, _ = await ask(Doors(app), "/theme", whole(body), (b"content-type", kind))
    assert found == status and b"Nothing was saved" in page and is_safe(headers)


@pytest.mark.parametrize(
    ("path", "query", "headers", "status"),
    [
        ("/" + "a" * PATH, b"", (), 414),
        ("/about", b"a" * (QUERY + 1), (), 414),
        ("/about", b"", ((b"x-odd", b"a" * HEADERS),), 431),
        ("/about", b"", tuple((b"x-%d" % n, b"a" * 100) for n in range(300)), 431),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
async def test_first_lines_are_bounded(app, path, query, headers, status, method):
    door = Doors(app)

    async def with_query(scope, receive, send) -> None:
        await door({**scope, "query_string": query}, receive, send)

    found, sent, _, _ = await ask(with_query, path, [], *headers, method=method)
    assert found == status and is_safe(sent)


@pytest.mark.parametrize("cut", [1, 40, 200])
async def test_half_a_form_is_not_acted_on(cast, site, cut):
    at, visitor = await clause(cast), await site.signed_in(cast.people["norland"])
    await visitor.open(at.path)
    target, values = visitor.filled(
        "/comments", stance="concern", body="We accept it, but only if nothing else changes." * 5
    )
    body, target = urlencode(values).encode(), target.partition("#")[0]
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items()).encode()
    headers = ((b"content-type", URLENCODED), (b"cookie", cookie))
    gone = [{"type": "http.request", "body": body[:-cut], "more_body": True}, {"type": "http.disconnect"}]
    assert await ask(site.transport.app, target, gone, *headers) is None
    short = whole(body[:-cut])
    answer = await ask(site.transport.app, target, short, *headers, (b"content-length", str(len(body)).encode()))
    assert answer[0] == 400 and not await Comment.exists()
    assert (await ask(site.transport.app, target, whole(body), *headers))[0] == 303 and await Comment.count() == 1


async def test_a_large_file_needs_an_open_session_and_the_forms_token(cast, site):
    path, part = "/instruments/code/word", b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    visitor = await site.signed_in(cast.people["norland"])
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items()).encode()
    kind = (b"content-type", b"multipart/form-data; boundary=x")
    file = part % (b"file", b'; filename="a.docx"', b"a" * (2 * FORM))
    body = part % (b"_csrf", b"", b"wrong") + file + b"--x--\r\n"
    length = (b"content-length", str(len(body)).encode())
    status, _, page, left = await ask(site.transport.app, path, whole(body), kind, length)
    assert (status, left) == (413, 1) and b"512 kB" in page
    status, _, page, left = await ask(site.transport.app, path, whole(body), kind, length, (b"cookie", cookie))
    assert status == 403 and b"out of date" in page
    over = (b"content-length", str(FILE + 1).encode())
    status, _, page, left = await ask(site.transport.app, path, [], kind, over, (b"cookie", cookie))
    assert status == 413 and b"12 MB" in page


def test_pages_are_kept_within_bounds_keys_included():
    cache, page = PageCache(limit=4_000_000, aside=1_000_000), Kept([], b"76 bytes")
    cache.get(Key("/", b"", "", False), 1)
    for n in range(9000):
        cache.put(Key(f"/record/{n}", b"", "", False), 1, page)
        cache.put(Key("/record", b"kind=" + b"a" * 3000 + str(n).encode(), "", False), 1, page)
    assert cache.used() < 4_000_000 and len(cache.plain) <= ENTRIES
    assert cache.get(Key("/record/8999", b"", "", False), 1) is page
    cache.get(Key("/", b"", "", False), 2)
    assert cache.used() == 0


def test_odd_queries_throw_out_no_page():
    cache, page = PageCache(limit=4_000_000, aside=1_000_000), Kept([], b"a" * 1000)
    cache.get(Key("/", b"", "", False), 1)
    cache.put(Key("/about", b"", "", False), 1, page)
    for n in range(5000):
        cache.put(Key("/about", str(n).encode(), "", False), 1, page)
    assert cache.get(Key("/about", b"", "", False), 1) is page


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (b"", b""),
        (b"a=1&order=time&b", b"order=time"),
        (b"%6Frder=x", b"%6Frder=x"),
        (b"&&=", b""),
        (b"order=1&order=2", b"order=1&order=2"),
    ],
)
def test_a_query_keeps_only_what_the_page_reads(query, kept):
    assert only(query, frozenset({"order"})) == kept


async def test_one_page_is_kept_once_whatever_odd_things_it_is_asked_with(cast, site):
    pages = site.transport.app.pages
    for n in range(20):
        await site.visitor().open(f"/about?{n}", hx_target="a" * n, x_odd=str(n))
    assert len(pages.cache.plain) == 1 and not len(pages.cache.queried)


async def test_ready_says_what_is_late(cast, site):
    visitor, ticking = site.visitor(), site.transport.app.app.state.ticking
    answer = await visitor.open("/ready")
    assert answer.status == 200 and answer.headers["cache-control"] == "no-store"
    ticking.beats["hangs"] = time.monotonic() - LATE - 1
    answer = await visitor.open("/ready")
    assert answer.status == 503 and "hangs" in answer.text and (await visitor.open("/health")).status == 200


async def test_one_tick_that_hangs_holds_up_no_other(settings):
    done = asyncio.Event()

    async def hangs(settings: Settings) -> None:
        await asyncio.sleep(3600)

    async def fails(settings: Settings) -> None:
        raise ValueError

    async def works(settings: Settings) -> None:
        done.set()

    ticking = Ticking(settings, (hangs, fails, works))
    running = asyncio.create_task(ticking.run())
    await asyncio.wait_for(done.wait(), 5)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_full_disk_is_a_page_that_keeps_what_was_typed(cast, site):
    at, visitor = await clause(cast), await site.signed_in(cast.people["norland"])
    await visitor.open(at.path)
    writer = engine().writer
    pages = writer.execute("PRAGMA page_count").fetchone()["page_count"]
    writer.execute(f"PRAGMA max_page_count = {pages}")
    answer = await visitor.send("/comments", stance="concern", body="Kept word for word. " * 400)
    assert answer.status == 503 and answer.headers["retry-after"] == "10" and "Not saved yet" in answer.words
    assert "Kept word for word. " * 399 in answer.text and is_safe({n.encode(): v for n, v in answer.headers.items()})
    assert (await visitor.open(at.path)).status == 200
    visitor.at = answer
    writer.execute("PRAGMA max_page_count = 1000000")
    again = await visitor.send("/comments")
    assert again.status == 200 and await Comment.count() == 1


def test_what_was_typed_answers_its_last_values_and_keeps_all():
    typed = Typed((("a", "1"), ("b", "2"), ("a", "3")))
    assert (typed["a"], dict(typed), len(typed), typed.get("c", "")) == ("3", {"a": "3", "b": "2"}, 2, "")


async def test_what_was_typed_keeps_the_order_of_the_form():
    typed = [(name, "") for name in ("stance", "body", "pick", "resolution", "pick", "start", "end", "quote")]
    scope = {"type": "http", "headers": [(b"content-type", URLENCODED)], "state": {}}
    await read_form(scope, urlencode(typed).encode())
    assert scope["state"]["typed"].pairs == tuple(typed)


async def test_the_record_did_not_move(cast, site):
    before = (await head()).size
    await site.visitor().post("/theme", {"theme": "dark"})
    await asyncio.sleep(0)
    assert (await head()).size == before
