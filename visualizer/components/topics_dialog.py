"""What there is to read beside the steps: choices, studies, risks, getting ready, questions."""

from trame.widgets import html

from visualizer.components.call_dialog import EmergencyNumbers
from visualizer.components.citations import source_fold, told_html
from visualizer.components.dialogs import Panel
from visualizer.components.markup import text
from visualizer.content import Content, PageWords, Sentence, Topic, TopicSection, topic_sentences


class TopicsDialog(Panel):
    """Every topic, folded under its name; opens over the step and leaves it as it is.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        words = content.page
        super().__init__("topics", words.topics, words.close, **kwargs)
        with self:
            html.P(text(words.topics_from), classes="small")
            for topic in content.topics:
                _TopicFold(content, topic)
            html.P(text(words.reviewed), classes="note")


class _TopicFold(html.Details):
    """One topic."""

    def __init__(self, content: Content, topic: Topic, **kwargs: object) -> None:
        super().__init__(id=f"topic-{topic.key}", classes="topic", **kwargs)
        with self:
            html.Summary(text(topic.title))
            html.P(text(topic.lead), classes="lead")
            for section in topic.sections:
                _section(content, section)
            source_fold(content, _shown_sentences(content, topic))


def _shown_sentences(content: Content, topic: Topic) -> tuple[Sentence, ...]:
    """Return what a topic says, with what it shows of the panel "When to call"."""
    groups = {section.group for section in topic.sections}
    called = [item for group in content.call if group.key in groups for item in group.items]
    tables = {section.shows for section in topic.sections}
    defined = [term.definition for term in content.glossary if "glossary" in tables]
    return (*topic_sentences(topic), *called, *defined)


def _section(content: Content, section: TopicSection) -> None:
    with html.Section():
        if not section.group:
            html.H3(text(section.title))
        for group in content.call:
            if group.key == section.group:
                html.H3(text(group.title))
                html.P(text(group.lead))
                _list(content, group.items)
        if section.kind == "text":
            html.P(told_html(content, section.items))
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
            html.Li(told_html(content, [item]))


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
                html.Span(told_html(content, [item]))


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
            html.Dd(told_html(content, [term.definition]))
