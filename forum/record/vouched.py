"""Which tables the record vouches for: every one of the house, except those named here with the reason."""

from __future__ import annotations

from forum.columns import Row, tablename

NOT_VOUCHED = {
    "record_entry": "the record itself",
    "record_node": "the record itself",
    "record_head": "the record itself",
    "witness": "the record itself",
    "checkpoint": "the record itself; each is signed",
    "participant": "names, addresses and passwords: personal, and to be erased on demand",
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


def vouched_tables() -> tuple[type[Row], ...]:
    """They come from Piccolo's own registry of the house's tables, so that a new table is vouched for unless it is
    named above."""
    import piccolo_conf

    tables = (table for app in piccolo_conf.APP_REGISTRY.app_configs.values() for table in app.table_classes)
    vouched = (table for table in tables if issubclass(table, Row) and tablename(table) not in NOT_VOUCHED)
    return tuple(sorted(vouched, key=tablename))
