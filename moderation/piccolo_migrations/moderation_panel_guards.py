from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, refuse, run

ID = "2026-11-24T02:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of panels, measures, appeals and alarms"


async def guards() -> None:
    await run(
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
        "CREATE INDEX campaign_band_value ON campaign_band (subject, value)")
    await append_only(
        "panel", "panel_candidate", "appeal", "confidential", "confidential_addition", "alarm_view", "investigation_party", "investigation_objection",
        "campaign", "campaign_comment")
    await refuse("measure_statement", "DELETE", "TRUE", "measure_statement is append-only")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="moderation", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
