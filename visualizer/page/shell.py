"""The first paint: an HTML page that can be read before, and without, any script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import Template

from scenes.look.colours import NIGHT_BAR, PAPER
from scenes.story.case import Case
from scenes.story.companion import CREDIT
from visualizer.content import Content, varied
from visualizer.links.address import Link
from visualizer.links.grammar import plain_case
from visualizer.links.places import Places
from visualizer.page.assets import Assets
from visualizer.page.case_files import CaseFiles
from visualizer.page.components.citations import cited_html
from visualizer.page.language_pack import json_data, step_pack
from visualizer.page.panels import Surroundings
from visualizer.page.vocabulary import vocabulary

PAGE = Template("""\
<!doctype html>
<html lang="$language" dir="$direction" data-time="$time" data-topic="$topic"
 data-mode="$mode" data-scene="$scene" data-client="$client">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="description" content="$description">
<meta name="credits" content="$credits">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="$day" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="$night" media="(prefers-color-scheme: dark)">
$links
</head>
<body>
<a class="skip" href="#words">$skip</a>
$head
$problem
<div id="shell" class="page">
<main class="walkthrough">
<section class="picture" aria-label="$picture_label">
$picture
<p class="badge">$badge</p>
</section>
<div class="bar waiting"></div>
<section class="words" id="words" tabindex="-1"><div class="reading waiting"></div>
<div class="step">
$words
<p class="purpose">$purpose</p>
</div>
<div class="colophon"><p class="small">$reviewed</p></div>
</section>
</main>
</div>
<div id="app"></div>
$panels
<noscript><div class="unscripted">
<p class="notice">$no_script</p>
$examples
$steps
</div></noscript>
<script type="application/json" id="vocabulary">$vocabulary</script>
<script type="application/json" id="opened">$opened</script>
<script type="application/json" id="say">$say</script>
$carried
$other
</body>
</html>
""")

LINKS = Template("""\
<link rel="icon" href="$icon" type="image/svg+xml">
<link rel="stylesheet" href="$style">
<link rel="preload" as="script" href="$vue" fetchpriority="low">
<link rel="preload" as="script" href="$viewer" fetchpriority="low">
<script defer src="$start" data-scripts="$vue $viewer"></script>""")


# Decoded with the first paint, not after it: words and picture come together.
FIRST_STILL = 'class="still" fetchpriority="high" decoding="sync"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Fittings:
    """HTML that a page needs to come to life.

    Attributes
    ----------
    links : str
        Styles and scripts, for the head.

    client : str
        Address of trame's client; empty where there is no server.

    carried : str
        What the page carries in place of a server, for the end of the body.

    places : Places or None
        Where the page's neighbours are; on this server when None.

    """

    links: str
    client: str = ""
    carried: str = ""
    places: Places | None = None


def linked(assets: Assets) -> str:
    """Return the links to the page's own styles and scripts."""
    named = ("icon.svg", "style.css", "vue.js", "viewer.js", "start.js")
    return LINKS.substitute({name.partition(".")[0]: escape(assets.url(name)) for name in named})


def served_fittings(assets: Assets) -> Fittings:
    """Return what a page needs that is served by us.

    Parameters
    ----------
    assets : Assets
        Where the styles and scripts are.

    Returns
    -------
    Fittings
        Links alone: the rest comes over the wire.

    """
    client = assets.url("client.js")
    preload = f'<link rel="modulepreload" href="{escape(client)}" fetchpriority="low">'
    return Fittings(links=f"{linked(assets)}\n{preload}", client=client)


