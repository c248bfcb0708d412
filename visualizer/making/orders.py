"""Cases that are being made and cases that wait for it, by when somebody last asked for them."""

import math
import subprocess
import time
from collections import deque
from dataclasses import dataclass, field

from scenes.story.case import Case

FORGOTTEN = 10.0
"""Seconds after which a case that waits, and that nobody asks about any more, loses its place."""
GONE = 0.7
"""Seconds after which a case is nobody's whose asker wants another one instead: whoever else wants
it asks more often."""
NEARLY = 0.7
"""Share from which making a case is ended rather than given up: what is left takes a second."""
WAITING, STARTING = "waiting", "starting"


@dataclass(eq=False)
class Order:
    """A case that is to be made.

    Attributes
    ----------
    case : Case
        The case.

    key : str
        Its content address.

    asked : float
        When somebody asked for it last.

    left : float
        When its asker wanted another one instead; never, if it was asked for since.

    stage, share : str, float
        What happens to it, and how far it is.

    worker : subprocess.Popen or None
        Who makes it.

    is_given_up : bool
        Whether it makes way for another.

    """

    case: Case
    key: str
    asked: float
    left: float = math.inf
    stage: str = STARTING
    share: float = 0.0
    worker: subprocess.Popen[str] | None = field(default=None, repr=False)
    is_given_up: bool = False

    @property
    def is_nobodys(self) -> bool:
        """Whether its asker has gone over to another case, and nobody else has asked since."""
        return time.monotonic() - self.left > GONE


class Orders:
    """A short line of cases; whoever uses it sees to it that only one thread does at a time.

    Parameters
    ----------
    places : int
        Cases that may wait.

    ovens : int
        Cases that are made at a time.

    """

    def __init__(self, places: int, ovens: int) -> None:
        self.running: list[Order] = []
        self.waiting: deque[Order] = deque()
        self._places = places
        self._ovens = ovens

    def __len__(self) -> int:
        """Return how many there are in all."""
        return len(self.running) + len(self.waiting)

    def find(self, key: str) -> Order | None:
        """Return the order for a case, if there is one that will be carried out."""
        for order in (*self.running, *self.waiting):
            if order.key == key and not order.is_given_up:
                return order
        return None

    def ask(self, key: str) -> Order | None:
        """Return the same, and note that somebody wants it now."""
        order = self.find(key)
        if order is not None:
            order.asked, order.left = time.monotonic(), math.inf
        return order

    def leave(self, key: str) -> None:
        """Note that one of those who asked for a case wants another one instead."""
        order = self.find(key)
        if order is not None:
            order.left = time.monotonic()

    def add(self, case: Case, key: str) -> Order | None:
        """Let a case wait for its turn; None if every place is taken."""
        self._forget()
        if len(self.waiting) >= self._places:
            return None
        order = Order(case, key, time.monotonic())
        self.waiting.append(order)
        return order

    def begin(self) -> Order | None:
        """Take the one that has waited longest, if there is one."""
        self._forget()
        if not self.waiting:
            return None
        order = self.waiting.popleft()
        self.running.append(order)
        return order

    def give_up(self) -> list[Order]:
        """Return what is being made for nobody while somebody waits; it is to be ended."""
        self._forget()
        missing = max(0, len(self.waiting) + self._busy() - self._ovens)
        nobodys = [
            order
            for order in self.running
            if order.is_nobodys and order.share < NEARLY and not order.is_given_up
        ]
        for order in nobodys[:missing]:
            order.is_given_up = True
        return nobodys[:missing]

    def ahead(self, order: Order) -> int:
        """Return how many are made before a waiting one can begin."""
        return max(0, self._busy() + self.waiting.index(order) - self._ovens + 1)

    def _busy(self) -> int:
        return sum(not order.is_given_up for order in self.running)

    def _forget(self) -> None:
        """Drop those who wait for nobody."""
        oldest = time.monotonic() - FORGOTTEN
        self.waiting = deque(
            order for order in self.waiting if order.asked >= oldest and not order.is_nobodys
        )
