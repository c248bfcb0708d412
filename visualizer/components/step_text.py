"""The words of the current step."""

from trame.widgets import html

from visualizer.components.markup import bound, fixed, text
from visualizer.components.measures import MeasuresBox
from visualizer.components.needle_checks import NeedleChecks
from visualizer.components.setting_clock import SettingClock
from visualizer.content import Content, PageWords


class StepText(html.Section):
    """Number, title and sentences of the step nearest to the moment shown.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        words = content.page
        super().__init__(classes="words", raw_attrs=fixed(aria_label=words.text), **kwargs)
        with self:
            with html.Div(classes="step", raw_attrs=bound(key="step")):
                html.P("{{ words[step].count }}", classes="count")
                html.H2("{{ words[step].title }}")
                html.P("{{ words[step].text }}")
                html.P(text(words.purpose), classes="purpose", v_if="step === 0")
                SettingClock(content)
                NeedleChecks(content)
                MeasuresBox(content.asides)
                with html.Aside(
                    v_for="box in words[step].boxes", raw_attrs=bound(_class="'box ' + box.kind")
                ):
                    html.H3("{{ box.title }}")
                    html.P("{{ box.text }}")
                with html.Details(v_if="words[step].terms.length"):
                    html.Summary(text(words.terms))
                    with html.Dl(), html.Template(v_for="term in words[step].terms"):
                        html.Dt("{{ term.name }}")
                        html.Dd("{{ term.text }}")
                with html.Details():
                    html.Summary(text(words.clinicians))
                    html.P(text(words.clinicians_hint), classes="small")
                    html.P("{{ words[step].clinicians }}")
                with html.Details():
                    html.Summary(text(words.seen))
                    html.P("{{ words[step].picture }}")
                with html.Details():
                    html.Summary(text(words.sources))
                    with html.Ul(classes="small"):
                        html.Li("{{ line }}", v_for="line in words[step].sources")
            StepList(words)
            with html.Div(classes="colophon"):
                html.P(text(words.reviewed), classes="small")
                html.Button(
                    text(words.about),
                    type="button",
                    classes="quiet small",
                    raw_attrs=fixed(popovertarget="about"),
                )


class StepList(html.Details):
    """All steps by name; each is a way to go there."""

    def __init__(self, words: PageWords, **kwargs: object) -> None:
        super().__init__(classes="all-steps", **kwargs)
        with self:
            html.Summary(text(words.all_steps))
            with html.Ol(), html.Li(v_for="(entry, index) in words"):
                html.Button(
                    "{{ entry.title }}",
                    type="button",
                    click="playing = false; until = null; time = index",
                    raw_attrs=bound(aria_current="index === step ? 'step' : null"),
                )
