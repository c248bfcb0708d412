"""Which fracture is shown: bones, kind, needles and three numbers, and the link to all of it."""

from trame.widgets import html

from scenes.story.case import CHOICES, UNTREATED
from scenes.story.timeline import time_of
from visualizer.links.grammar import APPROACHES, LOSS
from visualizer.page.components.heights import MEASURED, lower_at
from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said

PANEL = "fracture"
CHOSEN = "(wish || family)"
"""What the person wants; until it is there, it is not what is shown."""
OPERATED = f"treatment !== '{UNTREATED}'"
"""Holds where there are needles and cement."""
TITLE = "$say.cases.title"
BROKEN = int(time_of("fracture"))
"""Time of the rest state in which the bone is lowest, in every treatment."""
GRADE = f"$say.cases['grade_' + $case.grade($heights.percent({BROKEN}, family.shape))]"
GRADED = f"({MEASURED} && tier !== 'stills')"
"""Holds where the bone was measured as its numbers are; still pictures keep their own."""
UNPAINTED = "tier === 'stills' && !treatments.{}.stills.at(-1)"
"""Holds where a treatment could be shown by pictures alone, and there are none."""
TOGGLED = "choosing = $event.newState === 'open'"
SHAPES = {
    "wedge": "M5 15 35 5V31H5z",
    "biconcave": "M5 5Q20 16 35 5V31Q20 22 5 31z",
    "crush": "M5 14H35V31H5z",
}
"""Bodies seen from the side with the front at the left, over the outline of a healthy one."""
HEALTHY = "M5 5H35V31H5z"


class CasePanel(html.Dialog):
    """A native popover beside the picture, so that the picture stays in sight.

    Parameters
    ----------
    is_copy : bool, default: False
        Whether nobody can make other models: then it links to the examples that were taken along.

    is_shared : bool, default: True
        Whether others can open the page's address.

    """

    def __init__(self, *, is_copy: bool = False, is_shared: bool = True, **kwargs: object) -> None:
        attributes = [
            *fixed(popover="auto", aria_labelledby=f"{PANEL}-title"),
            f'@toggle="{TOGGLED}"',
        ]
        super().__init__(id=PANEL, classes="sheet case", raw_attrs=attributes, **kwargs)
        with self:
            _head("examples.length ? $say.cases.title : $say.taken.other" if is_copy else TITLE)
            html.P(said("cases.model"), classes="note")
            (_carried if is_copy else _baked)()
            html.P(said("cases.stills"), v_if="tier === 'stills'", classes="small")
            _number("loss", str(LOSS[0]), str(LOSS[-1]))
            with html.Template(v_if=GRADED):
                html.P(f"{{{{ {lower_at(str(BROKEN))} }}}}", classes="small", id="loss-measured")
                html.P(f"{{{{ {GRADE} }}}}", classes="small", id="loss-grade")
            with html.Template(v_if=OPERATED):
                _number("regained", "0", "$case.most(treatment)")
                html.P(said("cases.not_promised"), classes="small")
                with html.Template(v_if="cement_volumes.fillings"):
                    _cement()
                    html.P(said("cases.cement_hint"), classes="small", id="cement-hint")
            Besides()
            html.Button(
                said("taken.reset" if is_copy else "cases.reset"),
                type="button",
                classes="step-view",
                click="$case.reset()",
                raw_attrs=bound(disabled="$case.isUsual(wish || family, treatment, numbers)"),
            )
            if is_shared:
                Share()


class Choice(html.Div):
    """Buttons of which one is pressed, each with its words and perhaps a drawing.

    Parameters
    ----------
    name : str
        Key of the words for what is chosen.

    part : str
        What of the case it is.

    labels : dict of str to str
        From value to the key of its words.

    drawn : bool, default: False
        Whether each has a drawing, and the word that doctors use.

    where : str, default: ""
        Template expression for whether one can be chosen, with ``{value}`` for its value.

    """

    def __init__(
        self,
        name: str,
        part: str,
        labels: dict[str, str],
        *,
        drawn: bool = False,
        where: str = "",
        **kwargs: object,
    ) -> None:
        super().__init__(**kwargs)
        with self:
            html.H3(said(f"cases.{name}"), raw_attrs=fixed(aria_hidden="true"))
            group = [*fixed(role="group"), *bound(aria_label=f"$say.cases.{name}")]
            with html.Div(classes=f"choices {part}", raw_attrs=group):
                for value, label in labels.items():
                    shown = {"v_if": where.format(value=value)} if where else {}
                    with html.Button(
                        type="button",
                        click=f"$case.choose({{{part}: '{value}'}})",
                        raw_attrs=[
                            *bound(aria_pressed=f"{CHOSEN}.{part} === '{value}'"),
                            f"@pointerenter=\"$case.point({{{part}: '{value}'}})\"",
                            '@pointerleave="$case.leave()"',
                        ],
                        **shown,
                    ):
                        if drawn:
                            _drawing(value)
                        html.Span(said(f"cases.{label}"))
                        if drawn:
                            html.Span(said(f"cases.term_{value}"), classes="small")


