"""Reads what organisations did as sums: a fixed number of queries, however many comments there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from piccolo.columns import Column
from piccolo.columns.combination import Where
from piccolo.query.functions.aggregate import Count, Sum

from drafts.amendments.tables import Sponsor, Step
from drafts.ballots.tables import Ballot, Candidate, Cast
from drafts.rules.lifecycle import TABLED, UNTABLED
from forum.organisations.queries import groups
from forum.organisations.tables import Accreditation, Organisation
from forum.rules.ownership import owners
from forum.threads.tables import Comment, Hiding
from moderation.balance.scopes import Scope
from moderation.balance.tables import Pass
from moderation.rules.balance import Balance, balance
from moderation.rules.gates import Names
from moderation.rules.voices import Masked, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A balance with the names that words need. `positions` are those of groups by key, for their marks."""

    balance: Balance
    names: Names
    voices: tuple[Voice, ...]
    positions: Mapping[str, int]


async def measured(scope: Scope) -> Measured:
    known = await groups()
    keys = [each.key for each in known]
    voices = await _voices(scope, keys)
    names = Names(
        {each.key: each.name for each in known},
        {each.organisation: each.name for each in voices},
        {each.organisation: each.group for each in voices},
    )
    return Measured(
        balance=balance(voices, await _masked(scope), keys),
        names=names,
        voices=voices,
        positions={each.key: each.position for each in known},
    )


async def _voices(scope: Scope, keys: list[str]) -> tuple[Voice, ...]:
    """Every organisation that is accredited or took part."""
    said, proposed = await _said(scope), await _proposed(scope)
    backed, cast, passed = await _backed(scope), await _cast(scope), await _passed(scope)
    accredited = set(
        await Accreditation.select(Accreditation.organisation)
        .where(Accreditation.ended_at.is_null())
        .output(as_list=True)
    )
    rows = await Organisation.select(
        Organisation.id,
        Organisation.slug,
        Organisation.name,
        Organisation.region,
        Organisation.parent,
        Organisation.group.key.as_alias("group_key"),
    )
    slugs, tops = {row["id"]: row["slug"] for row in rows}, owners({row["id"]: row["parent"] for row in rows})
    taking_part = accredited | set(said) | set(proposed) | backed | cast | passed
    found = [
        Voice(
            organisation=row["slug"],
            name=row["name"],
            group=row["group_key"],
            region=row["region"],
            owner=slugs[tops[row["id"]]],
            eligible=row["id"] in accredited,
            comments=said.get(row["id"], (0, 0))[0],
            words=said.get(row["id"], (0, 0))[1],
            amendments=proposed.get(row["id"], 0),
            backed=row["id"] in backed,
            cast=row["id"] in cast,
            passed=row["id"] in passed,
        )
        for row in rows
        if row["id"] in taking_part
    ]
    return tuple(sorted(found, key=lambda each: (keys.index(each.group), each.name, each.organisation)))


def _comments(scope: Scope, of: Any, moment: Column) -> list[Where]:
    """Conditions on comments; `of` is the Comment table or a reference to it."""
    where = [of.container == scope.container]
    if scope.subjects is not None:
        where.append(of.subject.is_in(list(scope.subjects)))
    return [*where, *_since(scope, moment)]


def _since(scope: Scope, moment: Column) -> list[Where]:
    return [moment >= scope.since] if scope.since else []


async def _said(scope: Scope) -> dict[int, tuple[int, int]]:
    """Comments and words by organisation; what is hidden does not count while it is."""
    rows = (
        await Comment.select(Comment.organisation, Count(), Sum(Comment.words))
        .where(*_comments(scope, Comment, Comment.made_at), Comment.organisation.is_not_null())
        .group_by(Comment.organisation)
    )
    of = Hiding.comment
    hidden = (
        await Hiding.select(of.organisation.as_alias("organisation"), Count(), Sum(of.words))
        .where(*_comments(scope, of, of.made_at), of.organisation.is_not_null(), Hiding.lifted_at.is_null())
        .group_by(of.organisation)
    )
    less = {row["organisation"]: (row["count"], row["sum"]) for row in hidden}
    sums = {row["organisation"]: (row["count"], row["sum"] or 0) for row in rows}
    return {
        key: (count - less.get(key, (0, 0))[0], words - less.get(key, (0, 0))[1])
        for key, (count, words) in sums.items()
    }


