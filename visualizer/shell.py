"""The first paint: an HTML page that can be read before, and without, any script."""

from html import escape
from string import Template

from visualizer.assets import Assets
from visualizer.content import Content, StepWords
from visualizer.page import words_of

PAGE = Template("""\
<!doctype html>
<html lang="$language" dir="$direction" data-time="$time" data-scene="$scene" data-client="$client">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="description" content="$description">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#14212a" media="(prefers-color-scheme: dark)">
<link rel="icon" href="$icon" type="image/svg+xml">
<link rel="stylesheet" href="$style">
<script defer src="$vue"></script>
<script defer src="$viewer"></script>
<link rel="modulepreload" href="$client">
</head>
<body>
$head
$problem
<div id="shell" class="page">
<main class="walkthrough">
<section class="picture" aria-label="$picture_label">
<img class="still" src="$still" alt="$alt" fetchpriority="high">
<p class="badge">$badge</p>
</section>
<div class="bar waiting"></div>
<section class="words"><div class="step">
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
$steps
</div></noscript>
</body>
</html>
""")


def shell_html(
    content: Content,
    assets: Assets,
    stills: tuple[str, ...],
    *,
    scene: str,
    head: str,
    panels: str,
    time: float = 0.0,
    problem: str = "",
) -> str:
    """Write the page that a browser gets first.

    Parameters
    ----------
    content : Content
        The words.

    assets : Assets
        Where the styles and scripts are.

    stills : tuple of str
        Addresses of the still pictures.

    scene : str
        Address of the scene.

    head, panels : str
        HTML of the parts that never change.

    time : float, default: 0.0
        Moment that the link asked for.

    problem : str, default: ""
        Sentence about a wrong link.

    Returns
    -------
    str
        A whole HTML document.

    """
    page, step = content.page, int(time + 0.5)
    plain = {
        "language": content.language,
        "direction": content.direction,
        "time": f"{time:g}",
        "scene": scene,
        "title": page.title,
        "description": page.description,
        "icon": assets.url("icon.svg"),
        "style": assets.url("style.css"),
        "vue": assets.url("vue.js"),
        "viewer": assets.url("viewer.js"),
        "client": assets.url("client.js"),
        "picture_label": page.picture,
        "still": stills[step],
        "alt": content.steps[step].picture,
        "badge": page.badge,
        "purpose": page.purpose,
        "reviewed": page.reviewed,
        "no_script": page.no_script,
    }
    markup = {
        "head": head,
        "panels": panels,
        "problem": _problem(content, problem),
        "words": _step_html(content, step),
        "steps": "\n".join(
            _whole_step(content, number, stills[number]) for number in range(len(stills))
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


def _step_html(content: Content, number: int) -> str:
    words = words_of(content, number)
    boxes = "".join(
        f'<aside class="box {box["kind"]}"><h3>{escape(box["title"])}</h3>'
        f"<p>{escape(box['text'])}</p></aside>"
        for box in words["boxes"]
    )
    return (
        f'<p class="count">{escape(words["count"])}</p><h2>{escape(words["title"])}</h2>'
        f"<p>{escape(words['text'])}</p>{boxes}"
    )


def _whole_step(content: Content, number: int, still: str) -> str:
    step: StepWords = content.steps[number]
    picture = f'<img src="{escape(still)}" alt="{escape(step.picture)}" loading="lazy">'
    return f"<article>{picture}<div>{_step_html(content, number)}</div></article>"
