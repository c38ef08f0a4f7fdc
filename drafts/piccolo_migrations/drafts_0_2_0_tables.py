"""The tables of drafts as 0.2.0 has them. They are spelled out, since those that the code uses will change."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, ForeignKey, Integer, OnDelete, OnUpdate, Text, Timestamptz, Varchar
from piccolo.table import Table

from forum.clock import now
from forum.engines.making import make

ID = "2026-11-27T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The tables of 0.2.0"


def reference(table: str, null: bool = False) -> ForeignKey:
    return ForeignKey(table, null=null, index=True, on_delete=OnDelete.restrict, on_update=OnUpdate.restrict)


def moment(null: bool = False, index: bool = False) -> Timestamptz:
    return Timestamptz(default=None if null else now, null=null, index=index)


# Of the storeys below: only what references need, their key.
class Comment(Table, tablename="comment"): ...


class Organisation(Table, tablename="organisation"): ...


class Participant(Table, tablename="participant"): ...


class StakeholderGroup(Table, tablename="stakeholder_group"): ...


class Clause(Table, tablename="clause"):
    instrument = reference("Instrument")
    key = Varchar(length=12)
    entrenched = Boolean()
    made_at = moment()


class Edition(Table, tablename="edition"):
    instrument = reference("Instrument")
    number = Integer()
    note = Text()
    amendment = Varchar(length=120)
    published_at = moment()


class EditionEntry(Table, tablename="edition_entry"):
    edition = reference("Edition")
    position = Integer()
    kind = Varchar(length=10)
    depth = Integer()
    label = Varchar(length=60)
    title = Text()
    citation = Varchar(length=200)
    clause = reference("Clause", null=True)
    revision = reference("Revision", null=True)


class Instrument(Table, tablename="instrument"):
    slug = Varchar(length=80, unique=True)
    title = Varchar(length=300)
    about = Text()
    method = Varchar(length=60, default="balanced")
    brought_by = reference("Participant", null=True)
    brought_at = moment()


class Revision(Table, tablename="revision"):
    clause = reference("Clause")
    number = Integer()
    text = Text()
    form = Varchar(length=20, default="paragraph")
    made_at = moment()


class Amendment(Table, tablename="amendment"):
    instrument = reference("Instrument")
    clause = reference("Clause")
    kind = Varchar(length=10)
    after = reference("Clause", null=True)
    fate = Varchar(length=20, default="draft", index=True)
    drafted_by = reference("Participant")
    organisation = reference("Organisation")
    drafted_at = moment()


class Question(Table, tablename="question"):
    amendment = reference("Amendment")
    revision = reference("Revision")
    asked_at = moment()
    answer = Varchar(length=20)
    answered_by = reference("Participant", null=True)
    answered_at = moment(null=True)


class Sponsor(Table, tablename="sponsor"):
    amendment = reference("Amendment")
    organisation = reference("Organisation")
    participant = reference("Participant")
    wording = reference("Wording")
    since = moment()
    until = moment(null=True)


class Step(Table, tablename="step"):
    amendment = reference("Amendment")
    fate = Varchar(length=20)
    why = Text()
    taken_by = reference("Participant", null=True)
    taken_at = moment()


class Wording(Table, tablename="wording"):
    amendment = reference("Amendment")
    number = Integer()
    base = reference("Revision")
    text = Text()
    reasons = Text()
    because = Varchar(length=20, default="drafted")
    written_by = reference("Participant", null=True)
    written_at = moment()


class Motion(Table, tablename="motion"):
    instrument = reference("Instrument", null=True)
    clause = reference("Clause", null=True)
    kind = Varchar(length=20)
    detail = Text(default="{}")
    reasons = Text()
    fate = Varchar(length=20, default="tabled", index=True)
    moved_by = reference("Participant", null=True)
    moved_at = moment()


class Procedure(Table, tablename="procedure"):
    instrument = reference("Instrument", null=True)
    part = Varchar(length=20)
    method_id = Varchar(length=60)
    method = Text()
    motion = reference("Motion", null=True)
    since = moment()


class Term(Table, tablename="term"):
    instrument = reference("Instrument")
    clause = reference("Clause", null=True)
    due_at = moment(index=True)
    consequence = Varchar(length=10)
    years = Integer(default=5)
    motion = reference("Motion", null=True)
    set_at = moment()
    reminded = Integer()
    review = reference("Motion", null=True)
    ended_at = moment(null=True)
    outcome = Varchar(length=20)


class Answer(Table, tablename="answer"):
    ballot = reference("Ballot")
    organisation = reference("Organisation")
    kind = Varchar(length=20)
    reason = Text()
    answered_by = reference("Participant")
    answered_at = moment()


class Ballot(Table, tablename="ballot"):
    amendment = reference("Amendment", null=True)
    wording = reference("Wording", null=True)
    method = Text()
    method_id = Varchar(length=60)
    opened_by = reference("Participant", null=True)
    opened_at = moment()
    closes_at = moment(index=True)
    closed_at = moment(null=True)
    outcome = Varchar(length=12)
    record = Text()
    motion = reference("Motion", null=True)
    counting = Varchar(length=10)
    course = Varchar(length=20)
    earlier = reference("self", null=True)
    without = Varchar(length=40)
    closes_early = Boolean()
    sealed_to = Varchar(length=64)
    capture = Text()


class Candidate(Table, tablename="candidate"):
    ballot = reference("Ballot")
    amendment = reference("Amendment")
    wording = reference("Wording")
    position = Integer()


class Cast(Table, tablename="cast"):
    ballot = reference("Ballot")
    organisation = reference("Organisation")
    participant = reference("Participant")
    position = Varchar(length=10)
    reason = Text()
    cast_at = moment()
    sealed = Text()


class Clearance(Table, tablename="clearance"):
    ballot = reference("Ballot")
    outcome = Varchar(length=12)
    record = Text()
    cleared_at = moment()


class RollEntry(Table, tablename="roll_entry"):
    ballot = reference("Ballot")
    organisation = reference("Organisation")
    slug = Varchar(length=80)
    name = Varchar(length=200)
    group = Varchar(length=40)
    region = Varchar(length=80)
    owner = Varchar(length=80)
    weight = Integer(default=1)


class Seal(Table, tablename="seal"):
    ballot = reference("Ballot")
    held_by = Varchar(length=10)
    public_key = Varchar(length=64)
    salt = Varchar(length=64)
    threshold = Integer()
    published = Varchar(length=64)
    asked_at = moment(null=True)


class Share(Table, tablename="share"):
    seal = reference("Seal")
    trustee = reference("Trustee")
    key = reference("TrusteeKey")
    sealed = Text()
    digest = Varchar(length=64)
    words = Text()
    released_at = moment(null=True)


class Trustee(Table, tablename="trustee"):
    participant = reference("Participant")
    organisation = reference("Organisation")
    named_by = reference("Participant")
    since = moment()
    until = moment(null=True)


class TrusteeKey(Table, tablename="trustee_key"):
    trustee = reference("Trustee")
    public_key = Varchar(length=64)
    salt = Varchar(length=32)
    rounds = Integer()
    memory = Integer()
    set_at = moment()


class Rationale(Table, tablename="rationale"):
    amendment = reference("Amendment")
    ballot = reference("Ballot")
    summary = Text()
    why = Text()
    figures = Text()
    written_by = reference("Participant")
    written_for = reference("StakeholderGroup")
    written_at = moment()
    approved_by = reference("Participant", null=True)
    approved_for = reference("StakeholderGroup", null=True)
    published_at = moment(null=True, index=True)
    revision = reference("Revision", null=True)
    edition = reference("Edition", null=True)


class Statement(Table, tablename="statement"):
    rationale = reference("Rationale")
    group = reference("StakeholderGroup")
    organisation = reference("Organisation")
    participant = reference("Participant")
    body = Text()
    made_at = moment()


class Consolidated(Table, tablename="consolidated"):
    amendment = reference("Amendment")
    consolidation = reference("Consolidation")


class Consolidation(Table, tablename="consolidation"):
    clause = reference("Clause")
    number = Integer()
    base = reference("Revision")
    choices = Text(default="{}")
    text = Text()
    open_clashes = Integer()
    is_public = Boolean()
    saved_by = reference("Participant")
    saved_at = moment()


class ConsolidationPart(Table, tablename="consolidation_part"):
    consolidation = reference("Consolidation")
    amendment = reference("Amendment")
    wording = reference("Wording")
    part = Varchar(length=10)
    why = Text()


class Hold(Table, tablename="hold"):
    revision = reference("Revision")
    place = Integer()
    choice = Integer()
    words = Text()
    organisation = reference("Organisation")
    participant = reference("Participant")
    since = moment()
    until = moment(null=True)


class Carried(Table, tablename="carried"):
    comment = reference("Comment")
    wording = Varchar(length=160, index=True)
    fate = Varchar(length=10)
    start = Integer(default=None, null=True)
    end = Integer(default=None, null=True)
    algorithm = Varchar(length=40)
    made_at = moment()


class Renewal(Table, tablename="renewal"):
    comment = reference("Comment")
    wording = Varchar(length=160)
    answer = Varchar(length=10)
    participant = reference("Participant")
    made_at = moment()


TABLES = (
    Clause,
    Edition,
    EditionEntry,
    Instrument,
    Revision,
    Amendment,
    Question,
    Sponsor,
    Step,
    Wording,
    Motion,
    Procedure,
    Term,
    Answer,
    Ballot,
    Candidate,
    Cast,
    Clearance,
    RollEntry,
    Seal,
    Share,
    Trustee,
    TrusteeKey,
    Rationale,
    Statement,
    Consolidated,
    Consolidation,
    ConsolidationPart,
    Hold,
    Carried,
    Renewal,
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    make(manager, TABLES)
    return manager