async def _masked(scope: Scope) -> tuple[Masked, ...]:
    """Comments that are shown by group only: they name no organisation."""
    rows = (
        await Comment.select(
            Comment.group.key.as_alias("group_key"),
            Count(),
            Sum(Comment.words),
            Count(distinct=[Comment.participant], alias="people"),
        )
        .where(*_comments(scope, Comment, Comment.made_at), Comment.organisation.is_null(), Comment.group.is_not_null())
        .group_by(Comment.group.key)
    )
    return tuple(Masked(row["group_key"], row["people"], row["count"], row["sum"] or 0) for row in rows)


async def _proposed(scope: Scope) -> dict[int, int]:
    """Amendments by the organisation that tabled them; one that a ballot sent back counts once, at its first
    tabling."""
    of = Step.amendment
    where = [of.instrument == scope.instrument, Step.fate == TABLED, of.fate.not_in(list(UNTABLED))]
    if scope.amendments is not None:
        where.append(of.is_in(list(scope.amendments) or [0]))
    rows = (
        await Step.select(of.as_alias("amendment"), of.organisation.as_alias("organisation"), Step.taken_at)
        .where(*where)
        .order_by(Step.id, ascending=False)
    )
    first = {row["amendment"]: row for row in rows}
    found: dict[int, int] = {}
    for row in first.values():
        if not scope.since or row["taken_at"] >= scope.since:
            found[row["organisation"]] = found.get(row["organisation"], 0) + 1
    return found


async def _backed(scope: Scope) -> set[int]:
    of = Sponsor.amendment
    where = [
        of.instrument == scope.instrument,
        of.fate.not_in(list(UNTABLED)),
        Sponsor.until.is_null(),
        *_since(scope, Sponsor.since),
    ]
    if scope.amendments is not None:
        where.append(of.is_in(list(scope.amendments) or [0]))
    return set(
        await Sponsor.select(Sponsor.organisation).where(*where).group_by(Sponsor.organisation).output(as_list=True)
    )


async def _cast(scope: Scope) -> set[int]:
    """Organisations that voted in ballots that have closed; who has voted in one that runs says nothing here yet."""
    ballots = await _ballots(scope)
    if not ballots:
        return set()
    return set(
        await Cast.select(Cast.organisation)
        .where(Cast.ballot.is_in(ballots), *_since(scope, Cast.cast_at))
        .group_by(Cast.organisation)
        .output(as_list=True)
    )


async def _ballots(scope: Scope) -> list[int]:
    one, rival = Ballot.amendment, Candidate.amendment
    alone = [Ballot.closed_at.is_not_null(), one.instrument == scope.instrument]
    among = [Candidate.ballot.closed_at.is_not_null(), rival.instrument == scope.instrument]
    if scope.amendments is not None:
        alone.append(one.is_in(list(scope.amendments) or [0]))
        among.append(rival.is_in(list(scope.amendments) or [0]))
    return [
        *await Ballot.select(Ballot.id).where(*alone).output(as_list=True),
        *await Candidate.select(Candidate.ballot).where(*among).group_by(Candidate.ballot).output(as_list=True),
    ]


async def _passed(scope: Scope) -> set[int]:
    where = [Pass.amendment.instrument == scope.instrument, *_since(scope, Pass.passed_at)]
    if scope.amendments is not None:
        where.append(Pass.amendment.is_in(list(scope.amendments) or [0]))
    return set(await Pass.select(Pass.organisation).where(*where).group_by(Pass.organisation).output(as_list=True))
