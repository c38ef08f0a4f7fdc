"""What the database itself refuses in the tables of drafts: second rows, changes of what is kept, and late votes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, refuse, run

ID = "2026-11-27T00:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "The guards of 0.2.0: what may be there once, and what is never changed"


async def once() -> None:
    await run(
        one("clause_key", "clause", 'instrument, "key"'),
        one("revision", "revision", 'clause, "number"'),
        one("edition", "edition", 'instrument, "number"'),
        one("edition_entry", "edition_entry", 'edition, "position"'),
        one("wording", "wording", 'amendment, "number"'),
        one("sponsor", "sponsor", "amendment, organisation", "until IS NULL"),
        one("open_ballot", "ballot", "amendment", "closed_at IS NULL"),
        one("open_ballot_on_motion", "ballot", "motion", "closed_at IS NULL"),
        one("recirculation", "ballot", "earlier, course", "earlier IS NOT NULL"),
        one("roll_entry", "roll_entry", "ballot, organisation"),
        one("candidate", "candidate", "ballot, amendment"),
        one("cast", "cast", "ballot, organisation"),
        one("answer", "answer", "ballot, organisation"),
        one("clearance", "clearance", "ballot"),
        one("trustee", "trustee", "participant", "until IS NULL"),
        one("seal", "seal", "ballot"),
        one("share", "share", "seal, trustee"),
        one("rationale", "rationale", "amendment"),
        one("consolidation", "consolidation", "clause, number"),
        one("consolidation_part", "consolidation_part", "consolidation, amendment"),
        one("open_hold", "hold", "revision, place, organisation", "until IS NULL"),
        one("carried", "carried", "comment, wording"),
    )


async def kept() -> None:
    await append_only("revision", "edition", "edition_entry", "procedure", "answer", "clearance", "trustee_key")
    await append_only("consolidation", "consolidation_part", "consolidated", "carried", "renewal")


async def ballots() -> None:
    closed = "(SELECT closed_at FROM ballot WHERE id = {row}.ballot) IS NOT NULL"
    for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        for table in ("cast", "roll_entry", "candidate"):
            await refuse(table, act, closed.format(row=row), "the ballot is closed")
    for act in ("UPDATE", "DELETE"):
        await refuse("ballot", act, "OLD.closed_at IS NOT NULL", "the ballot is closed")


async def seals() -> None:
    dealt = changed("seal", "trustee", "key", "sealed", "digest")
    await refuse("share", "UPDATE", f"OLD.words <> '' OR {dealt}", "a share is only released, once")
    await refuse("share", "DELETE", "TRUE", "a share is kept")
    made = changed("ballot", "held_by", "public_key", "salt", "threshold")
    still_open = "(SELECT closed_at FROM ballot WHERE id = NEW.ballot) IS NULL"
    await refuse(
        "seal",
        "UPDATE",
        f"OLD.published <> '' OR {made} OR (NEW.published <> '' AND {still_open})",
        "the secret of a ballot is published once, at its close",
    )
    await refuse("seal", "DELETE", "TRUE", "a seal is kept")


def changed(*columns: str) -> str:
    return " OR ".join(f'NEW."{column}" <> OLD."{column}"' for column in columns)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    for each in (once, kept, ballots, seals):
        manager.add_raw(each)
    return manager
