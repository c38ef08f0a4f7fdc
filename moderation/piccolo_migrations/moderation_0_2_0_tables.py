"""The tables of moderation as 0.2.0 has them. They are spelled out, since those that the code uses will change."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, ForeignKey, Integer, OnDelete, OnUpdate, Text, Timestamptz, Varchar
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
class Amendment(Table, tablename="amendment"): ...


class Application(Table, tablename="application"): ...


class Comment(Table, tablename="comment"): ...


class Instrument(Table, tablename="instrument"): ...


class Organisation(Table, tablename="organisation"): ...


class Participant(Table, tablename="participant"): ...


class StakeholderGroup(Table, tablename="stakeholder_group"): ...


class Case(Table, tablename="moderation_case"):
    comment = reference("Comment", null=True)
    opened_at = moment()
    closed_at = moment(null=True)
    outcome = Varchar(length=10)
    rule = Varchar(length=120)
    because = Text()
    kind = Varchar(length=14)
    about = Varchar(length=160)
    below = reference("self", null=True)


class Flag(Table, tablename="flag"):
    case = reference("Case")
    participant = reference("Participant")
    rule = Varchar(length=120)
    note = Text()
    flagged_at = moment()
    quote = Text()


class Opinion(Table, tablename="opinion"):
    case = reference("Case")
    participant = reference("Participant")
    group = reference("StakeholderGroup")
    view = Varchar(length=10)
    rule = Varchar(length=120)
    reasons = Text()
    given_at = moment()
    days = Integer()


class Floor(Table, tablename="floor"):
    instrument = reference("Instrument")
    number = Integer()
    heard = Varchar(length=20)
    words = Varchar(length=20)
    days = Integer()
    reasons = Text()
    set_by = reference("Participant")
    set_at = moment()


class Pass(Table, tablename="pass"):
    amendment = reference("Amendment")
    organisation = reference("Organisation")
    participant = reference("Participant")
    passed_at = moment()


class PeriodEnd(Table, tablename="comment_period_end"):
    amendment = reference("Amendment")
    ended_at = moment()
    until = moment(null=True)


class Waiver(Table, tablename="waiver"):
    amendment = reference("Amendment")
    kind = Varchar(length=10)
    about = reference("StakeholderGroup")
    waived_at = moment()


class Waiving(Table, tablename="waiving"):
    amendment = reference("Amendment")
    kind = Varchar(length=10)
    about = reference("StakeholderGroup")
    group = reference("StakeholderGroup")
    participant = reference("Participant")
    reasons = Text()
    given_at = moment()


class Candidate(Table, tablename="panel_candidate"):
    panel = reference("Panel")
    participant = reference("Participant")
    group = reference("StakeholderGroup")
    place = Integer()
    excluded = Varchar(length=12)


class Claim(Table, tablename="claim"):
    task = Varchar(length=160, unique=True)
    participant = reference("Participant")
    until = moment()


class Interest(Table, tablename="interest"):
    participant = reference("Participant")
    organisation = reference("Organisation")
    declared_at = moment()
    ended_at = moment(null=True)


class Panel(Table, tablename="panel"):
    case = reference("Case")
    size = Integer()
    apart = Varchar(length=40)
    seed_size = BigInt()
    seed = Varchar(length=64)
    drawn_at = moment()


class Seat(Table, tablename="panel_seat"):
    panel = reference("Panel")
    participant = reference("Participant")
    group = reference("StakeholderGroup")
    seated_at = moment()
    due_at = moment()
    reminded_at = moment(null=True)
    left_at = moment(null=True)
    why = Varchar(length=12)


class MeasureStatement(Table, tablename="measure_statement"):
    ref = Varchar(length=20, unique=True)
    case = reference("Case")
    comment = reference("Comment")
    measure = Varchar(length=10)
    rule = Varchar(length=120)
    rules = Integer()
    facts = Text()
    found = Varchar(length=10)
    groups = Varchar(length=200)
    dissent = Integer()
    days = Integer()
    decided_at = moment()
    until = moment(null=True)
    appeal_until = moment()
    ended_at = moment(null=True)
    ended = Varchar(length=12)


class Appeal(Table, tablename="appeal"):
    case = reference("Case")
    statement = reference("MeasureStatement", null=True)
    application = reference("Application", null=True)
    participant = reference("Participant")
    role = Varchar(length=12)
    reasons = Text()
    made_at = moment()


class Addition(Table, tablename="confidential_addition"):
    confidential = reference("Confidential")
    by_panel = Varchar(length=5)
    sealed = Text()
    added_at = moment()


class Confidential(Table, tablename="confidential"):
    case = reference("Case")
    code = Varchar(length=64, unique=True)
    about = reference("StakeholderGroup")
    sealed = Text()


class Alarm(Table, tablename="alarm"):
    kind = Varchar(length=20)
    key = Varchar(length=200, unique=True)
    about = Varchar(length=160)
    says = Text()
    figures = Text()
    raised_at = moment()
    outcome = Varchar(length=10)
    closed_at = moment(null=True)


class AlarmView(Table, tablename="alarm_view"):
    alarm = reference("Alarm")
    participant = reference("Participant")
    group = reference("StakeholderGroup")
    view = Varchar(length=10)
    reasons = Text()
    given_at = moment()


class Investigation(Table, tablename="investigation"):
    case = reference("Case")
    alarm = reference("Alarm", null=True)
    name = Varchar(length=200)
    question = Text()
    exit = Text()
    objections_until = moment(null=True)
    bloc = Integer()


class InvestigationObjection(Table, tablename="investigation_objection"):
    investigation = reference("Investigation")
    organisation = reference("Organisation")
    participant = reference("Participant")
    body = Text()
    made_at = moment()


class Party(Table, tablename="investigation_party"):
    investigation = reference("Investigation")
    organisation = reference("Organisation")


class Band(Table, tablename="campaign_band"):
    subject = Varchar(length=160)
    value = BigInt()
    comment = reference("Comment")


class Campaign(Table, tablename="campaign"):
    subject = Varchar(length=160, index=True)
    first = reference("Comment")
    begun_at = moment()


class CampaignComment(Table, tablename="campaign_comment"):
    campaign = reference("Campaign")
    comment = reference("Comment")
    likeness = Integer()


class Bucket(Table, tablename="bucket"):
    key = Varchar(length=120, unique=True)
    level = BigInt()
    at = moment()


TABLES = (
    Case,
    Flag,
    Opinion,
    Floor,
    Pass,
    PeriodEnd,
    Waiver,
    Waiving,
    Candidate,
    Claim,
    Interest,
    Panel,
    Seat,
    MeasureStatement,
    Appeal,
    Addition,
    Confidential,
    Alarm,
    AlarmView,
    Investigation,
    InvestigationObjection,
    Party,
    Band,
    Campaign,
    CampaignComment,
    Bucket,
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="moderation", description=DESCRIPTION)
    make(manager, TABLES)
    return manager
