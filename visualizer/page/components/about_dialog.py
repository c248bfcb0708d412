"""What the page is, what it is not, and who has checked it."""

from trame.widgets import html

from visualizer.content import Content
from visualizer.links.places import Places
from visualizer.page.components.dialogs import Panel
from visualizer.page.components.file_link import add_file_link
from visualizer.page.components.markup import text


class AboutDialog(Panel):
    """The full disclaimer and the list of sources.

    Parameters
    ----------
    content : Content
        The words.

    places : Places
        Where the walkthrough is as one file.

    """

    def __init__(self, content: Content, places: Places, **kwargs: object) -> None:
        words = content.page
        super().__init__("about", words.about, words, **kwargs)
        with self:
            about = (words.about_model, words.about_body, words.about_advice)
            for sentence in (words.disclaimer, *about):
                html.P(text(sentence))
            html.P(text(words.reviewed), classes="note")
            html.P(text(words.about_data))
            add_file_link(content, places)
            html.H3(text(words.sources))
            with html.Ol(classes="small"):
                for source in content.sources.values():
                    html.Li(text(source))
