"""What the database itself refuses in the tables of moderation, and the index that finds comments that say the same."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, refuse, run

ID = "2026-11-27T00:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "The guards of 0.2.0: what may be there once, and what is never changed"


async def once() -> None:
    await run(
        one("open_case", "moderation_case", "comment", "closed_at IS NULL"),
        one("flag", "flag", '"case", participant'),
        one("opinion", "opinion", '"case", participant'),
        one("floor_number", "floor", "instrument, number"),
        one("pass", "pass", "amendment, organisation"),
        one("period_end", "comment_period_end", "amendment"),
        one("waiving", "waiving", 'amendment, kind, about, "group"'),
        one("waiver", "waiver", "amendment, kind, about"),
        one("panel", "panel", '"case"'),
        one("panel_candidate", "panel_candidate", "panel, place"),
        one("seat", "panel_seat", 'panel, "group"', "left_at IS NULL"),
        one("seat_of", "panel_seat", "panel, participant"),
        one("statement_of", "measure_statement", '"case", comment'),
        one("appeal_case", "appeal", '"case"'),
        one("alarm_view", "alarm_view", 'alarm, "group"'),
        one("investigation", "investigation", '"case"'),
        one("party", "investigation_party", "investigation, organisation"),
        one("objection", "investigation_objection", "investigation, organisation"),
        one("campaign_comment", "campaign_comment", "comment"),
        "CREATE INDEX campaign_band_value ON campaign_band (subject, value)",
    )


async def kept() -> None:
    await append_only("floor", "pass", "comment_period_end", "waiving", "waiver", "panel", "panel_candidate", "appeal")
    await append_only("confidential", "confidential_addition", "alarm_view", "campaign", "campaign_comment")
    await append_only("investigation_party", "investigation_objection")
    await refuse("measure_statement", "DELETE", "TRUE", "measure_statement is append-only")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="moderation", description=DESCRIPTION)
    manager.add_raw(once)
    manager.add_raw(kept)
    return manager
