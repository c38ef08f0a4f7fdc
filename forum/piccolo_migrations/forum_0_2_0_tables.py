"""The tables of forum as 0.2.0 has them. They are spelled out, since those that the code uses will change."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, Boolean, ForeignKey, Integer, OnDelete, OnUpdate, Text, Timestamptz, Varchar
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


class Accreditation(Table, tablename="accreditation"):
    organisation = reference("Organisation")
    accredited_by = reference("Participant", null=True)
    accredited_at = moment()
    ended_by = reference("Participant", null=True)
    ended_at = moment(null=True)
    why = Text()
    application = reference("Application", null=True)


class Application(Table, tablename="application"):
    organisation = reference("Organisation")
    put_forward_by = reference("Participant", null=True)
    put_forward_at = moment()
    outcome = Varchar(length=10)
    closed_at = moment(null=True)


class Bloc(Table, tablename="bloc"):
    name = Varchar(length=200)
    report = Varchar(length=160)
    since = moment()
    until = moment(null=True)
    why_ended = Text()


class BlocMember(Table, tablename="bloc_member"):
    bloc = reference("Bloc")
    organisation = reference("Organisation")


class Ground(Table, tablename="ground"):
    application = reference("Application")
    participant = reference("Participant")
    group = reference("StakeholderGroup")
    view = Varchar(length=10)
    grounds = Text()
    given_at = moment()


class Organisation(Table, tablename="organisation"):
    slug = Varchar(length=80, unique=True)
    name = Varchar(length=200)
    group = reference("StakeholderGroup")
    parent = reference("self", null=True)
    region = Varchar(length=80)
    about = Text()
    entered_at = moment()


class Ownership(Table, tablename="ownership"):
    organisation = reference("Organisation")
    owner = reference("Organisation", null=True)
    grounds = Text()
    declared_by = reference("Participant", null=True)
    declared_at = moment()


class StakeholderGroup(Table, tablename="stakeholder_group"):
    key = Varchar(length=40, unique=True)
    name = Varchar(length=80)
    position = Integer()


class Attempt(Table, tablename="attempt"):
    key = Varchar(length=64, index=True)
    at = moment(index=True)


class Invitation(Table, tablename="invitation"):
    token_hash = Varchar(length=64, unique=True)
    email = Varchar(length=254)
    name = Varchar(length=120)
    organisation = reference("Organisation", null=True)
    kind = Varchar(length=20)
    office = Varchar(length=20)
    group = reference("StakeholderGroup", null=True)
    until = moment(null=True)
    invited_by = reference("Participant", null=True)
    invited_at = moment()
    expires_at = moment()
    accepted_by = reference("Participant", null=True)
    accepted_at = moment(null=True)


class LoginSession(Table, tablename="login_session"):
    token_hash = Varchar(length=64, unique=True)
    participant = reference("Participant")
    mandate = reference("Mandate", null=True)
    csrf = Varchar(length=64, secret=True)
    agent = Varchar(length=200)
    opened_at = moment()
    seen_at = moment()
    expires_at = moment()


class Mandate(Table, tablename="mandate"):
    participant = reference("Participant")
    organisation = reference("Organisation")
    kind = Varchar(length=20)
    since = moment()
    until = moment(null=True)
    named = Boolean()
    given_by = reference("Participant", null=True)


class Office(Table, tablename="office"):
    participant = reference("Participant")
    office = Varchar(length=20)
    group = reference("StakeholderGroup", null=True)
    since = moment()
    until = moment(null=True)
    given_by = reference("Participant", null=True)


class Participant(Table, tablename="participant"):
    ref = Varchar(length=32, unique=True)
    name = Varchar(length=120)
    email = Varchar(length=254, unique=True)
    password = Varchar(length=200, secret=True)
    demonstrates = Varchar(length=200)
    joined_at = moment()


class Submission(Table, tablename="submission"):
    key = Varchar(length=120, unique=True)
    location = Text()
    at = moment()


class Letter(Table, tablename="letter"):
    recipient = Varchar(length=254)
    subject = Varchar(length=200)
    body = Text()
    written_at = moment()
    sent_at = moment(null=True, index=True)
    attempts = Integer()
    retry_at = moment(null=True)


class Checkpoint(Table, tablename="checkpoint"):
    size = BigInt(index=True)
    root = Varchar(length=64)
    note = Text()
    signed_at = moment()


class RecordEntry(Table, tablename="record_entry"):
    seq = BigInt(unique=True)
    at = moment(index=True)
    kind = Varchar(length=60, index=True)
    subject = Varchar(length=120, index=True)
    actor = Varchar(length=32)
    says = Text()
    bytes = Text()


class RecordHead(Table, tablename="record_head"):
    origin = Varchar(length=200)
    size = BigInt()
    frontier = Text()
    root = Varchar(length=64)


class RecordNode(Table, tablename="record_node"):
    level = Integer()
    index = BigInt()
    hash = Varchar(length=64)


class Witness(Table, tablename="witness"):
    row = Varchar(length=80, unique=True)
    seq = BigInt(index=True)
    nonce = Varchar(length=64)
    digest = Varchar(length=64, index=True)


class Agreement(Table, tablename="agreement"):
    comment = reference("Comment")
    organisation = reference("Organisation")
    participant = reference("Participant")
    since = moment()
    until = moment(null=True)


class Comment(Table, tablename="comment"):
    container = Varchar(length=120, index=True)
    subject = Varchar(length=160, index=True)
    wording = Varchar(length=160)
    parent = reference("self", null=True)
    participant = reference("Participant")
    organisation = reference("Organisation", null=True)
    group = reference("StakeholderGroup", null=True)
    stance = Varchar(length=20)
    body = Text()
    resolution = Text()
    quote = Text()
    quote_before = Text()
    quote_after = Text()
    quote_start = Integer()
    quote_end = Integer()
    made_at = moment(index=True)
    words = Integer()


class Disposition(Table, tablename="disposition"):
    comment = reference("Comment")
    kind = Varchar(length=20)
    reason = Text()
    given_by = reference("Participant")
    given_at = moment()


class Hiding(Table, tablename="hiding"):
    comment = reference("Comment")
    rule = Varchar(length=120)
    because = Text()
    hidden_at = moment()
    lifted_at = moment(null=True)
    kind = Varchar(length=12)
    until = moment(null=True)
    statement = Varchar(length=20)


class Mark(Table, tablename="mark"):
    comment = reference("Comment")
    kind = Varchar(length=12)
    rule = Varchar(length=120)
    because = Text()
    statement = Varchar(length=20)
    set_at = moment()
    until = moment()
    lifted_at = moment(null=True)


class Pause(Table, tablename="pause"):
    participant = reference("Participant")
    statement = Varchar(length=20)
    since = moment()
    until = moment()
    lifted_at = moment(null=True)


class Rewriting(Table, tablename="rewriting"):
    comment = reference("Comment")
    body = Text()
    resolution = Text()
    rewritten_at = moment()
    words = Integer()


TABLES = (
    Accreditation,
    Application,
    Bloc,
    BlocMember,
    Ground,
    Organisation,
    Ownership,
    StakeholderGroup,
    Attempt,
    Invitation,
    LoginSession,
    Mandate,
    Office,
    Participant,
    Submission,
    Letter,
    Checkpoint,
    RecordEntry,
    RecordHead,
    RecordNode,
    Witness,
    Agreement,
    Comment,
    Disposition,
    Hiding,
    Mark,
    Pause,
    Rewriting,
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    make(manager, TABLES)
    return manager
