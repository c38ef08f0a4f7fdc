"""What lies on a clause's workbench: its open amendments, each in or out, laid over the words in force, and the choices
made where they collide. No database: the page and the act that saves compute the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafts.amendments.views import AmendmentView
from drafts.exchange.render import plain
from drafts.instruments.views import ClauseView
from drafts.rules.combining import may_be_in
from drafts.text.redline import Span, redline
from drafts.text.weave import Clash, Piece, clashes, settle, weave, woven
from forum.rules.verdict import Verdict

BASE, OWN = "base", "own"


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody set. `included` holds ids of amendments; `chosen`, by the place of a clash, "base", an id, or
    "own"; `own`, by the same place, words of one's own; `why`, by amendment, the reason why it is left out."""

    included: frozenset[int] = frozenset()
    chosen: Mapping[int, str] = field(default_factory=dict)
    own: Mapping[int, str] = field(default_factory=dict)
    why: Mapping[int, str] = field(default_factory=dict)

    def as_json(self, places: Sequence[int]) -> str:
        """Writes only the choices at `places`: those elsewhere are about collisions that are gone."""
        said = {
            str(at): {OWN: self.own.get(at, "")} if self.chosen[at] == OWN else self.chosen[at]
            for at in places
            if at in self.chosen
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


def choices_from(text: str) -> tuple[dict[int, str], dict[int, str]]:
    """Reads what `as_json` wrote, as `chosen` and `own`."""
    found = {int(at): choice for at, choice in json.loads(text).items()}
    own = {at: choice[OWN] for at, choice in found.items() if isinstance(choice, dict)}
    return {at: OWN if at in own else choice for at, choice in found.items()}, own


@dataclass(frozen=True, slots=True)
class Source:
    """An open amendment. The `verdict` says whether its words can be in the text at all; if not, that is `why` it is
    left out, as long as nobody gives another reason."""

    view: AmendmentView
    verdict: Verdict
    included: bool
    why: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A collision: what each of those concerned makes of the words, and what was chosen ("" for nothing yet)."""

    start: int
    base: str
    versions: tuple[tuple[AmendmentView, str], ...]
    chosen: str
    own: str

    @property
    def open(self) -> bool:
        return not self.chosen


@dataclass(frozen=True, slots=True)
class Bench:
    clause: ClauseView
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    text: str

    @property
    def included(self) -> tuple[Source, ...]:
        return tuple(each for each in self.sources if each.included)

    @property
    def left_out(self) -> tuple[Source, ...]:
        return tuple(each for each in self.sources if not each.included)

    @property
    def open(self) -> int:
        return sum(question.open for question in self.questions)

    @property
    def spans(self) -> tuple[Span, ...]:
        return redline(plain(self.clause.current.text), plain(self.text))

    @property
    def differs(self) -> bool:
        return self.text != self.clause.current.text


def bench(clause: ClauseView, amendments: Sequence[AmendmentView], choices: Choices) -> Bench:
    sources = tuple(_source(clause, view, choices) for view in amendments)
    base = clause.current.text
    pieces = weave(base, {str(each.view.id): each.view.wording.text for each in sources if each.included})
    views = {str(view.id): view for view in amendments}
    found = tuple(_question(clash, views, choices) for clash in clashes(pieces))
    return Bench(clause, sources, found, _text(pieces, found))


def _source(clause: ClauseView, view: AmendmentView, choices: Choices) -> Source:
    verdict = may_be_in(view.kind, view.fate, view.wording.base.id == clause.current.id, view.question is not None)
    base = plain(view.wording.base.text) if view.kind != "insert" else ""
    spans = redline(base, plain(view.wording.text)) if view.kind != "move" else ()
    why = choices.why.get(view.id, "") or " ".join(() if verdict else verdict.reasons)
    return Source(view, verdict, bool(verdict) and view.id in choices.included, why, spans)


def _question(clash: Clash, views: Mapping[str, AmendmentView], choices: Choices) -> Question:
    versions = tuple((views[name], words) for name, words in clash.versions.items())
    chosen = choices.chosen.get(clash.start, "")
    known = chosen in (BASE, *clash.versions) or (chosen == OWN and clash.start in choices.own)
    return Question(clash.start, clash.base, versions, chosen if known else "", choices.own.get(clash.start, ""))


def _text(pieces: Sequence[Piece], questions: Sequence[Question]) -> str:
    chosen = {each.start: _words(each) for each in questions if each.chosen}
    return woven(settle(pieces, chosen)).strip()


def _words(question: Question) -> str:
    """Space around the words stays as it was, so that words of one's own do not run into their neighbours."""
    if question.chosen == BASE:
        return question.base
    if question.chosen != OWN:
        return next(words for view, words in question.versions if str(view.id) == question.chosen)
    head = question.base[: len(question.base) - len(question.base.lstrip())]
    tail = question.base[len(question.base.rstrip()) :]
    return f"{head}{question.own.strip()}{tail}"
