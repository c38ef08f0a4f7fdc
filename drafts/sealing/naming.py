"""The secretariat names trustees and ends their duty; each trustee sets a passphrase."""

from __future__ import annotations

from drafts.rules.sealing import MOST
from drafts.sealing import letters
from drafts.sealing.passphrases import new_recipe, public_key_of
from drafts.sealing.tables import Trustee, TrusteeKey
from drafts.sealing.trustees import Nominee, nominees, standing
from forum.clock import now
from forum.database import atomic, one, one_or_not_found
from forum.errors import Conflict, Invalid, NotAllowed, Unlawful
from forum.mail.actions import write
from forum.organisations.actions import demand_secretariat
from forum.people import throttle
from forum.people.tables import Participant
from forum.record.actions import append
from forum.rules.passwords import acceptable
from forum.rules.permission import Identity


async def name(who: Identity, mandate: int) -> int:
    """Names the holder of this mandate. Returns the trustee's id. Raises Invalid with `mandate`, Unlawful."""
    async with atomic():
        demand_secretariat(who)
        chosen = next((each for each in await nominees() if each.mandate == mandate), None)
        if not chosen:
            raise Invalid(
                {"mandate": "Choose a person who has a mandate of an accredited organisation and is not a trustee yet."}
            )
        await _fits(chosen)
        row = Trustee(
            participant=chosen.participant, organisation=chosen.organisation, named_by=who.participant, since=now()
        )
        await row.save()
        await _tell(chosen)
        says = f"The secretariat named a trustee of sealed ballots from {chosen.organisation_name}."
        await append("trustee.named", "/trustees", says, row, who=who, detail={"trustee": row.id})
    return row.id


async def _fits(chosen: Nominee) -> None:
    present = (await standing()).trustees
    if len(present) >= MOST:
        raise Unlawful(
            f"There are {MOST} trustees already, and a key is divided into no more parts. End the duty of one first."
        )
    if other := next((each for each in present if each.owner == chosen.owner), None):
        belongs = (
            ""
            if other.organisation == chosen.organisation_name
            else f", which has the same owner as {chosen.organisation_name}"
        )
        raise Invalid(
            {"mandate": f"There is a trustee of {other.organisation} already{belongs}. One owner holds one share."}
        )


async def _tell(chosen: Nominee) -> None:
    person = await one(Participant.objects().where(Participant.id == chosen.participant).first())
    await write(person.email, *letters.named(chosen.organisation_name))


async def dismiss(who: Identity, trustee: int) -> None:
    """Seals new ballots without this trustee, who can still open the shares that were dealt before."""
    async with atomic():
        demand_secretariat(who)
        row = await one_or_not_found(Trustee.objects(Trustee.organisation).where(Trustee.id == trustee).first())
        if row.until:
            raise Conflict("The duty of this trustee has ended already.")
        named, row.organisation, row.until = row.organisation.name, row.organisation.id, now()
        await row.save(columns=[Trustee.until])
        says = f"The duty of the trustee of sealed ballots from {named} ended."
        await append("trustee.ended", "/trustees", says, row, who=who, detail={"trustee": row.id})


async def own(participant: int) -> Trustee | None:
    """The person's own row, while in force."""
    return await Trustee.objects().where(Trustee.participant == participant, Trustee.until.is_null()).first()


async def set_passphrase(who: Identity, passphrase: str, *, network: str, known: tuple[str, ...] = ()) -> None:
    """A new key for ballots that open from now on. `known`: what others know of the person. Raises NotAllowed,
    throttle.TooOften, or Invalid with `passphrase`. Call it outside a transaction: it hashes in between."""
    if not await own(who.participant):
        raise NotAllowed("You are not a trustee. The secretariat names trustees.")
    if not (verdict := acceptable(passphrase, who.name, *known)):
        raise Invalid({"passphrase": verdict.reasons})
    await throttle.attempt(f"passphrase {who.ref}", network)
    recipe = new_recipe()
    public_key = await public_key_of(passphrase, recipe)
    async with atomic():
        trustee = await own(who.participant)
        if not trustee:
            raise NotAllowed("You are not a trustee any more.")
        row = TrusteeKey(
            trustee=trustee.id,
            public_key=public_key,
            salt=recipe.salt,
            rounds=recipe.rounds,
            memory=recipe.memory,
            set_at=now(),
        )
        await row.save()
        says = "A trustee of sealed ballots set a passphrase."
        await append(
            "trustee.keyed", "/trustees", says, row, who=who, detail={"trustee": trustee.id, "public_key": public_key}
        )
