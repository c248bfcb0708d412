"""Words for choosing which fracture is shown, and for sharing what is seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWords:
    """Words of the panel in which a person chooses the example.

    ``bone_*``, ``kind_*`` and ``needles_*`` name the choices in the running sentence ``line``;
    ``care_*`` name the treatments there; ``about_*`` say what each bone is, ``method_*`` what is
    done in each treatment, ``term_*`` what doctors call each kind and treatment.  ``neighbour_*``
    name the other broken bone as a choice, ``line_waiting`` and ``line_treated`` in the sentence;
    ``second`` and ``first`` lead from one bone of a pair to the other.
    """

    line: str
    change: str
    title: str
    model: str
    bone: str
    bone_t12: str
    bone_l1: str
    bone_l2: str
    bone_l3: str
    about_t12: str
    about_l1: str
    about_l2: str
    about_l3: str
    kind: str
    kind_wedge: str
    kind_biconcave: str
    kind_crush: str
    term_wedge: str
    term_biconcave: str
    term_crush: str
    treatment: str
    care_kyphoplasty: str
    care_vertebroplasty: str
    care_time: str
    term_kyphoplasty: str
    term_vertebroplasty: str
    term_time: str
    method_kyphoplasty: str
    method_vertebroplasty: str
    method_time: str
    beside: str
    beside_mild: str
    beside_severe: str
    alone: str
    lost: str
    needles: str
    needles_2: str
    needles_1: str
    neighbour: str
    neighbour_sound: str
    neighbour_waiting: str
    neighbour_treated: str
    line_waiting: str
    line_treated: str
    one_by_one: str
    second: str
    first: str
    loss: str
    regained: str
    percent: str
    grade_0: str
    grade_1: str
    grade_2: str
    grade_3: str
    not_promised: str
    cement: str
    millilitres: str
    cement_hint: str
    stills: str
    reset: str
    making: str
    ahead: str
    fetching: str
    painting: str
    cancel: str
    again: str
    now: str
    unreachable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWords:
    """Words of the link to what is seen."""

    title: str
    hint: str
    link: str
    copy: str
    copied: str
    not_copied: str
    code: str
    code_picture: str
    code_too_long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWords:
    """Sentences for the parts of a link that ask for what there is not."""

    version: str
    level: str
    shape: str
    needles: str
    neighbour: str
    treatment: str
    loss: str
    regained: str
    cement: str
    choice: str
    layer: str
    usual_only: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenWords:
    """Words of what is taken along: a file, a site, a sheet of paper.

    ``lost``, ``back`` and ``filled`` add numbers to the sentence that names an example; ``own``
    says what a copy cannot show, ``not_here`` that a link asked for it.
    """

    lost: str
    back: str
    filled: str
    pictured: str
    usual_cement: str
    own: str
    other: str
    reset: str
    not_here: str
    examples: str
    all: str
    lead: str
