"""Two wordings of a clause side by side, in the three views in which they can be read."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from drafts.exchange.render import plain, render_inline
from drafts.instruments.views import RevisionView
from drafts.text.described import described
from drafts.text.redline import ALGORITHM, Span, redline

VIEWS = (("text", "Changes in the text"), ("columns", "Two columns"), ("clean", "Clean text"))
WHOLE = {"table", "code"}  # forms that are replaced whole


@dataclass(frozen=True, slots=True)
class Comparison:
    old: RevisionView
    new: RevisionView
    spans: tuple[Span, ...]

    @property
    def same(self) -> bool:
        return self.old.text == self.new.text

    @property
    def apart(self) -> bool:
        """Old and new are better read one after the other: they have nothing in common, or are not running text."""
        return bool({self.old.form, self.new.form} & WHOLE) or not any(span.kind == "same" for span in self.spans)

    @property
    def sentences(self) -> tuple[str, ...]:
        return described(self.spans)

    @property
    def old_words(self) -> Markup:
        return render_inline(self.old.text)

    @property
    def new_words(self) -> Markup:
        return render_inline(self.new.text)


def compare(old: RevisionView, new: RevisionView, algorithm: str = ALGORITHM) -> Comparison:
    """Compares two wordings. `algorithm` is that of the rationale which was published with the change, so that its
    redline stays as it was."""
    return Comparison(old, new, redline(plain(old.text), plain(new.text), algorithm))


def chosen_view(view: str | None) -> str:
    """The view that was asked for; an unknown one becomes the first."""
    return view if view in dict(VIEWS) else VIEWS[0][0]
