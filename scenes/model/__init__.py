"""The parts of a case, assembled: bones, soft tissue, devices, openings, labels, measures.

May import what :mod:`scenes.motion` may, that room, and :mod:`scenes.store`.
"""
