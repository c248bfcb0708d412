"""The person around the spine: body, whole spine, ribs and pelvis, and how all of it bends.

`person_of` returns pieces; `posture_weights` turns the motion of the spine above into the weights
of their targets; `standing_up` and `lying_up` say which way is up; `has_body_data` whether there is
a body at all.  May import :mod:`meshes.tools` and :mod:`meshes.spine`.
"""

from meshes.person.body_data import BodyDataMissingError, has_body_data
from meshes.person.person import Person, Piece, person_of
from meshes.person.posture import posture_targets, posture_weights, standing_up
from meshes.person.spine_chain import lying_up, spine_places, standing_to_case

__all__ = [
    "BodyDataMissingError",
    "Person",
    "Piece",
    "has_body_data",
    "lying_up",
    "person_of",
    "posture_targets",
    "posture_weights",
    "spine_places",
    "standing_to_case",
    "standing_up",
]
