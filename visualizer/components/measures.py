"""What is measured on the model: the height of the bone's front, and how far it tilts."""

from trame.widgets import html

from visualizer.components.markup import fixed, text
from visualizer.content import AsideWords


class MeasuresBox(html.Aside):
    """Two numbers that follow the picture, each from where it started.

    Parameters
    ----------
    words : AsideWords
        The words.

    """

    def __init__(self, words: AsideWords, **kwargs: object) -> None:
        super().__init__(
            classes="box measures", v_if="words[step].measured && words[0].rest.anterior", **kwargs
        )
        with self:
            html.H3(text(words.measured))
            with html.Dl():
                _measure(words, words.front_height, "anterior", "millimetres")
                _measure(words, words.tilt, "kyphosis", "degrees")
            html.P(
                text(words.before_break), v_if="words[step].measured === 'broken'", classes="small"
            )
            html.P(text(words.since_break), v_else=True, classes="small")


def _measure(words: AsideWords, name: str, measure: str, unit: str) -> None:
    since = f"words[words[step].measured === 'broken' ? 0 : 1].rest.{measure}"
    now = f"measures.{measure} ?? words[step].rest.{measure}"
    phrase = f"phrases.{unit}"
    with html.Div():
        html.Dt(text(name))
        with html.Dd():
            html.Span(f"{{{{ $look.filled('{{value}}', {since}) }}}}", classes="was")
            html.Span("→", classes="arrow", raw_attrs=fixed(aria_hidden="true"))
            html.Span(text(words.to), classes="spoken")
            html.Strong(f"{{{{ $look.filled({phrase}, {now}) }}}}")
        html.Dd(
            "{{ phrases.healthy.replace('{value}', "
            f"$look.filled({phrase}, words[0].rest.{measure})) }}}}",
            v_if="words[step].measured === 'now'",
            classes="small",
        )
