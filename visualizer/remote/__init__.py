"""``--remote``: pyvista's own picture, painted here and streamed through trame.

The one room that loads VTK into the process that serves.
"""
