"""Play, the slider, and what belongs to them."""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed
from visualizer.page.components.moving_part import MovingPart
from visualizer.page.components.step_slider import StepSlider

SPEEDS = ("0.5", "1", "2")


class ControlBar(html.Div):
    """Back, play, next, the slider, speed and full screen."""

    def __init__(self, **kwargs: object) -> None:
        attributes = [*fixed(role="group"), *bound(aria_label="$say.page.controls")]
        super().__init__(classes="bar", raw_attrs=attributes, **kwargs)
        with self:
            with html.Div(classes="transport"), MovingPart():
                _button("back", "$walk.back()", "time <= 0")
                PlayButton()
                _button("next", "$walk.next()", "time >= last")
            with MovingPart():
                StepSlider()
            with html.Div(classes="extras"):
                with html.Select(
                    v_model="speed", classes="speed", raw_attrs=bound(aria_label="$say.page.speed")
                ):
                    for speed in SPEEDS:
                        html.Option(f"{speed}×", value=speed)
                with html.Button(
                    type="button",
                    classes="quiet full",
                    v_if="$walk.canFill",
                    click="$walk.fill()",
                    raw_attrs=bound(
                        aria_label="$say.page.full_screen", title="$say.page.full_screen"
                    ),
                ):
                    Icon("full")


class PlayButton(html.Button):
    """Starts and stops time."""

    def __init__(self, **kwargs: object) -> None:
        label = "playing ? $say.page.pause : $say.page.play"
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


def _button(name: str, action: str, off: str) -> None:
    with html.Button(
        type="button",
        classes="quiet",
        click=action,
        raw_attrs=bound(aria_label=f"$say.page.{name}", title=f"$say.page.{name}", disabled=off),
    ):
        Icon(name)
