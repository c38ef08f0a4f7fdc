"""Every row of the table of standings, on both engines: it is given, its right ends, it is used. What is counted counts
no more, and what stays stays; without the end, all of it counts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

import pytest

from drafts.amendments import actions as amendments
from drafts.amendments import queries as amendment_queries
from drafts.ballots.actions import close, open_ballot, open_on_motion
from drafts.ballots.annulling import actions as annulling
from drafts.ballots.published import Published
from drafts.ballots.tables import Ballot
from drafts.brackets import actions as brackets
from drafts.brackets.queries import places
from drafts.exchange.markdown import read_markdown
from drafts.instruments import actions as instruments
from drafts.motions.actions import propose_method
from drafts.rationales import actions as rationales
from drafts.sealing import passphrases
from drafts.sealing.trustees import standing as trustees
from forum.clock import now
from forum.errors import Conflict, NotAllowed, Unlawful
from forum.organisations import accrediting
from forum.organisations import actions as organisations
from forum.organisations.tables import Organisation
from forum.people import actions as people
from forum.people.invitations import find, invite
from forum.people.queries import identity_of
from forum.people.recovery import send_new_password
from forum.people.tables import Mandate, Office
from forum.settings import Settings
from forum.threads.answering import agree
from forum.threads.queries import comments_on, counts
from moderation.alarms import actions as alarms
from moderation.alarms import queries as alarm_queries
from moderation.alarms.tables import Alarm
from moderation.balance import actions as balance
from moderation.balance.floors import standing as floors
from moderation.cases import actions as cases
from moderation.cases.tending import tend
from moderation.panels.drawing import successor
from moderation.panels.queries import seats_of
from moderation.panels.tables import Panel
from moderation.rules import standing
from moderation.rules.standing import ACCREDITATION, MANDATE, OFFICE, OWNER, STANDINGS
from tests.cast import Cast
from tests.drafts.ballot_setting import CLOSE, HEADS, Time, opened, vote
from tests.drafts.rationale_setting import adopt, written
from tests.drafts.setting import bring, clause, drafted, tabled
from tests.drafts.test_brackets import TEXT as BRACKETS
from tests.drafts.test_trustees import keyed, released
from tests.forum.test_invitations import HERE, join, link
from tests.forum.test_threads import CLAUSE, say
from tests.moderation.setting import boycotted, reported, travel


@dataclass
class Play:
    """One scene. `ended` says whether rights end in it; `ends` which kinds did, or would have."""

    cast: Cast
    settings: Settings
    monkeypatch: pytest.MonkeyPatch
    ended: bool
    ends: set[str] = field(default_factory=set)

    async def end(self, kind: str, key: str, of: str = "") -> None:
        """The right of a person or an organisation. OWNER: the person comes to speak for `of`, the organisation to be
        owned by it."""
        self.ends.add(kind)
        if self.ended:
            await _ENDS[kind](self.cast, key, of)

    async def does(self, act: Awaitable[object]) -> bool:
        try:
            await act
        except (Conflict, NotAllowed, Unlawful):
            return False
        return True

    async def ballot_opens(self, amendment: int) -> bool:
        return await self.does(open_ballot(await self.who("secretariat"), amendment, now() + timedelta(days=60)))

    async def who(self, key: str):
        return await self.cast.who(key)


async def _accreditation(cast: Cast, key: str, _: str) -> None:
    await organisations.end_accreditation(await cast.who("secretariat"), key, "It asked for it.")


async def _mandate(cast: Cast, key: str, _: str) -> None:
    row = await Mandate.select(Mandate.id).where(Mandate.participant == cast.people[key]).first()
    await people.end_mandate(None, row["id"])


async def _office(cast: Cast, key: str, _: str) -> None:
    row = await Office.select(Office.id).where(Office.participant == cast.people[key]).first()
    await people.end_office(None, row["id"])


async def _owner(cast: Cast, key: str, of: str) -> None:
    if key in cast.organisations:
        parent = {Organisation.parent: cast.organisations[of]}
        await Organisation.update(parent).where(Organisation.id == cast.organisations[key])
    else:
        await people.give_mandate(None, cast.people[key], of, "observer")


_ENDS = {ACCREDITATION: _accreditation, MANDATE: _mandate, OFFICE: _office, OWNER: _owner}
SCENES: dict[str, Callable[[Play], Awaitable[bool]]] = {}


def scene(key: str):
    def keep(played):
        SCENES[key] = played
        return played

    return keep


@scene("sponsor")
async def _(play: Play) -> bool:
    amendment = await tabled(play.cast)
    await play.end(ACCREDITATION, "cobalt")
    return await play.ballot_opens(amendment)


@scene("proposer")
async def _(play: Play) -> bool:
    amendment = await tabled(play.cast)
    await play.end(ACCREDITATION, "norland")
    return await play.ballot_opens(amendment)


@scene("sponsor-owner")
async def _(play: Play) -> bool:
    amendment = await tabled(play.cast, who="cobalt", sponsor="openrights")
    await play.end(OWNER, "openrights", "cobalt")
    return await play.ballot_opens(amendment)


async def _grounds(play: Play, kind: str) -> bool:
    await accrediting.put_forward(await play.who("secretariat"), "latecomer")
    await accrediting.give_grounds(await play.who("registrar.industry"), "latecomer", "accredit", "I know it.")
    await play.end(kind, "registrar.industry", "latecomer")
    second = await play.who("registrar.government")
    return await accrediting.give_grounds(second, "latecomer", "accredit", "So do I.") == "accredited"


@scene("grounds")
async def _(play: Play) -> bool:
    return await _grounds(play, OFFICE)


@scene("grounds-owner")
async def _(play: Play) -> bool:
    return await _grounds(play, OWNER)


@scene("alarm")
async def _(play: Play) -> bool:
    row = Alarm(kind="onset", key="k", about="/instruments/code", says="Much.", figures="{}", raised_at=now())
    await row.save()
    await alarms.give_view(await play.who("moderator.government"), row.id, "confirm", "It is much.")
    await play.end(OFFICE, "moderator.government")
    return await alarms.give_view(await play.who("moderator.industry"), row.id, "confirm", "Yes.") == "confirmed"


async def _waived(play: Play, kind: str) -> bool:
    asked = (await boycotted(play.cast, play.settings), "heard", "civil-society", "They were asked twice.")
    await balance.waive(await play.who("moderator.industry"), *asked)
    await play.end(kind, "moderator.industry", "norland")
    return await balance.waive(await play.who("moderator.government"), *asked) == ()


@scene("waiver")
async def _(play: Play) -> bool:
    return await _waived(play, OFFICE)


@scene("waiver-owner")
async def _(play: Play) -> bool:
    return await _waived(play, OWNER)


@scene("rationale")
async def _(play: Play) -> bool:
    time, amendment = Time(play.monkeypatch), await tabled(play.cast)
    await adopt(play.cast, time, amendment)
    rationale = await written(play.cast, amendment)
    await play.end(OFFICE, "rapporteur.industry")
    return await play.does(rationales.approve(await play.who("rapporteur.government"), rationale))


@scene("annulment")
async def _(play: Play) -> bool:
    Time(play.monkeypatch)
    ballot = await opened(play.cast)
    await people.appoint(None, play.cast.people["reader"], "secretariat")
    await annulling.propose(await play.who("secretariat"), ballot, "The wrong day.")
    await play.end(OFFICE, "secretariat")
    return await play.does(annulling.confirm(await play.who("moderator.industry"), ballot))


@scene("agreement")
async def _(play: Play) -> bool:
    await say(play.cast, "norland")
    second = await say(play.cast, "norland")
    await agree(await play.who("cobalt"), second)
    await play.end(ACCREDITATION, "cobalt")
    first = (await comments_on(CLAUSE, "bridging"))[0]
    return first.id == second and bool(first.agreeing_groups)


@scene("stand")
async def _(play: Play) -> bool:
    await instruments.bring(await play.who("secretariat"), read_markdown(BRACKETS), "code", "About.")
    at = await clause(play.cast)
    await brackets.hold(await play.who("cobalt"), at.id, 1, 8, 0)
    await play.end(ACCREDITATION, "cobalt")
    return not (await places(at))[0].choices[0].holders[0].lost


@scene("heard")
async def _(play: Play) -> bool:
    await bring(play.cast)
    await balance.set_floors(await play.who("secretariat"), "code", Fraction(1, 2), None, 10, "So that all are heard.")
    amendment = await tabled(play.cast)
    await balance.pass_without_comment(await play.who("tidewater"), amendment)
    await play.end(ACCREDITATION, "tidewater")
    travel(play.monkeypatch, days=11)
    return not (await floors(amendment)).missing


async def _trustee(play: Play, kind: str) -> bool:
    await keyed(play.cast, "norland", "cobalt")
    await play.end(kind, "cobalt")
    return bool((await trustees()).verdict)


@scene("trustee")
async def _(play: Play) -> bool:
    return await _trustee(play, MANDATE)


@scene("trustee-organisation")
async def _(play: Play) -> bool:
    return await _trustee(play, ACCREDITATION)


@scene("invitation")
async def _(play: Play) -> bool:
    asked = {"name": "New", "email": "new@forum.test", "kind": "delegate", "organisation": "norland"}
    await invite(await play.who("norland"), HERE, **asked)
    await play.end(MANDATE, "norland")
    return await play.does(join(await link()))


@scene("invitation-office")
async def _(play: Play) -> bool:
    await people.appoint(None, play.cast.people["reader"], "secretariat")
    asked = {"name": "New", "email": "new@forum.test", "office": "moderator", "group": "industry"}
    await invite(await play.who("secretariat"), HERE, **asked)
    await play.end(OFFICE, "secretariat")
    return (await find(await link())).state == "open" and await play.does(join(await link()))


@scene("password")
async def _(play: Play) -> bool:
    await people.appoint(None, play.cast.people["reader"], "secretariat")
    await send_new_password(await play.who("secretariat"), HERE, play.cast.people["cobalt"])
    await play.end(OFFICE, "secretariat")
    return await play.does(join(await link()))


@scene("draw")
async def _(play: Play) -> bool:
    case = await reported(play.cast)
    panel, seat = await Panel.objects().where(Panel.case == case).first(), (await seats_of(case))[0]
    next_one = await successor(panel, seat)
    keys = {id: key for key, id in play.cast.people.items()}
    await play.end(OFFICE, keys[next_one.participant])
    return (await successor(panel, seat)) == next_one


@scene("support-of-person")
async def _(play: Play) -> bool:
    amendment = await tabled(play.cast)
    await play.end(MANDATE, "cobalt")
    return await play.ballot_opens(amendment)


@scene("tabled-and-voted")
async def _(play: Play) -> bool:
    amendment = await tabled(play.cast)
    await play.ballot_opens(amendment)
    await play.end(ACCREDITATION, "cobalt")
    return len((await amendment_queries.amendment(amendment)).standing_sponsors) == 2


@scene("roll")
async def _(play: Play) -> bool:
    Time(play.monkeypatch)
    ballot = await opened(play.cast)
    await play.end(ACCREDITATION, "cobalt")
    return await play.does(vote(play.cast, ballot, ["cobalt"]))


@scene("vote")
async def _(play: Play) -> bool:
    time = Time(play.monkeypatch)
    ballot = await opened(play.cast)
    await vote(play.cast, ballot, HEADS)
    await play.end(MANDATE, "cobalt")
    time.now = CLOSE + timedelta(minutes=1)
    await close(ballot)
    row = await Ballot.objects().where(Ballot.id == ballot).first()
    return "cobalt" in {each.organisation for each in Published.of(row.record).casts}


@scene("share")
async def _(play: Play) -> bool:
    time = Time(play.monkeypatch)
    await keyed(play.cast, "norland", "cobalt")
    ballot = await opened(play.cast)
    await play.end(MANDATE, "cobalt")
    time.now = CLOSE + timedelta(minutes=1)
    return await play.does(released(play.cast, ballot, "cobalt"))


@scene("seat")
async def _(play: Play) -> bool:
    case = await reported(play.cast)
    seat = (await seats_of(case))[0]
    keys = {id: key for key, id in play.cast.people.items()}
    await play.end(OFFICE, keys[seat.participant])
    await tend(play.settings)
    return await play.does(
        cases.give_view(await identity_of(seat.participant), case, "keep", "person", "It is not so bad.")
    )


@scene("decided")
async def _(play: Play) -> bool:
    asked = (await boycotted(play.cast, play.settings), "heard", "civil-society", "They were asked twice.")
    for group in ("industry", "government"):
        await balance.waive(await play.who(f"moderator.{group}"), *asked)
    await play.end(OFFICE, "moderator.industry")
    return await play.ballot_opens(asked[0])


@scene("comment")
async def _(play: Play) -> bool:
    await say(play.cast, "cobalt", body="We built it.")
    await play.end(ACCREDITATION, "cobalt")
    return (await comments_on(CLAUSE))[0].body == "We built it."


@scene("objection")
async def _(play: Play) -> bool:
    await say(play.cast, "cobalt", stance="objection", resolution="Leave it out.")
    await play.end(ACCREDITATION, "cobalt")
    return (await counts("/instruments/code"))[CLAUSE].objections_open == 1


@scene("mandate")
async def _(play: Play) -> bool:
    await people.give_mandate(await play.who("norland"), play.cast.people["reader"], "norland", "delegate")
    await play.end(MANDATE, "norland")
    return await play.does(drafted(play.cast, who="reader"))


@scene("motion")
async def _(play: Play) -> bool:
    await bring(play.cast)
    await people.appoint(None, play.cast.people["reader"], "secretariat")
    words = {"adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}}
    motion = await propose_method(await play.who("secretariat"), "code", words, "It is simpler.")
    await play.end(OFFICE, "secretariat")
    return await play.does(open_on_motion(await play.who("reader"), motion, now() + timedelta(days=60)))


@pytest.fixture
def play(cast, database, monkeypatch) -> Play:
    monkeypatch.setattr(passphrases, "ROUNDS", 1)
    monkeypatch.setattr(passphrases, "MEMORY", 1 << 20)
    return Play(cast, database, monkeypatch, ended=False)


def test_every_standing_has_a_scene():
    assert set(SCENES) == {each.key for each in STANDINGS} and len(SCENES) == len(STANDINGS)


@pytest.mark.parametrize("ended", [False, True], ids=["held", "ended"])
@pytest.mark.parametrize("row", STANDINGS, ids=lambda row: row.key)
async def test_it_is_given_it_ends_and_it_is_used(play, row, ended):
    play.ended = ended
    counted = await SCENES[row.key](play)
    assert play.ends == {row.ends}
    assert counted is (row.stays or not ended), row.says


async def test_the_rules_say_each_of_them(cast, site):
    page = await site.visitor().open("/rules")
    assert page.words.count("Whose word counts, and when") == 2
    for sentence in standing.sentences():
        assert sentence in page.words


async def test_a_sponsor_that_no_longer_counts_is_shown_with_the_reason(cast, site):
    amendment = await tabled(cast)
    await organisations.end_accreditation(await cast.who("secretariat"), "cobalt", "It asked for it.")
    page = await site.visitor().open(f"/amendments/{amendment}")
    assert "Does not count" in page.words and "Not accredited any more, since" in page.words
    assert "1 organisation stands behind these words" in page.words
    assert "Cobalt Cloud does not count: it is not accredited any more." in page.words
    assert "1 sponsor" in (await site.visitor().open("/amendments")).words
    secretariat = await site.signed_in(cast.people["secretariat"])
    page = await secretariat.open(f"/amendments/{amendment}/ballot")
    assert "Cobalt Cloud does not count" in page.words, page.words
    await amendments.sponsor(await cast.who("lumen"), amendment)
    page = await site.visitor().open(f"/amendments/{amendment}")
    assert "Cobalt Cloud does not count" not in page.words and "Does not count" in page.words
    assert await open_ballot(await cast.who("secretariat"), amendment, now() + timedelta(days=60))
    assert "Does not count" not in (await site.visitor().open(f"/amendments/{amendment}")).words


async def test_who_is_accredited_again_counts_again(cast):
    amendment = await tabled(cast)
    await organisations.end_accreditation(await cast.who("secretariat"), "cobalt", "It asked for it.")
    await organisations.accredit("cobalt")
    assert len((await amendment_queries.amendment(amendment)).standing_sponsors) == 2


async def test_a_successor_gives_grounds_a_view_and_reasons(cast, database):
    """Once an office ends, the group is not without a voice: the next in office gives another one."""
    asked = (await boycotted(cast, database), "heard", "civil-society", "They were asked twice.")
    alarm = Alarm(kind="onset", key="k", about="/x", says="Much.", figures="{}", raised_at=now())
    await alarm.save()
    await accrediting.put_forward(await cast.who("secretariat"), "latecomer")
    await balance.waive(await cast.who("moderator.industry"), *asked)
    await alarms.give_view(await cast.who("moderator.industry"), alarm.id, "dismiss", "Not much.")
    await accrediting.give_grounds(await cast.who("registrar.industry"), "latecomer", "refuse", "I know it.")
    for key in ("moderator.industry", "registrar.industry"):
        await _office(cast, key, "")
    await people.appoint(None, cast.people["reader"], "registrar", "industry")
    assert [each.path for each in await alarm_queries.tasks(await cast.who("second.industry"))]
    assert await balance.waive(await cast.who("second.industry"), *asked) == ("government",)
    assert await balance.waive(await cast.who("moderator.government"), *asked) == ()
    assert not await alarms.give_view(await cast.who("second.industry"), alarm.id, "confirm", "Much.")
    assert await alarms.give_view(await cast.who("moderator.government"), alarm.id, "confirm", "Yes.") == "confirmed"
    with suppress(NotAllowed):  # the one who left speaks no more
        await accrediting.give_grounds(await cast.who("registrar.industry"), "latecomer", "refuse", "Still.")
    assert not await accrediting.give_grounds(await cast.who("reader"), "latecomer", "accredit", "It is new.")
    second = await cast.who("registrar.government")
    assert await accrediting.give_grounds(second, "latecomer", "accredit", "It is.") == "accredited"


async def test_the_pages_say_whose_grounds_reasons_and_rationale_count_no_more(cast, site, database):
    amendment = await boycotted(cast, database)
    await balance.waive(await cast.who("moderator.industry"), amendment, "heard", "civil-society", "Asked twice.")
    await accrediting.put_forward(await cast.who("secretariat"), "latecomer")
    await accrediting.give_grounds(await cast.who("registrar.industry"), "latecomer", "accredit", "I know it.")
    for key in ("moderator.industry", "registrar.industry"):
        await _office(cast, key, "")
    visitor = site.visitor()
    assert "Does not count any more" in (await visitor.open("/organisations/latecomer/accreditation")).words
    assert "This does not count any more" in (await visitor.open(f"/amendments/{amendment}")).words


async def test_a_void_invitation_says_so_when_it_is_opened_and_in_the_list(cast, site):
    head = await cast.who("norland")
    await invite(head, HERE, name="New", email="new@forum.test", kind="delegate", organisation="norland")
    await _mandate(cast, "norland", "")
    page = await site.visitor().open(f"/invitations/{await link()}")
    assert page.status == 410 and "may no longer do so" in page.words
    secretariat = await site.signed_in(cast.people["secretariat"])
    assert "whoever sent it could not send it now" in (await secretariat.open("/secretariat/invitations")).words


async def test_a_member_of_a_panel_who_left_office_gives_a_view_on_its_page(cast, site):
    case = await reported(cast)
    seat = (await seats_of(case))[0]
    keys = {id: key for key, id in cast.people.items()}
    await _office(cast, keys[seat.participant], "")
    member = await site.signed_in(seat.participant)
    assert (await member.open(f"/moderation/cases/{case}")).status == 200
    page = await member.send("/opinions", choice="keep", rule="person", reasons="It is not so bad.")
    assert page.status == 200 and (await (await site.signed_in(cast.people["reader"])).open(page.path)).status == 403


async def test_nobody_follows_on_a_panel_who_is_a_party_by_now(cast):
    case = await reported(cast)
    panel, seat = await Panel.objects().where(Panel.case == case).first(), (await seats_of(case))[0]
    next_one = await successor(panel, seat)
    await people.give_mandate(None, next_one.participant, "norland", "observer")
    await cases.step_down(await identity_of(seat.participant), case)
    assert next_one.participant not in {each.participant for each in await seats_of(case)}


async def test_the_author_of_a_rationale_left_and_another_rapporteur_takes_it_over(cast, site, monkeypatch):
    time, amendment = Time(monkeypatch), await tabled(cast)
    await adopt(cast, time, amendment)
    rationale = await written(cast, amendment)
    await _office(cast, "rapporteur.industry", "")
    visitor = await site.signed_in(cast.people["rapporteur.government"])
    page = await visitor.open(f"/amendments/{amendment}/rationale")
    assert "no longer a rapporteur of that group" in page.words and "Approve and publish" not in page.words
    await rationales.write(await cast.who("rapporteur.civil-society"), amendment, "Within 24 hours.", "Hours matter.")
    assert await rationales.approve(await cast.who("rapporteur.government"), rationale)
