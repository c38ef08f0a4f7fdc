"""The forum's rules in plain words, made of the numbers that the rules run with: whoever changes one changes its
sentence."""

from __future__ import annotations

from moderation.rules import chapters_of_moderation as moderation
from moderation.rules import chapters_of_texts as texts
from moderation.rules.chapter import Chapter, Deployment


def chapters(forum: Deployment) -> tuple[Chapter, ...]:
    return (
        texts.who(forum),
        texts.standings(),
        texts.amendments(),
        texts.votes(forum),
        texts.comments(),
        texts.floors(forum),
        moderation.deciding(forum),
        moderation.remedies(),
        moderation.again(),
        moderation.accreditation(forum),
        moderation.watching(),
        moderation.confidence(),
        moderation.limits(),
    )
