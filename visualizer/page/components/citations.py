"""Sentences with the numbers of their sources, and the sources by number."""

from collections.abc import Iterable

from trame.widgets import html

from visualizer.content import Content, Sentence
from visualizer.page.components.markup import fixed, text
from visualizer.page.language_pack import cited, cited_sentences


def source_fold(content: Content, sentences: Iterable[Sentence]) -> None:
    """Fold the sources, if any; while they are open, the sentences carry their numbers."""
    sources = cited(content, sentences)
    if not sources:
        return  # an empty element would take in whatever follows it
    with html.Details(classes="sources"):
        html.Summary(text(content.page.sources))
        with html.Ol(classes="small"):
            for source in sources:
                html.Li(text(source["text"]), raw_attrs=fixed(value=str(source["number"])))


def cited_html(content: Content, sentences: Iterable[Sentence]) -> str:
    """Return sentences as HTML, each followed by the numbers of its sources."""
    return " ".join(
        f'<span>{text(one["text"])}</span><sup class="cite">{one["cites"]}</sup>'
        for one in cited_sentences(content, sentences)
    )
