"""The walkthrough as where the shape of a person is not installed: near pictures, and less work."""

from contextlib import contextmanager
from unittest.mock import patch

from scenes.file import key
from scenes.model import sources
from scenes.story.case import Case
from visualizer.content import load_content
from visualizer.content.variants import varied


@contextmanager
def alone():
    """Do without the shape of a person for a while."""
    # A key is found once; with a person and without, pictures have different ones.
    key._picture_makers.cache_clear()
    with patch.object(sources, "find_spec", return_value=None):
        yield
    key._picture_makers.cache_clear()


def said_alone(language="en", case=None):
    """Return all words, with the steps as they are said where nobody stands around the spine."""
    with alone():
        return varied(load_content(language), case or Case())
