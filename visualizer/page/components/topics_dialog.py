"""What there is to read beside the steps: choices, studies, risks, getting ready, questions."""

from trame.widgets import html

from visualizer.content import Content, Sentence, Topic, topic_sentences
from visualizer.links.places import Places
from visualizer.page.components.citations import source_fold
from visualizer.page.components.dialogs import Panel
from visualizer.page.components.handout_link import add_handout_link
from visualizer.page.components.markup import text
from visualizer.page.components.questions import Questions
from visualizer.page.components.sections import TopicPart


class TopicsDialog(Panel):
    """Every topic, folded under its name; opens over the step and leaves it as it is.

    Parameters
    ----------
    content : Content
        The words.

    places : Places
        Where the printable page is.

    """

    def __init__(self, content: Content, places: Places, **kwargs: object) -> None:
        words = content.page
        super().__init__("topics", words.topics, words, **kwargs)
        with self:
            html.P(text(words.topics_from), classes="small")
            for topic in content.topics:
                _TopicFold(content, topic, places)
            if places.handouts:
                with html.P():
                    add_handout_link(content, places)
            html.P(text(words.reviewed), classes="note")


class _TopicFold(html.Details):
    """One topic."""

    def __init__(self, content: Content, topic: Topic, places: Places, **kwargs: object) -> None:
        super().__init__(id=f"topic-{topic.key}", classes="topic", **kwargs)
        with self:
            html.Summary(text(topic.title))
            html.P(text(topic.lead), classes="lead")
            if topic.key == "questions":
                Questions(content, topic, places)
            else:
                for section in topic.sections:
                    TopicPart(content, section)
            source_fold(content, _shown_sentences(content, topic))


def _shown_sentences(content: Content, topic: Topic) -> tuple[Sentence, ...]:
    """Return what a topic says, with what it shows of the panel "When to call"."""
    groups = {section.group for section in topic.sections}
    called = [item for group in content.call if group.key in groups for item in group.items]
    tables = {section.shows for section in topic.sections}
    defined = [term.definition for term in content.glossary if "glossary" in tables]
    return (*topic_sentences(topic), *called, *defined)
