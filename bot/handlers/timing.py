"""Every wait of serving in one place, so that tests can shorten them together."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Waits and limits, in seconds."""

    long_poll: int = 30
    """How long Telegram holds an empty answer back. It allows 50; middleboxes cut idle connections after a minute."""
    breath: float = 0.01
    """Between an update that may be confirmed and the poll that does it: more may be done by then."""
    repoll: float = 0.02
    """While nothing can be confirmed, how soon to ask for new updates: Telegram answers at once with the old ones."""
    longest_repoll: float = 1.0
    """The pause doubles up to this while nothing new comes."""
    slow: float = 3.0
    """An update under way for longer holds its chat back, and gives up its place where others need it."""
    first_pause: float = 0.5
    longest_pause: float = 15.0
    """Back-off after network errors doubles from the first to the longest: how late an outage's end is noticed."""
    conflict_patience: float = 45.0
    """A redeploy runs two instances for some seconds; longer than this is somebody's mistake."""
    update_patience: float = 90.0
    """A try at one update that takes longer is stopped and counts as a passing fault."""
    give_up_after: float = 3600.0
    """Tries at an answer that could not be sent begin for so long; after that it is not wanted any more."""
    longest_wait: float = 24 * 3600.0
    """A wait that Telegram names is waited out up to this: for so long Telegram keeps updates itself."""
    webhook_patience: float = 25.0
    """An update that Telegram brought is answered 503 after this; it gives up listening after a minute."""
    adopt_every: float = 5.0
    """How often to look for replies that a process has left which is dead."""
    shutdown: float = 10.0
    """For what is under way after a signal; orchestrators kill after 10 to 30 s."""
    check_tries: int = 3
    """Calls that `run --check` makes before it says that Telegram cannot be reached."""

    named_anew_every: float = 600.0
    """How often to ask for the bot's own name and modes, which BotFather may change meanwhile."""
    menu_breath: float = 0.2
    """Between two calls that look after menus."""

    def pause(self, failures: int) -> float:
        """Return how long to wait after the `failures`-th failure in a row (from 1), half of it by chance."""
        whole = min(self.longest_pause, self.first_pause * 2.0 ** min(failures - 1, 30))
        return whole * random.uniform(0.5, 1)  # noqa: S311 - jitter, so that instances do not come back together
