"""What accompanies a case."""

from dataclasses import replace

import pytest

from scenes.story.case import CHOICES, Case
from scenes.story.companion import KINDS, Companion, companions, companions_of


def test_a_case_has_a_person_and_a_room():
    """Both are centred on its bone; the room has the marks of its needles."""
    person, room = companions_of(Case(level="L3", approach="unipedicular"))
    assert (person.kind, room.kind) == KINDS
    assert person.level == room.level == "L3"
    assert room.approach == "unipedicular"


@pytest.mark.parametrize(
    "other",
    [
        {"shape": "crush"},
        {"treatment": "vertebroplasty"},
        {"height_loss": 0.2},
        {"neighbour": "waiting"},
    ],
)
def test_cases_that_differ_inside_share_them(other):
    """How the bone breaks and what is done is not seen on the skin."""
    case = Case(level="L2")
    assert companions_of(replace(case, **other)) == companions_of(case)


def test_whatever_the_needles_the_person_is_the_same():
    """Only the room knows them."""
    people, rooms = zip(
        *(companions_of(Case(approach=approach)) for approach in CHOICES["approach"]), strict=True
    )
    assert len(set(people)) == 1
    assert len(set(rooms)) == len(CHOICES["approach"])


def test_all_cases_are_accompanied():
    """A person for every bone, a room for every bone and way of going in, each once."""
    levels, approaches = CHOICES["level"], CHOICES["approach"]
    rooms = {Companion("room", level, approach) for level in levels for approach in approaches}
    found = companions()
    assert len(found) == len(set(found)) == len(levels) + len(rooms)
    assert {one for one in found if one.kind == "room"} == rooms
