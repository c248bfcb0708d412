"""What a person takes along on paper: the steps, their questions, help, choices, risks, sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trame.widgets import html

from scenes.story.case import UNTREATED, Case
from visualizer.content import Content, Sentence, Topic, TopicSection, topic_sentences
from visualizer.links.places import Places
from visualizer.page.components.call_dialog import CallPart
from visualizer.page.components.citations import cited_html
from visualizer.page.components.example_line import case_line
from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import EMPTY, fixed, text
from visualizer.page.components.sections import TopicPart
from visualizer.page.language_pack import cited

PICTURES = (
    *("healthy", "fracture", "trocars", "inflation", "cement", "result"),
    *("injection", "outcome", "healing", "healed"),
)
"""Steps whose pictures tell the story in short."""
NOTE_LINES = 7


@dataclass(frozen=True, slots=True)
class PaperCase:
    """The words of the printable page, and the case that they are about.

    Attributes
    ----------
    content : Content
        The words, as they are for the case.

    case : Case
        The example.

    pictured : Case
        The example that the pictures show: of the same family, but perhaps with other numbers.

    """

    content: Content
    case: Case
    pictured: Case


class Handout(html.Main):
    """All of it, in the order in which it is printed.

    Parameters
    ----------
    paper : PaperCase
        The words and their case.

    stills : sequence of str
        Addresses of the still pictures, one per step.

    names : Mapping of str to str
        From each language that there is to its own name for itself.

    places : Places
        Where the page's neighbours are.

    """

    def __init__(
        self,
        paper: PaperCase,
        stills: Sequence[str],
        names: Mapping[str, str],
        places: Places,
        **kwargs: object,
    ) -> None:
        super().__init__(**kwargs)
        content, words = paper.content, paper.content.handout
        with self:
            _head(paper, names, places)
            if any(stills):
                with _part("pictures", words.pictures):
                    _pictures(paper, stills)
            with _part("steps", words.steps):
                for number in range(len(content.steps)):
                    _step(content, number)
            with _part("ask", words.ask):
                _questions(content)
                html.H3(text(words.notes))
                _lines("", *[""] * (NOTE_LINES - 1))
            with _part("call", content.page.call):
                for group in content.call:
                    CallPart(content, group)
                html.P(text(content.page.call_unsure))
                # A table of countries would take a sheet of its own.
                numbers = [f"{entry.country} {entry.number}" for entry in content.numbers]
                html.P(text("; ".join([*numbers, content.page.elsewhere]) + "."))
                _lines(words.team, words.night)
            for topic in _topics(content, "options"):
                compared = [section for section in topic.sections if section.options]
                _topic(content, topic, compared)
            for topic in _topics(content, "risks"):
                _topic(content, topic, topic.sections)
            with _part("sources", words.sources):
                _sources(content)


def sentences_on_paper(content: Content) -> tuple[Sentence, ...]:
    """Return the sentences of the printable page that carry the numbers of their sources.

    Parameters
    ----------
    content : Content
        The words.

    Returns
    -------
    tuple of Sentence
        In the order of the page.

    """
    stepped = [sentence for step in content.steps for sentence in step.words + step.feel]
    called = [item for group in content.call for item in group.items]
    compared = [
        sentence
        for topic in _topics(content, "options")
        for section in topic.sections
        for option in section.options
        for sentence in option.good + option.hard
    ]
    risks = [sentence for topic in _topics(content, "risks") for sentence in topic_sentences(topic)]
    return (*stepped, *called, *compared, *risks)


def _topics(content: Content, key: str) -> Iterator[Topic]:
    """Give the topic of that name, or nothing in words that have none."""
    return (topic for topic in content.topics if topic.key == key)


def _part(name: str, title: str) -> html.Section:
    part = html.Section(id=name, raw_attrs=fixed(aria_labelledby=f"{name}-title"))
    with part:
        html.H2(text(title), id=f"{name}-title")
    return part


def _topic(content: Content, topic: Topic, sections: Iterable[TopicSection]) -> None:
    with _part(topic.key, topic.title):
        html.P(text(topic.lead), classes="lead")
        for section in sections:
            TopicPart(content, section)


def _head(paper: PaperCase, names: Mapping[str, str], places: Places) -> None:
    content, words = paper.content, paper.content.handout
    with html.Nav(classes="tools"):
        html.A(text(words.back), raw_attrs=fixed(href=places.pages[content.language]))
        for language, name in names.items():
            if language != content.language:
                html.A(
                    text(name),
                    raw_attrs=fixed(
                        href=places.handouts[language], lang=language, hreflang=language
                    ),
                )
        html.A(text(content.page.call), classes="urgent", raw_attrs=fixed(href="#call"))
        attributes = [*fixed(data_print=""), "hidden"]
        html.Button(text(words.print), type="button", raw_attrs=attributes)
    html.H1(text(words.title))
    html.P(text(words.lead), classes="lead")
    with html.P(classes="disclaimer"):
        html.Strong(text(content.page.disclaimer))
        html.Span(text(f"{case_line(content, paper.case)}."))
        html.Span(text(content.page.reviewed))


def _pictures(paper: PaperCase, stills: Sequence[str]) -> None:
    content, shown = paper.content, paper.pictured
    with html.Div(classes="stills"):
        for number, step in enumerate(content.steps):
            if step.key in PICTURES and stills[number]:
                with html.Figure():
                    html.Img(src=stills[number], alt=text(step.picture))
                    html.Figcaption(text(f"{number + 1}. {step.title}"))
    html.P(text(content.page.badge), classes="small")
    if shown != paper.case:
        percent = f"{100 * shown.height_loss:.0f}"
        sentences = [content.taken.pictured.format(value=percent)]
        if shown.cement != paper.case.cement and shown.treatment != UNTREATED:
            sentences.append(content.taken.usual_cement)
        html.P(text(" ".join(sentences)), classes="small")


def _step(content: Content, number: int) -> None:
    step = content.steps[number]
    with html.Article():
        html.H3(text(f"{number + 1}. {step.title}"))
        html.P(cited_html(content, step.words))
        if step.feel:
            with html.P(classes="feel"):
                html.Strong(text(f"{content.page.feel}:"))
                html.Span(cited_html(content, step.feel))


def _questions(content: Content) -> None:
    """Set out all questions; a script puts those of the person's list before them."""
    html.Ul(EMPTY, classes="asked boxes", raw_attrs=["hidden"])
    with html.Div(classes="possible"):
        for topic in _topics(content, "questions"):
            for section in topic.sections:
                with html.Div(classes="group"):
                    html.H3(text(section.title))
                    with html.Ul(classes="boxes"):
                        for item in section.items:
                            _box(text(item.text), data_question=item.id)
    with html.Template(classes="own-question"):
        _box(EMPTY, dir="auto")


def _box(words: str, **attributes: str) -> None:
    with html.Li(raw_attrs=fixed(**attributes)):
        Icon("tick", classes="box")
        html.Span(words, classes="wording")


def _lines(*names: str) -> None:
    """Leave room to write: a ruled line for each name, which may be empty."""
    with html.Div(classes="lines"):
        for name in names:
            html.P(text(name))


def _sources(content: Content) -> None:
    words = content.page
    html.P(text(content.handout.numbered))
    with html.Ol():
        for source in cited(content, sentences_on_paper(content)):
            html.Li(text(source["text"]), raw_attrs=fixed(value=str(source["number"])))
    html.P(text(f"{words.reviewed_on}. {words.reviewed}"))
