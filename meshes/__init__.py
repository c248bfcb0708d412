"""Pure geometry of spine, instruments, person and room: sizes in, closed triangle meshes out.

Everything is in millimetres in one right-handed frame: X points to the patient's left, Y to the
head, Z to the front, and the origin is the centre of the treated vertebral body at rest.  This is
the frame of glTF (+Y up, +Z front), so no axis is ever converted.  Angles are radians, transforms
are ``(4, 4)`` arrays that act on column vectors.
"""