def shell_html(
    content: Content,
    fittings: Fittings,
    stills: Sequence[str],
    *,
    scene: str,
    surroundings: Surroundings,
    link: Link,
    other: CaseFiles | None = None,
    scenes: Mapping[str, str] | None = None,
) -> str:
    """Write the page that a browser gets first.

    Parameters
    ----------
    content : Content
        The words.

    fittings : Fittings
        Styles, scripts, and what the page carries.

    stills : sequence of str
        Addresses of the still pictures; an empty one where there is none.

    scene : str
        Address of the scene.

    surroundings : Surroundings
        What stands around the living page, in the same language.

    link : Link
        What the address asks for.

    other : CaseFiles or None, default: None
        Everything of the case that it asks for, where that can be shown at once.

    scenes : Mapping of str to str or None, default: None
        Addresses of scenes that can be fetched, by the links that ask for them.

    Returns
    -------
    str
        A whole HTML document.

    """
    # Where the scene of another bone is not here yet, the usual one is shown meanwhile.
    is_carried = bool(fittings.carried) or link.case.family() == Case()
    is_here = is_carried or (other is not None and other.is_painted)
    # Whoever carries pictures has those of exactly this case, a server those of its family.
    case = link.case.family() if is_here else Case()
    words = varied(content, link.case if fittings.carried else case.treated_by(link.case.treatment))
    page, step = content.page, int(link.time + 0.5)
    plain = {
        "language": content.language,
        "direction": content.direction,
        "time": f"{link.time:g}",
        "topic": link.topic,
        "mode": " ".join(link.modes),
        "scene": scene,
        "skip": page.skip,
        "title": page.title,
        "description": page.description,
        "credits": CREDIT,
        "client": fittings.client,
        "day": PAPER,
        "night": NIGHT_BAR,
        "picture_label": page.picture,
        "badge": page.badge,
        "purpose": page.purpose,
        "reviewed": page.reviewed,
        "no_script": page.no_script,
    }
    markup = {
        "links": fittings.links,
        "carried": fittings.carried,
        "picture": _picture(words, step, stills[step], FIRST_STILL),
        "head": surroundings.head,
        "panels": surroundings.panels,
        "problem": _problem(content, link.problem),
        "vocabulary": json_data(vocabulary()),
        "opened": json_data({"case": plain_case(link.case), "look": link.look}),
        "say": surroundings.say,
        "other": _data("other", other.to_dict() if other else None) + _data("scenes", scenes),
        "examples": _examples(content, fittings.places),
        "words": _step_html(words, step),
        "steps": "\n".join(
            _whole_step(words, number, stills[number]) for number in range(len(stills))
        ),
    }
    return PAGE.substitute({name: escape(value) for name, value in plain.items()} | markup)


def _problem(content: Content, sentence: str) -> str:
    if not sentence:
        return ""
    return (
        f'<div class="notice link" role="alert"><span>{escape(sentence)}</span>'
        f'<button type="button" data-dismiss>{escape(content.page.close)}</button></div>'
    )


def _data(name: str, data: Mapping[str, object] | None) -> str:
    if not data:
        return ""
    return f'<script type="application/json" id="{name}">{json_data(data)}</script>'


def _examples(content: Content, places: Places | None) -> str:
    address = places.lists.get(content.language) if places else ""
    if not address:
        return ""
    return f'<p><a href="{escape(address)}">{escape(content.taken.all)}</a></p>'


def _step_html(content: Content, number: int) -> str:
    step, pack = content.steps[number], step_pack(content, number)
    boxes = "".join(
        f'<aside class="box {box["kind"]}"><h3>{escape(box["title"])}</h3>'
        f"<p>{cited_html(content, getattr(step, box['kind']))}</p></aside>"
        for box in pack["boxes"]
    )
    return (
        f'<p class="count">{escape(pack["count"])}</p><h2>{escape(step.title)}</h2>'
        f"<p>{cited_html(content, step.words)}</p>{boxes}"
    )


def _whole_step(content: Content, number: int, still: str) -> str:
    picture = _picture(content, number, still, 'loading="lazy"')
    return f"<article>{picture}<div>{_step_html(content, number)}</div></article>"


def _picture(content: Content, step: int, still: str, attributes: str) -> str:
    if not still:
        return ""
    alt = escape(content.steps[step].picture)
    return f'<img src="{escape(still)}" alt="{alt}" {attributes}>'
