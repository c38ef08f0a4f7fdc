"""Commands of this feature."""
from forum.commandline import Command

COMMANDS: tuple[Command, ...] = ()
