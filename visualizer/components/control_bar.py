"""Play, the slider, and what belongs to them."""

from trame.widgets import html

from visualizer.components.icons import Icon
from visualizer.components.markup import bound, fixed, text
from visualizer.components.step_slider import StepSlider
from visualizer.content import PageWords

SPEEDS = ("0.5", "1", "2")


class ControlBar(html.Div):
    """Back, play, next, the slider, speed and full screen.

    Parameters
    ----------
    words : PageWords
        The page's words.

    """

    def __init__(self, words: PageWords, **kwargs: object) -> None:
        attributes = fixed(role="group", aria_label=words.controls)
        super().__init__(classes="bar", raw_attrs=attributes, **kwargs)
        with self:
            with html.Div(classes="transport"):
                _button(words.back, "back", "$walk.back()", "time <= 0")
                PlayButton(words)
                _button(words.next, "next", "$walk.next()", "time >= last")
            StepSlider(words)
            with html.Div(classes="extras"):
                with html.Select(
                    v_model="speed", classes="speed", raw_attrs=fixed(aria_label=words.speed)
                ):
                    for speed in SPEEDS:
                        html.Option(f"{speed}×", value=speed)
                with html.Button(
                    type="button",
                    classes="quiet full",
                    v_if="$walk.canFill",
                    click="$walk.fill()",
                    raw_attrs=fixed(aria_label=words.full_screen, title=words.full_screen),
                ):
                    Icon("full")


class PlayButton(html.Button):
    """Starts and stops time."""

    def __init__(self, words: PageWords, **kwargs: object) -> None:
        label = f"playing ? '{text(words.pause)}' : '{text(words.play)}'"
        super().__init__(
            type="button",
            classes="play",
            click="$walk.toggle()",
            raw_attrs=bound(aria_label=label, title=label),
            **kwargs,
        )
        with self:
            Icon("pause", v_if="playing")
            Icon("play", v_else=True)


def _button(label: str, icon: str, action: str, off: str) -> None:
    with html.Button(
        type="button",
        classes="quiet",
        click=action,
        raw_attrs=[*fixed(aria_label=label, title=label), *bound(disabled=off)],
    ):
        Icon(icon)
