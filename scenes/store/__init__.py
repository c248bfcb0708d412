"""A store on disk that several processes share: entries, locks, a limit.

May import nothing else of ours: it knows neither cases nor meshes.
"""
