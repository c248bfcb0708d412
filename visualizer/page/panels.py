"""What stands around the living page as plain HTML: its head, and the panels that open over it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from trame_client.widgets.core import AbstractElement

from scenes.story.case import Case
from visualizer.content import Content
from visualizer.links.places import Places, served_places
from visualizer.page.components.about_dialog import AboutDialog
from visualizer.page.components.call_dialog import CallDialog
from visualizer.page.components.example_line import example_line
from visualizer.page.components.header import Header
from visualizer.page.components.help_dialog import HelpDialog
from visualizer.page.components.markup import fixed
from visualizer.page.components.topics_dialog import TopicsDialog
from visualizer.page.language_pack import json_data, language_pack
from visualizer.page.loose_widgets import loose_widgets


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Parts that stay the same before, after and without scripts, whatever the page shows.

    Attributes
    ----------
    head : str
        The head of the page.

    panels : str
        The panels that open over it.

    say : str
        What the page between them says, as JSON.

    """

    head: str
    panels: str
    say: str


def surroundings_of(
    content: Content,
    names: Mapping[str, str],
    places: Places | None = None,
    *,
    change: str = "",
) -> Surroundings:
    """Write what stands around the page in one language.

    Parameters
    ----------
    content : Content
        The words.

    names : Mapping of str to str
        From each language that there is to its own name for itself.

    places : Places, optional
        Where the page's neighbours are; on this server when not given.

    change : str, default: ""
        What the panel of cases is for; empty where there is none.

    Returns
    -------
    Surroundings
        The HTML.

    """
    say = json_data(language_pack(content, places))
    places = places or served_places(names)
    with loose_widgets() as server:
        loose: dict[str, Any] = {"trame_server": server, "connect_parent": False}
        panels = (
            CallDialog(content, **loose),
            TopicsDialog(content, places, **loose),
            HelpDialog(content, **loose),
            AboutDialog(content, places, **loose),
        )
        return Surroundings(
            head=_html(Header(content, names, places, change=change, **loose)),
            panels="".join(_html(panel) for panel in panels),
            say=say,
        )


def showing(around: Surroundings, content: Content, case: Case) -> Surroundings:
    """Return what stands around a page that shows another case from its first paint on."""
    usual, line = (escape(example_line(content, one)) for one in (Case(), case))
    panels = around.panels
    ours, theirs = (served_places([content.language], one) for one in (Case(), case))
    for name in ("handouts", "files"):
        old, new = (fixed(href=getattr(one, name)[content.language])[0] for one in (ours, theirs))
        panels = panels.replace(old, new)
    return replace(around, head=around.head.replace(usual, line), panels=panels)


def _html(widget: AbstractElement) -> str:
    return str(widget.html)
