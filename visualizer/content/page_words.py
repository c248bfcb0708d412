"""Words of the page itself: its controls, the picture, the boxes beside a step, its keys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHelp:
    """A key, or a few, and what they do."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Words of the controls and notices; a missing or extra key in a file is an error."""

    title: str
    description: str
    disclaimer: str
    badge: str
    reviewed: str
    purpose: str
    step_of: str
    feel: str
    note: str
    differ: str
    seen: str
    sources: str
    all_steps: str
    about: str
    about_model: str
    about_advice: str
    about_body: str
    about_data: str
    slider: str
    play: str
    pause: str
    back: str
    next: str
    speed: str
    full_screen: str
    views: str
    view_guided: str
    view_side: str
    view_front: str
    view_top: str
    view_behind: str
    view_cut: str
    reset: str
    canvas: str
    loading: str
    loaded_of: str
    load_failed: str
    retry: str
    stills_notice: str
    context_lost: str
    offline: str
    bad_moment: str
    bad_time: str
    bad_step: str
    bad_topic: str
    bad_language: str
    skip: str
    close: str
    help: str
    call: str
    call_unsure: str
    help_links: str
    picture: str
    text: str
    controls: str
    no_script: str
    why: str
    matters: str
    clinicians: str
    clinicians_hint: str
    terms: str
    topics: str
    topics_from: str
    good: str
    hard: str
    country: str
    number: str
    elsewhere: str
    exact_100: str
    in_100_range: str
    upto_100: str
    in_minutes: str
    in_hours: str
    reviewed_on: str
    keep: str
    keep_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWords:
    """Words of what a person can choose for the picture, and of what lies over it."""

    more: str
    panel: str
    bones: str
    bones_closed: str
    bones_opened: str
    bones_ghost: str
    layers: str
    layer_person: str
    layer_skin: str
    layer_bones: str
    layer_discs: str
    layer_ligaments: str
    layer_nerves: str
    layer_tools: str
    layer_balloon: str
    layer_cement: str
    layer_levels: str
    step_view: str
    labels: str
    card: str
    xray: str
    xray_off: str
    xray_inset: str
    xray_large: str
    xray_lateral: str
    xray_ap: str
    xray_made: str
    left_mark: str
    left_mark_is: str
    polarity: str
    polarity_dark: str
    polarity_bright: str
    xray_is_dark: str
    xray_is_bright: str
    enlarge: str
    shrink: str
    compare: str
    compare_off: str
    compare_slider: str
    compare_value: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorWords:
    """Words of the small figure that says where in the body the picture is."""

    standing: str
    lying: str
    back: str
    lower_back: str
    head: str
    feet: str
    seen: str
    also: str
    from_left: str
    from_right: str
    from_front: str
    from_behind: str
    from_above: str
    from_below: str
    from_head: str
    from_feet: str
    hide: str
    switch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideWords:
    """Words of the boxes beside a step: measures, checks, time to set, two kinds of bone."""

    measured: str
    front_height: str
    tilt: str
    millimetres: str
    degrees: str
    under_one: str
    to: str
    before_break: str
    since_break: str
    healthy: str
    checks: str
    side_view: str
    front_view: str
    side_before: str
    side_past: str
    front_outside: str
    front_early: str
    front_past: str
    setting: str
    setting_range: str
    setting_picture: str
    bones: str
    bone_healthy: str
    bone_weak: str
    bone_healthy_picture: str
    bone_weak_picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """Words of the row over a step's words: reading them aloud, and how large they are."""

    aloud: str
    pause: str
    resume: str
    stop: str
    speed: str
    failed: str
    size: str
    larger: str
    smaller: str