class Treatments(html.Div):
    """Buttons for what is done; each can be seen at once."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        with self:
            html.H3(said("cases.treatment"), raw_attrs=fixed(aria_hidden="true"))
            group = [*fixed(role="group"), *bound(aria_label="$say.cases.treatment")]
            with html.Div(classes="choices treatment", raw_attrs=group):
                for treatment in CHOICES["treatment"]:
                    with html.Button(
                        type="button",
                        click=f"$case.treat('{treatment}')",
                        raw_attrs=bound(
                            aria_pressed=f"treatment === '{treatment}'",
                            disabled=UNPAINTED.format(treatment),
                        ),
                    ):
                        html.Span(said(f"cases.care_{treatment}"))
                        html.Span(said(f"cases.term_{treatment}"), classes="small")
            html.P("{{ $say.cases['method_' + treatment] }}", classes="small")


class Besides(html.Div):
    """Buttons that put another case beside this one, and the way back to one alone."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        with self:
            html.H3(said("cases.beside"), raw_attrs=fixed(aria_hidden="true"))
            group = [*fixed(role="group"), *bound(aria_label="$say.cases.beside")]
            with html.Div(classes="besides", raw_attrs=group):
                html.Button(
                    "{{ $beside.named(name) }}",
                    v_for="name in $beside.offers(family, treatment, numbers, tier)",
                    type="button",
                    click="$beside.put(name === beside ? '' : name)",
                    raw_attrs=bound(key="name", aria_pressed="name === beside"),
                )
            html.Button(
                said("cases.alone"),
                type="button",
                v_if="beside",
                classes="step-view",
                click="$beside.stop()",
            )


class CaseProgress(html.Div):
    """Progress of the chosen model, with a way to keep the old one; or the reason of a failure."""

    def __init__(self, **kwargs: object) -> None:
        classes = f"case-progress {kwargs.pop('classes', '')}".strip()
        super().__init__(classes=classes, raw_attrs=["data-keep-clear"], **kwargs)
        with self:
            with html.Template(v_if="making"):
                html.P(
                    "{{ [$say.cases.making, making.message].filter(Boolean).join(': ') }}",
                    classes="stage",
                )
                html.Progress(
                    raw_attrs=[
                        *bound(value="making.share", aria_label="$say.cases.making"),
                        *fixed(max="1"),
                    ]
                )
                html.P(
                    "{{ $say.cases.ahead.replace('{count}', making.ahead) }}",
                    v_if="making.ahead",
                    classes="small",
                )
                html.Button(said("cases.cancel"), type="button", click="$case.cancel()")
            with html.Template(v_else=True):
                html.P("{{ refusal }}", raw_attrs=fixed(role="alert"))
                with html.Div(classes="ways"):
                    html.Button(said("cases.again"), type="button", click="$case.again()")
                    html.Button(said("page.close"), type="button", click="refusal = ''")


