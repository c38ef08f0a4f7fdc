"""Which tables the record vouches for: every one of the house, except those named here with the reason."""

from __future__ import annotations

from typing import cast

from forum.columns import Row, tablename

NOT_VOUCHED = {
    "record_entry": "the record itself",
    "record_node": "the record itself",
    "record_head": "the record itself",
    "witness": "the record itself",
    "checkpoint": "the record itself; each is signed",
    "known_key": "the record itself; each is signed",
    "login_session": "private, and gone when it ends",
    "invitation": "private; what is accepted becomes a mandate or an office, which are vouched for",
    "attempt": "failed sign-ins, kept for minutes",
    "submission": "which form was answered with what; no act in itself",
    "letter": "private mail on its way",
    "bucket": "how much may be posted this minute; no act",
    "allowance": "how often somebody may still act this hour; no act",
    "confidential_waiting": "not received yet; the entry of a report is written when it is its turn",
    "claim": "who looks at a task just now; no act",
    "campaign_band": "follows from the words of a comment",
}


def house_tables() -> tuple[type[Row], ...]:
    """All tables of the house, from Piccolo's own registry of them, in the order of their names."""
    import piccolo_conf

    apps = piccolo_conf.APP_REGISTRY.app_configs.values()
    return tuple(sorted((cast(type[Row], table) for app in apps for table in app.table_classes), key=tablename))


def vouched_tables() -> tuple[type[Row], ...]:
    """A new table is vouched for unless it is named above."""
    return tuple(table for table in house_tables() if tablename(table) not in NOT_VOUCHED)
