"""The few icons of the controls, as shapes that take the colour of their text."""

from trame.widgets import html

from visualizer.page.components.markup import fixed

SHAPES = {
    "play": "M8 5.5v13l11-6.5z",
    "pause": "M7 5h3.600v14H7zM13.400 5H17v14h-3.600z",
    "back": "M15 5.500 8.500 12l6.500 6.500",
    "next": "M9 5.500 15.500 12 9 18.500",
    "full": "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
    "reset": "M5 12a7 7 0 1 0 2.200-5.100M5 4v4.500h4.500",
    "close": "M6 6l12 12M18 6 6 18",
    "enlarge": "M13.500 10.500 19 5M14 5h5v5M10.500 13.500 5 19M10 19H5v-5",
    "shrink": "M19 5l-5.500 5.500M13.500 5.500v5h5M5 19l5.500-5.500M10.500 18.500v-5h-5",
    "voice": "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9.200a4 4 0 0 1 0 5.600"
    "M18 6.700a7.500 7.500 0 0 1 0 10.600",
    "stop": "M6.500 6.500h11v11h-11z",
    "heights": "M4 4v16h16M7.500 7.500l4 7 4.500-4H20",
    "tick": "M5 12.500 10 17.500 19 7",
}
FILLED = frozenset({"play", "pause", "stop"})


class Icon(html.Span):
    """An icon that screen readers pass over.

    Parameters
    ----------
    name : str
        One of ``SHAPES``.

    """

    def __init__(self, name: str, **kwargs: object) -> None:
        kind = "icon filled" if name in FILLED else "icon"
        shape = f'<svg viewBox="0 0 24 24" class="{kind}"><path d="{SHAPES[name]}"></path></svg>'
        super().__init__(shape, raw_attrs=fixed(aria_hidden="true"), **kwargs)
