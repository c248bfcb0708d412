"""The calm row over a step's words: hear them, and make all text larger."""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed

RATES = ("0.75", "1", "1.25")
STARTED = "reading === 'reading' || reading === 'paused'"
"""Holds from the first sentence to the last one, or until the person stops."""


class ReadingBar(html.Div):
    """Reading aloud where the browser has a voice, and the size of text."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(classes="reading", **kwargs)
        with self:
            with html.Div(
                classes="aloud",
                v_if="voiced",
                raw_attrs=[*fixed(role="group"), *bound(aria_label="$say.reading.aloud")],
            ):
                VoiceButton()
                with html.Button(
                    type="button",
                    classes="quiet stop",
                    v_if=STARTED,
                    click="$aloud.stop()",
                    raw_attrs=bound(aria_label="$say.reading.stop", title="$say.reading.stop"),
                ):
                    Icon("stop")
                with html.Select(
                    v_model="rate",
                    v_if=STARTED,
                    classes="rate",
                    raw_attrs=bound(aria_label="$say.reading.speed", title="$say.reading.speed"),
                ):
                    for rate in RATES:
                        html.Option(f"{rate}×", value=rate)
            LetterButtons()
            html.P(
                "{{ reading === 'failed' ? $say.reading.failed : '' }}",
                classes="small failed",
                raw_attrs=fixed(role="status"),
            )


class VoiceButton(html.Button):
    """Starts reading, pauses, goes on: one button, so that the keyboard stays on it."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(type="button", classes="quiet voice", click="$aloud.toggle()", **kwargs)
        with self:
            Icon("pause", v_if="reading === 'reading'")
            Icon("voice", v_else=True)
            html.Span(
                "{{ reading === 'reading' ? $say.reading.pause"
                " : reading === 'paused' ? $say.reading.resume : $say.reading.aloud }}"
            )


class LetterButtons(html.Div):
    """Smaller and larger text; the size itself is told to those who cannot see it."""

    def __init__(self, **kwargs: object) -> None:
        attributes = [*fixed(role="group"), *bound(aria_label="$say.reading.size")]
        super().__init__(classes="letters", raw_attrs=attributes, **kwargs)
        with self:
            for way, sign in (("smaller", "A−"), ("larger", "A+")):
                # Not "disabled": the keyboard would fall off the button at the last size.
                html.Button(
                    sign,
                    type="button",
                    classes=f"quiet {way}",
                    click=f"$letters.{way}()",
                    raw_attrs=bound(
                        aria_label=f"$say.reading.{way}",
                        title=f"$say.reading.{way}",
                        aria_disabled=f"!$letters.can('{way}', text_size)",
                    ),
                )
            html.Output("{{ text_size }} %", classes="spoken")
