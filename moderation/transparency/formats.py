"""The year's figures as JSON and as CSV: one line a case, without anything that names a person or a reporter's
group."""

from __future__ import annotations

import csv
from dataclasses import asdict
from io import StringIO
from typing import Any

from moderation.rules.concentration import Share
from moderation.rules.transparency import Facts
from moderation.transparency.queries import YearView

COLUMNS = (
    "case",
    "statement",
    "opened",
    "decided",
    "hours",
    "author_group",
    "measure",
    "rules",
    "panel_groups",
    "views",
    "asks_again_about",
    "became",
)


def line(each: Facts) -> dict[str, Any]:
    return {
        "case": each.case,
        "statement": each.statement,
        "opened": f"{each.opened_at:%Y-%m-%d}",
        "decided": f"{each.decided_at:%Y-%m-%d}" if each.decided_at else "",
        "hours": each.hours,
        "author_group": each.author,
        "measure": each.measure,
        "rules": " ".join(each.rules),
        "panel_groups": " ".join(group for group, _ in each.views) if each.decided_at else "",
        "views": " ".join(choice for _, choice in each.views) if each.decided_at else "",
        "asks_again_about": each.below,
        "became": each.became,
    }


def as_csv(view: YearView) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(line(each) for each in view.facts)
    return text.getvalue()


def as_json(view: YearView) -> dict[str, Any]:
    """The year for JSON; a share is {"part": …, "whole": …}."""
    found = asdict(view.figures)
    found["reporters"] = [{"group": key, **_share(share)} for key, share in view.figures.reporters]
    found["panel"] = [
        {"member_group": key, "author_group": author, **_share(share)} for key, author, share in view.figures.panel
    ]
    found["by_measure"] = dict(view.figures.by_measure)
    return {
        "year": view.year,
        "groups": dict(view.names),
        "figures": found,
        "not_counted_apart": list(view.small),
        "hidden_for_a_day": view.emergencies,
        "confidential": dict(view.confidential),
        "cases": [line(each) for each in view.facts],
    }


def _share(share: Share) -> dict[str, int]:
    return {"part": share.part, "whole": share.whole}
