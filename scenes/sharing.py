"""What several cases have in common is built once, where a cache is at hand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from scenes.cache import Arrays, Cache, plain_arrays

_at_hand: list[Cache] = []


@contextmanager
def sharing(cache: Cache) -> Iterator[None]:
    """Let :func:`shared` look into a cache, in all threads, until the block ends.

    Nothing that is made depends on it, only how long that takes; so it need not be handed down to
    everything that builds a part.

    Parameters
    ----------
    cache : Cache
        Where arrays are kept.

    """
    _at_hand.append(cache)
    try:
        yield
    finally:
        _at_hand.remove(cache)


def shared(
    name: str, arguments: Mapping[str, object], build: Callable[[], Mapping[str, object]]
) -> Arrays:
    """Return arrays that several cases need, from the cache at hand or built now.

    Parameters
    ----------
    name : str
        What they are, such as ``"vertebra"``.

    arguments : mapping of str to object
        Everything that they depend on beside the sources: plain data, as JSON has it.

    build : callable
        Makes them: arrays of numbers by name.

    Returns
    -------
    dict of str to numpy.ndarray
        The same values, types and memory order whether they were built or found.

    Raises
    ------
    TypeError
        If an argument is no plain data, or an array holds Python objects.

    """
    if _at_hand:
        return _at_hand[-1].shared(name, arguments, build)
    return plain_arrays(name, build())