class Share(html.Div):
    """The link as text that can be marked, a button that copies it, and a code for phones."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(classes="share", **kwargs)
        with self:
            html.H3(said("share.title"))
            html.P(said("share.hint"), classes="small")
            with html.Div(classes="link-row"):
                html.Input(
                    id="shared",
                    type="text",
                    raw_attrs=[
                        *bound(value="address", aria_label="$say.share.link"),
                        "readonly",
                        '@focus="$event.target.select()"',
                    ],
                )
                html.Button(said("share.copy"), type="button", click="$share.copy()")
            html.P(
                "{{ copied ? $say.share[copied] : '' }}",
                classes="small",
                raw_attrs=fixed(role="status"),
            )
            with html.Details(raw_attrs=['@toggle="$share.show($event.target.open)"']):
                html.Summary(said("share.code"))
                html.Div(
                    '<svg :viewBox="$share.box(address)" role="img" class="qr"'
                    ' :aria-label="$say.share.code_picture"><path :d="$share.path(address)"></path>'
                    "</svg>",
                    v_if="$share.code.isOpen && $share.path(address)",
                )
                html.P(said("share.code_too_long"), v_else_if="$share.code.isOpen", classes="small")


def _baked() -> None:
    """Offer what needs a scene of its own."""
    Choice("bone", "level", {bone: f"bone_{bone.lower()}" for bone in CHOICES["level"]})
    html.P(f"{{{{ $say.cases['about_' + {CHOSEN}.level.toLowerCase()] }}}}", classes="small")
    Choice("kind", "shape", {shape: f"kind_{shape}" for shape in CHOICES["shape"]}, drawn=True)
    Treatments()
    needles = {number: f"needles_{number}" for number in APPROACHES}
    Choice("needles", "needles", needles, v_if=OPERATED)
    with html.Template(v_if=OPERATED):
        others = {other: f"neighbour_{other}" for other in CHOICES["neighbour"]}
        fits = f"$case.fits({CHOSEN}.level, '{{value}}')"
        Choice("neighbour", "neighbour", others, where=fits)
        html.P(said("cases.one_by_one"), classes="small")
    with html.Div(classes="waited"):
        CaseProgress(v_if="making || refusal")


def _carried() -> None:
    """Link to the examples of this copy; where it has one alone, say so."""
    with html.Template(v_if="examples.length"):
        html.H3(said("taken.examples"))
        with html.Ul(classes="examples"), html.Li(v_for="one in examples"):
            html.A(
                "{{ one.line }}",
                raw_attrs=[
                    *bound(href="one.address", aria_current="one.address ? null : 'page'"),
                    "data-example",
                ],
            )
        html.P(
            '<a :href="$say.taken.list" class="link" data-example>{{ $say.taken.all }}</a>',
            v_if="$say.taken.list",
        )
    html.P(said("taken.own"), v_else=True, classes="small")
    Treatments()


def _head(title: str) -> None:
    with html.Div(classes="panel-head"):
        html.H2(f"{{{{ {title} }}}}", id=f"{PANEL}-title")
        with html.Button(
            type="button",
            classes="quiet",
            raw_attrs=[
                *fixed(popovertarget=PANEL, popovertargetaction="hide"),
                *bound(aria_label="$say.page.close"),
                "autofocus",
            ],
        ):
            Icon("close")


def _drawing(shape: str) -> None:
    html.Span(
        '<svg viewBox="0 0 40 36" class="body"><path class="healthy" '
        f'd="{HEALTHY}"></path><path class="broken" d="{SHAPES[shape]}"></path></svg>',
        raw_attrs=fixed(aria_hidden="true"),
    )


def _number(name: str, least: str, most: str) -> None:
    """Place a slider for whole percents; ``most`` may depend on the treatment."""
    value = f"$case.percent('{name}', treatment, numbers)"
    words = f"$say.cases.percent.replace('{{value}}', {value})"
    _slider(
        name,
        f"$case.set('{name}', Number($event.target.value))",
        {"min": least, "max": most, "value": value},
        words,
        f"{words} + ({GRADED} ? ', ' + {GRADE} : '')" if name == "loss" else words,
    )


def _cement() -> None:
    """Place a slider from a full cavity to as much as fits; millilitres would read like a dose."""
    tenths = "$case.cement(treatment, numbers, cement_volumes)"
    words = "$say.cases.percent.replace('{value}', $case.percent('cement', treatment, numbers))"
    ends = {"min": f"{tenths}.least", "max": f"{tenths}.most", "value": f"{tenths}.value"}
    _slider("cement", "$case.fill(Number($event.target.value))", ends, words, words)
    millilitres = f"$say.cases.millilitres.replace('{{value}}', $case.written({tenths}.value))"
    html.P(f"{{{{ {millilitres} }}}}", classes="small")


def _slider(name: str, chosen: str, ends: dict[str, str], words: str, spoken: str) -> None:
    """Place a slider over whole numbers; ``ends`` are expressions for both ends and the value."""
    share = "({value} - {min}) / ({max} - {min})".format(**ends)
    with html.Div(classes="number"):
        html.Label(said(f"cases.{name}"), raw_attrs=fixed(_for=f"case-{name}"))
        html.Output(f"{{{{ {words} }}}}", raw_attrs=fixed(_for=f"case-{name}"))
        html.Input(
            type="range",
            id=f"case-{name}",
            step="1",
            input=chosen,
            raw_attrs=bound(
                **ends,
                aria_valuetext=spoken,
                disabled="tier === 'stills'",
                style=f"{{'--share': {share}}}",
            ),
        )
