"""A person's list of questions: what to tick, what to add, and the way to paper."""

from trame.widgets import html

from visualizer.content import Content, QuestionWords, Topic
from visualizer.links.places import Places
from visualizer.page.components.citations import cited_html
from visualizer.page.components.handout_link import add_handout_link
from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import EMPTY, fixed, text


class Questions(html.Div):
    """Questions with boxes to tick; what only scripts can do is hidden until they run.

    Parameters
    ----------
    content : Content
        The words.

    topic : Topic
        Its items are the questions.

    places : Places
        Where the printable page is.

    """

    def __init__(self, content: Content, topic: Topic, places: Places, **kwargs: object) -> None:
        super().__init__(classes="questions", **kwargs)
        words = content.questions
        with self:
            for section in topic.sections:
                with html.Section(raw_attrs=fixed(role="group", aria_label=section.title)):
                    html.H3(text(section.title))
                    for item in section.items:
                        with html.Label(classes="question"):
                            html.Input(type="checkbox", raw_attrs=fixed(data_question=item.id))
                            html.Span(cited_html(content, [item]))
            with html.Section(raw_attrs=[*fixed(data_scripted=""), "hidden"]):
                html.H3(text(words.yours))
                _own_questions(words)
            with html.Div(classes="list-bar"):
                forms = {f"data_{form}": phrase for form, phrase in words.ticked.items()}
                forms["data_cleared"] = words.cleared
                html.P(EMPTY, classes="ticked", raw_attrs=fixed(role="status", **forms))
                add_handout_link(content, places, "link main")
                _button("clear", words.clear)
                _button("undo", words.undo)
            html.P(text(words.stays), classes="small", raw_attrs=[*fixed(data_kept=""), "hidden"])
            html.P(
                text(words.not_kept),
                classes="small note",
                raw_attrs=[*fixed(data_unkept=""), "hidden"],
            )


def _own_questions(words: QuestionWords) -> None:
    html.Ul(EMPTY, classes="own")
    # The script copies it for each question.
    with html.Template(classes="own-question"), html.Li():
        Icon("tick")
        html.Span(EMPTY, classes="wording", raw_attrs=fixed(dir="auto"))
        html.Button(text(words.remove), type="button", classes="quiet")
    with html.Form(classes="own-form", raw_attrs=fixed(data_own="")):
        html.Label(text(words.own), raw_attrs=fixed(_for="own-question"))
        with html.Div(classes="own-row"):
            html.Input(
                type="text",
                id="own-question",
                autocomplete="off",
                raw_attrs=fixed(dir="auto", aria_describedby="own-problem"),
            )
            html.Button(text(words.add), type="submit")
        html.P(
            EMPTY,
            id="own-problem",
            classes="problem",
            raw_attrs=fixed(
                role="alert", data_too_long=words.too_long, data_too_many=words.too_many
            ),
        )


def _button(does: str, words: str) -> None:
    """Add a button that appears where there is something to do for it."""
    attributes = [*fixed(data_list=does), "hidden"]
    html.Button(text(words), type="button", classes="quiet", raw_attrs=attributes)
