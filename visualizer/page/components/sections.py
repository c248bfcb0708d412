"""Sections of topics as HTML: the panel of topics and the printable page both show them."""

from trame.widgets import html

from visualizer.content import Content, PageWords, Sentence, TopicSection
from visualizer.page.components.call_dialog import EmergencyNumbers
from visualizer.page.components.citations import cited_html
from visualizer.page.components.markup import text


class TopicPart(html.Section):
    """A section of a topic under its own heading.

    Parameters
    ----------
    content : Content
        The words.

    section : TopicSection
        What to show.

    """

    def __init__(self, content: Content, section: TopicSection, **kwargs: object) -> None:
        super().__init__(classes=f"call-{section.group}" if section.group else "part", **kwargs)
        with self:
            if not section.group:
                html.H3(text(section.title))
            for group in content.call:
                if group.key == section.group:
                    html.H3(text(group.title))
                    html.P(text(group.lead))
                    _list(content, group.items)
            if section.kind == "text":
                html.P(cited_html(content, section.items))
            elif section.kind == "range":
                _ranges(content, section)
            elif section.items:
                _list(content, section.items)
            _options(content, section)
            if section.shows == "numbers":
                EmergencyNumbers(content)
            elif section.shows == "glossary":
                _glossary(content)


def _list(content: Content, items: tuple[Sentence, ...]) -> None:
    with html.Ul():
        for item in items:
            html.Li(cited_html(content, [item]))


def _options(content: Content, section: TopicSection) -> None:
    """Set treatments side by side, each with both of its sides."""
    if not section.options:
        return
    with html.Div(classes="options"):
        for option in section.options:
            with html.Article():
                html.H4(text(option.title))
                html.H5(text(content.page.good))
                _list(content, option.good)
                html.H5(text(content.page.hard))
                _list(content, option.hard)


def _ranges(content: Content, section: TopicSection) -> None:
    """List how often or how long, with the figure first where there is one."""
    with html.Ul(classes="ranges"):
        for item in section.items:
            with html.Li():
                if item.low is not None and item.high is not None:
                    html.Strong(text(range_text(content.page, section.unit, item.low, item.high)))
                html.Span(cited_html(content, [item]))


def range_text(words: PageWords, unit: str, low: float, high: float) -> str:
    """Say a range in few words.

    Parameters
    ----------
    words : PageWords
        The page's words.

    unit : {"in_100", "minutes", "hours"}
        What is counted.

    low, high : float
        The range; both the same for one figure, 0 below for "fewer than".

    Returns
    -------
    str
        The range in the page's language.

    """
    ends = {"low": f"{low:g}", "high": f"{high:g}"}
    if unit == "in_100" and low == high:
        return words.exact_100.format(count=ends["low"])
    if unit == "in_100" and low == 0:
        return words.upto_100.format(**ends)
    patterns = {
        "in_100": words.in_100_range,
        "minutes": words.in_minutes,
        "hours": words.in_hours,
    }
    return patterns[unit].format(**ends)


def _glossary(content: Content) -> None:
    with html.Dl():
        for term in content.glossary:
            html.Dt(text(term.name))
            html.Dd(cited_html(content, [term.definition]))
