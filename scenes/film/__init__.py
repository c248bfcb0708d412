"""Albums of stills and the movie: words and pictures, put together and encoded.

May import :mod:`scenes.paint` and :mod:`scenes.story`.
"""
