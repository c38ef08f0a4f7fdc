"""Registrars, owners and blocs, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from drafts.ballots.actions import open_ballot
from drafts.ballots.ownership_changes import ownership_since
from drafts.ballots.rolls import entitled
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.mail.tables import Letter
from forum.organisations import accrediting, applications, blocs, ownership, queries
from forum.organisations.tables import Accreditation, Organisation
from forum.record.actions import append
from forum.record.verify_rows import check_rows
from forum.record.vouched import vouched_tables
from tests.drafts.setting import tabled


async def forward(cast) -> None:
    await accrediting.put_forward(await cast.who("secretariat"), "latecomer")


async def give(cast, group: str, view: str = "accredit", grounds: str = "It is what it says.") -> str:
    return await accrediting.give_grounds(await cast.who(f"registrar.{group}"), "latecomer", view, grounds)


async def test_two_registrars_accredit_and_a_third_is_told(cast):
    await forward(cast)
    assert [await give(cast, "industry"), await give(cast, "government")] == ["", "accredited"]
    assert (await queries.organisation("latecomer")).accredited_at and (await cast.who("latecomer")).speaking.accredited
    with pytest.raises(Conflict):
        await give(cast, "civil-society")
    with pytest.raises(Conflict):
        await forward(cast)
    assert await check_rows(vouched_tables(), lambda *_: None)


async def test_two_refuse_and_the_organisation_is_told_how_to_ask_again(cast):
    await forward(cast)
    assert [await give(cast, group, "refuse", "Nobody answers there.") for group in ("industry", "government")] == [
        "",
        "refused",
    ]
    assert not (await queries.organisation("latecomer")).accredited_at and (await applications.refused("latecomer"))
    letter = await Letter.select(Letter.body).where(Letter.recipient == "latecomer@forum.test").first()
    assert "ask a panel" in letter["body"]


@pytest.mark.parametrize(
    "key,error",
    [("secretariat", NotAllowed), ("moderator.industry", NotAllowed), ("cobalt", NotAllowed), ("reader", NotAllowed)],
)
async def test_nobody_else_gives_grounds(cast, key, error):
    await forward(cast)
    with pytest.raises(error):
        await accrediting.give_grounds(await cast.who(key), "latecomer", "accredit", "x")


async def test_two_at_once_of_one_group_and_of_two(cast):
    await forward(cast)
    who = [await cast.who(f"registrar.{group}") for group in ("industry", "industry", "government", "civil-society")]
    done = await asyncio.gather(
        *(accrediting.give_grounds(each, "latecomer", "accredit", "x") for each in who), return_exceptions=True
    )
    assert (
        sum(each == "accredited" for each in done) == 1
        and await Accreditation.count().where(Accreditation.application.is_not_null()) == 1
    )
    assert sum(isinstance(each, (Conflict, NotAllowed)) for each in done) == 2


async def test_the_page_says_what_it_would_change_and_takes_grounds(cast, site):
    await Organisation.update({Organisation.parent: cast.organisations["cobalt"]}).where(
        Organisation.slug == "latecomer"
    )
    await forward(cast)
    page = await site.visitor().open("/organisations/latecomer/accreditation")
    assert (
        "Industry would have 3 accredited organisations instead of 2, of 7 in all." in page.words
        and "1 accredited organisation of the same owner: Cobalt Cloud" in page.words
    )
    registrar = await site.signed_in(cast.people["registrar.industry"])
    await registrar.open("/organisations/latecomer/accreditation")
    refused = await registrar.send("/grounds", view="refuse", grounds="")
    assert refused.status == 422 and "Say why" in refused.words
    assert "Do not accredit" in (await registrar.send("/grounds", grounds="It has no address.")).words
    late = await site.signed_in(cast.people["registrar.government"])
    await late.open("/organisations/latecomer/accreditation")
    target, values = late.filled("/grounds", view="refuse", grounds="I came late.")
    await give(cast, "civil-society", "refuse")
    answer = await late.post(target, values)
    assert answer.status == 409 and "decided in the meantime" in answer.words
    assert (await site.visitor().open("/organisations/cobalt/accreditation")).status == 404


@pytest.mark.parametrize(
    "who,owner,grounds,error",
    [
        ("lumen", "cobalt", "Register 7.", None),
        ("secretariat", "cobalt", "Register 7.", None),
        ("cobalt", "cobalt", "x", NotAllowed),
        ("lumen", "lumen", "x", Invalid),
        ("lumen", "cobalt", "", Invalid),
        ("lumen", "nobody", "x", NotFound),
        ("lumen", "", "x", Conflict),
        ("reader", "cobalt", "x", NotAllowed),
    ],
)
async def test_owners_are_declared_by_the_head_or_the_secretariat(cast, who, owner, grounds, error):
    if error:
        with pytest.raises(error):
            await ownership.declare(await cast.who(who), "lumen", owner, grounds)
        return
    await ownership.declare(await cast.who(who), "lumen", owner, grounds)
    assert (await queries.organisation("lumen")).parent == owner
    with pytest.raises(Invalid):
        await ownership.declare(await cast.who("cobalt"), "cobalt", "lumen", "A circle.")
    assert {each.slug: each.owner for each in await entitled()}["lumen"] == "cobalt"
    assert await check_rows(vouched_tables(), lambda *_: None)


async def test_owners_are_searched_and_declared_over_http(cast, site):
    head = await site.signed_in(cast.people["lumen"])
    await head.open("/organisations/lumen")
    await head.follow("Declare who owns it")
    assert (await head.send("/ownership", owner="cobalt", grounds="")).status == 422
    page = await head.send("/ownership", grounds="Register of companies, entry 7.")
    assert "entry 7" in page.words and "Owned by Cobalt Cloud" in page.words
    public = site.visitor()
    assert "Lumen Networks, Industry" in (await public.open("/organisations/owners")).words
    assert (
        "Lumen" in (await public.open("/organisations/owners?q=lumen")).words
        and "No owner of this name" in (await public.open("/organisations/owners?q=norland")).words
    )
    assert (await (await site.signed_in(cast.people["cobalt"])).open("/organisations/lumen/ownership")).status == 403


async def test_an_open_ballot_keeps_its_roll_and_shows_the_change(cast, site):
    ballot = await open_ballot(await cast.who("secretariat"), await tabled(cast), now() + timedelta(days=30))
    assert await ownership_since(ballot) == ()
    await ownership.declare(await cast.who("lumen"), "lumen", "cobalt", "Register 7.")
    says = (
        "Lumen Networks belonged to nobody when the roll was frozen; "
        "now it counts with Cobalt Cloud, which votes here too."
    )
    assert await ownership_since(ballot) == (says,)
    assert says in (await site.visitor().open(f"/ballots/{ballot}")).words


async def test_a_bloc_counts_as_one_in_rolls_from_then_on(cast, site):
    members = [cast.organisations[slug] for slug in ("openrights", "norland", "lumen")]
    async with atomic():
        id, rows = await blocs.count_as_one("The three", members, "/investigations/1")
        await append("bloc.counted", "/organisations", "Three count as one.", *rows)
    assert {each.slug: each.owner for each in await entitled() if each.organisation in members} == dict.fromkeys(
        ("norland", "lumen", "openrights"), "norland"
    )
    assert "Counted as one voice with others (The three)" in (await site.visitor().open("/organisations/lumen")).words
    async with atomic():
        await append("bloc.ended", "/organisations", "It ended.", await blocs.end_bloc(id, "They went apart."))
    assert {each.slug: each.owner for each in await entitled()}["lumen"] == "lumen"
