"""What the rules of procedure do by themselves, every second: each for itself, so that one that hangs holds up no
other."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from forum.clock import Untrusted, jumped
from forum.database import is_away
from forum.settings import Settings

LONGEST = 60  # seconds of one round of one tick; what is not done then is undone, and tried again
LATE = 90  # seconds after which somebody should look
Tick = Callable[[Settings], Awaitable[object]]
log = logging.getLogger("comity")


class Ticking:
    """Calls every second what the clock has to do. `beats` says when each tick was last done, by the clock that nobody
    sets (seconds)."""

    def __init__(self, settings: Settings, ticks: Sequence[Tick]) -> None:
        self.settings, self.ticks = settings, ticks
        self.alarmed = False
        self.beats = {self.name(each): time.monotonic() for each in ticks}

    @staticmethod
    def name(tick: Tick) -> str:
        return getattr(tick, "__qualname__", repr(tick))

    async def run(self) -> None:
        await asyncio.gather(*(self._again_and_again(each) for each in self.ticks))

    async def _again_and_again(self, tick: Tick) -> None:
        while True:
            await self._once(tick)
            await asyncio.sleep(1)

    async def _once(self, tick: Tick) -> None:
        try:
            if self._clock_jumped():
                return
            async with asyncio.timeout(LONGEST):
                await tick(self.settings)
            self.beats[self.name(tick)] = time.monotonic()
        except Exception as error:
            if is_away(error) or isinstance(error, Untrusted):
                log.warning("%s waits: %r", self.name(tick), error)
            else:
                log.exception("%s failed", self.name(tick))

    def _clock_jumped(self) -> bool:
        """Then nothing ends by the clock: no ballot closes. Said once, to whoever reads the log."""
        why = jumped()
        if bool(why) != self.alarmed:
            log.error("%s", why or "The clock is where it should be again.")
        self.alarmed = bool(why)
        return self.alarmed

    def late(self) -> list[str]:
        """The ticks that have not been done for longer than LATE seconds."""
        return [name for name, beat in self.beats.items() if time.monotonic() - beat > LATE]
