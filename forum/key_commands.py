"""The commands `comity key` and `comity clock` put right what only the operator can; everybody reads of it in the
record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

from forum import master
from forum.clock import now
from forum.commandline import Command
from forum.database import connected
from forum.opening import opened
from forum.record import key, keys, rotation
from forum.record.actions import put_right
from forum.record.key import WrongKey
from forum.rules.keychain import SEAL
from forum.settings import Settings, read

KEY = """Change the key that signs the record, or go on after one was lost.

rotate         a new key takes the place of record.key. The old one signs it, an entry of the record says so, and
               /record/key names both. Servers that run meanwhile take it by themselves. The old key is destroyed.
lost record    for a record.key that nobody has any more: a new one, which nothing but the entry vouches for.
lost seal      for a seal.key that nobody has any more: votes that it sealed in ballots without trustees stay closed."""

CLOCK = """Say whether the server's clock fits the record; put the record right after a clock that was ahead.

While the clock is more than 5 seconds behind the last entry, nothing is written. If the clock was ahead and wrote
entries of a future, set it right and run `comity clock --put-right`: an entry says so, and the forum goes on."""


def prepare_key(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", metavar="rotate|lost", required=True)
    verbs.add_parser("rotate", help="a new key for the record, signed by the old one")
    verbs.add_parser("lost", help="go on without a key").add_argument("which", choices=("record", "seal"))


async def run_key(arguments: Namespace) -> int:
    settings = read()
    if arguments.verb == "rotate":
        async with opened(settings):
            public = await rotation.rotate(settings.key_file)
        rotation.settle(settings.key_file)
        print(f"The record is signed by a new key from now on: {public}. Make a copy of {settings.key_file}.")
        return 0
    async with connected(settings.database_url):
        await (_lost_record if arguments.which == "record" else _lost_seal)(settings)
    return 0


async def _lost_record(settings: Settings) -> None:
    public = await rotation.replace_lost_key(settings.key_file)
    rotation.settle(settings.key_file)
    print(f"The record is signed by a new key from now on: {public}. Tell whoever keeps checkpoints.")


async def _lost_seal(settings: Settings) -> None:
    stated, file = await keys.links(), settings.seal_file
    key.use(key.Signer(settings.record_name, await keys.own_key(settings.key_file, stated), settings.key_file))
    said = keys.newest(stated, SEAL)
    if file.exists() and said and master.check_value(master.read(file)) == said.public:
        raise WrongKey(f"The secret is not lost: it is at {file}.")
    if file.exists() or not said:
        raise WrongKey(f"Another secret is at {file}. Move it away first." if said else "Start the forum first.")
    await rotation.state_new_secret(master.check_value(master.load(file)))
    print(f"Ballots are sealed by a new secret from now on. Make a copy of {file}.")


def prepare_clock(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--put-right", action="store_true", help="write that earlier entries say times that were not so"
    )


async def run_clock(arguments: Namespace) -> int:
    async with opened(read()):
        if arguments.put_right:
            receipt = await put_right()
            print(f"Entry {receipt.seq} says that the clock was put right. The forum goes on.")
            return 0
        last = await keys.last_at()
    print(f"The clock says {now():%Y-%m-%d %H:%M:%S} UTC. The last entry of the record is of {last or 'no time yet'}.")
    return 0


COMMANDS = (Command("key", KEY, prepare_key, run_key), Command("clock", CLOCK, prepare_clock, run_clock))
