"""Who may do what on the ground floor: named predicates over a plain identity. Other floors build theirs from these."""

from __future__ import annotations

from dataclasses import dataclass

from forum.rules.verdict import Verdict, Yes, no, require

SECRETARIAT, MODERATOR, RAPPORTEUR, REGISTRAR = "secretariat", "moderator", "rapporteur", "registrar"  # offices
HEAD, DELEGATE, OBSERVER = "head", "delegate", "observer"  # mandates; forum.rules.roles says what each is called


@dataclass(frozen=True, slots=True)
class Speaking:
    """A mandate in force: for which organisation a person speaks, and as what."""

    mandate: int
    kind: str  # head | delegate | observer
    organisation: int
    organisation_slug: str
    organisation_name: str
    group: str  # key
    group_id: int
    group_name: str
    group_position: int
    accredited: bool


@dataclass(frozen=True, slots=True)
class Office:
    office: str
    group: str = ""  # key; "" for the secretariat
    group_id: int | None = None
    group_name: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person who is signed in, as rules see them. Only what is in force now is in it."""

    participant: int
    ref: str
    name: str
    mandates: tuple[Speaking, ...] = ()
    speaking: Speaking | None = None
    offices: tuple[Office, ...] = ()

    @property
    def mandate(self) -> Speaking:
        """The mandate that speaks now, for acts whose rule has asked `speaks` already."""
        if self.speaking is None:
            raise LookupError("No mandate speaks.")
        return self.speaking

    def office(self, name: str) -> Office | None:
        return next((held for held in self.offices if held.office == name), None)

    def held(self, name: str) -> Office:
        """The office that a rule has found this person to hold."""
        if found := self.office(name):
            return found
        raise LookupError(f"no office of {name}: ask a rule first")


def signed_in(who: Identity | None) -> Verdict:
    return require(who, "Sign in first.")


def holds(who: Identity | None, office: str) -> Verdict:
    return require(
        who and who.office(office),
        f"Only the {office} may do this." if office == SECRETARIAT else f"Only a {office} may do this.",
    )


def speaks(who: Identity | None) -> Verdict:
    """The person has a mandate in force from an accredited organisation, and it is the one that speaks now."""
    if not who:
        return no("Sign in first.")
    if not who.speaking:
        return no(
            "You hold no mandate from an organisation. Its head of delegation or the secretariat can give you one."
        )
    return require(
        who.speaking.accredited,
        f"{who.speaking.organisation_name} is not accredited. The secretariat accredits organisations.",
    )


def organisation_of(who: Identity | None) -> int | None:
    """The organisation for which the person speaks now, if there is one."""
    return who.speaking.organisation if who and who.speaking else None


def same_voice(who: Identity, made_for: str | None) -> bool:
    """Whether a form was made for the mandate that speaks now. `made_for`: the id of the mandate that spoke when its
    page was made, "" if none did, None if the form does not say: that is enough only of who could mean no other."""
    if made_for is None:
        return len(who.mandates) <= 1
    return made_for == (str(who.speaking.mandate) if who.speaking else "")


def _as(who: Identity | None, kinds: tuple[str, ...], reason: str) -> Verdict:
    verdict = speaks(who)
    return verdict and require(who and who.speaking and who.speaking.kind in kinds, reason)


def speaks_as_delegate(who: Identity | None) -> Verdict:
    return _as(who, (HEAD, DELEGATE), "Observers read and comment; only delegates and heads of delegation may do this.")


def speaks_as_head(who: Identity | None) -> Verdict:
    return _as(who, (HEAD,), "Only the head of delegation may do this, because an organisation has one voice.")


def may_comment(who: Identity | None) -> Verdict:
    return speaks(who)


def heads(who: Identity | None, organisation: int) -> bool:
    """The person is head of the organisation's delegation now, whichever of the person's mandates speaks."""
    return who is not None and any(held.organisation == organisation and held.kind == HEAD for held in who.mandates)


def may_administer(who: Identity | None) -> Verdict:
    """The secretariat enters organisations, names groups and gives offices."""
    return holds(who, SECRETARIAT)


def may_give_mandate(who: Identity | None, organisation: int, kind: str) -> Verdict:
    """The secretariat gives any mandate, a head of delegation those that do not carry the organisation's vote."""
    if holds(who, SECRETARIAT):
        return Yes()
    if not heads(who, organisation):
        return no("Only the secretariat and the organisation's own head of delegation may do this.")
    return require(kind in (DELEGATE, OBSERVER), "Only the secretariat names a head of delegation.")


def may_end_mandate(who: Identity | None, organisation: int, kind: str, participant: int) -> Verdict:
    """Whoever may give a mandate may end it, and everybody may lay down their own."""
    return Yes() if who and who.participant == participant else may_give_mandate(who, organisation, kind)
