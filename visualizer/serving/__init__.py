"""The server: routes, headers, the websocket's guard, files and downloads.

May import every room but the commands and :mod:`visualizer.remote`; it never loads VTK.
"""
