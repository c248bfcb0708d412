"""The room: the person lying face down, table, pillows, drape, C-arm, marks and plasters.

`room_of` returns pieces like those of :mod:`meshes.person`; `skin_entry` finds where a needle comes
out of the skin.  May import :mod:`meshes.tools`, :mod:`meshes.spine` and :mod:`meshes.person`.
"""

from meshes.room.room import Room, room_of, skin_entry

__all__ = ["Room", "room_of", "skin_entry"]
