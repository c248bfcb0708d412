"""The words of the current step."""

from trame.widgets import html

from visualizer.page.components.file_link import LivingFileLink
from visualizer.page.components.handout_link import LivingHandoutLink
from visualizer.page.components.heights import Heights, HeightsButton
from visualizer.page.components.markup import bound, fixed, said
from visualizer.page.components.measures_box import MeasuresBox
from visualizer.page.components.moving_part import MovingPart
from visualizer.page.components.needle_checks import NeedleChecks
from visualizer.page.components.other_bone import OtherBone
from visualizer.page.components.reading_bar import ReadingBar
from visualizer.page.components.setting_time import SettingTime

STEP = "$say.steps[step]"


class StepText(html.Section):
    """Number, title and sentences of the step nearest to the moment shown."""

    def __init__(self, **kwargs: object) -> None:
        attributes = [*fixed(id="words", tabindex="-1"), *bound(aria_label="$say.page.text")]
        super().__init__(classes="words", raw_attrs=attributes, **kwargs)
        with self:
            ReadingBar()
            HeightsButton()
            with MovingPart():
                Heights()
            with html.Div(classes="step", raw_attrs=bound(key="step")):
                html.P(said("steps[step].count"), classes="count")
                html.H2(said("steps[step].title"))
                _sentences(f"{STEP}.sentences")
                html.P(said("page.purpose"), classes="purpose", v_if="step === 0")
                OtherBone()
                _boxes("box.kind === 'feel'")  # a patient asks this before any number
                SettingTime()
                with MovingPart():
                    NeedleChecks()
                    MeasuresBox()
                _boxes("box.kind !== 'feel'")
                with html.Details(v_if=f"{STEP}.terms.length"):
                    html.Summary(said("page.terms"))
                    with html.Dl(), html.Template(v_for=f"term in {STEP}.terms"):
                        html.Dt("{{ term.name }}")
                        html.Dd("{{ term.text }}")
                with html.Details():
                    html.Summary(said("page.clinicians"))
                    html.P(said("page.clinicians_hint"), classes="small")
                    _sentences(f"{STEP}.clinicians")
                with html.Details():
                    html.Summary(said("page.seen"))
                    html.P(said("steps[step].picture"))
                # While it is open, each sentence carries its numbers; see words.css.
                with html.Details(classes="sources"):
                    html.Summary(said("page.sources"))
                    with html.Ol(classes="small"):
                        html.Li(
                            "{{ source.text }}",
                            v_for=f"source in {STEP}.sources",
                            raw_attrs=bound(value="source.number"),
                        )
            StepList()
            with html.Div(classes="colophon"):
                html.P(said("page.reviewed"), classes="small")
                LivingHandoutLink()
                LivingFileLink()
                html.Button(
                    said("page.about"),
                    type="button",
                    classes="quiet small",
                    raw_attrs=fixed(popovertarget="about"),
                )


class StepList(html.Details):
    """All steps by name; each is a way to go there."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(classes="all-steps", **kwargs)
        with self:
            html.Summary(said("page.all_steps"))
            with html.Ol(), html.Li(v_for="(entry, index) in $say.steps"):
                html.Button(
                    "{{ entry.title }}",
                    type="button",
                    click="playing = false; until = null; time = index",
                    raw_attrs=bound(aria_current="index === step ? 'step' : null"),
                )


def _boxes(wanted: str) -> None:
    """Place the boxes of a step for which an expression holds."""
    with html.Aside(
        v_for=f"box in {STEP}.boxes.filter((box) => {wanted})",
        raw_attrs=bound(_class="'box ' + box.kind"),
    ):
        html.H3("{{ box.title }}")
        _sentences("box.sentences")


def _sentences(sentences: str) -> None:
    """Say sentences one after the other, each followed by the numbers of its sources."""
    with html.P(), html.Template(v_for=f"one in {sentences}"):
        html.Span("{{ one.text }}")
        html.Sup("{{ one.cites }}", classes="cite")
        html.Span("{{ ' ' }}")
