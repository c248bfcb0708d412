"""The printable page: plain HTML that a browser puts on paper."""

from collections.abc import Mapping, Sequence
from html import escape
from string import Template

from scenes.story.case import Case
from visualizer.content import Content, varied
from visualizer.links.places import Places, served_places
from visualizer.page.assets import Assets
from visualizer.page.components.paper import Handout, PaperCase
from visualizer.page.loose_widgets import loose_widgets

PAGE = Template("""\
<!doctype html>
<html lang="$language" dir="$direction">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">$policy
<link rel="icon" href="$icon" type="image/svg+xml">
<link rel="stylesheet" href="$style">
<script defer src="$script"></script>
</head>
<body data-footer="$footer">
$problem
$handout
</body>
</html>
""")


def handout_html(
    content: Content,
    assets: Assets,
    handout: str,
    problem: str = "",
    *,
    title: str = "",
    policy: str = "",
) -> str:
    """Write the printable page.

    Parameters
    ----------
    content : Content
        The words.

    assets : Assets
        Where the styles and scripts are.

    handout : str
        HTML of what is printed, in the same language; see :func:`handout_body`.

    problem : str, default: ""
        Sentence about a wrong link.

    title : str, default: ""
        Title of the document, where it is not the usual one.

    policy : str, default: ""
        What the page may load, where no server says it.

    Returns
    -------
    str
        A whole HTML document.

    """
    plain = {
        "language": content.language,
        "direction": content.direction,
        "title": title or content.handout.title,
        "icon": assets.url("icon.svg"),
        "style": assets.url("handout.css"),
        "script": assets.url("handout.js"),
        "footer": content.handout.footer,
    }
    notice = f'<p class="notice" role="alert">{escape(problem)}</p>' if problem else ""
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    markup = {"handout": handout, "problem": notice, "policy": meta if policy else ""}
    return PAGE.substitute({name: escape(value) for name, value in plain.items()} | markup)


def handout_body(
    content: Content,
    stills: Sequence[str],
    names: Mapping[str, str],
    places: Places | None = None,
    *,
    case: Case | None = None,
    pictured: Case | None = None,
) -> str:
    """Write what is printed.

    Parameters
    ----------
    content : Content
        The words.

    stills : sequence of str
        Addresses of the still pictures, one per step.

    names : Mapping of str to str
        From each language that there is to its own name for itself.

    places : Places, optional
        Where the page's neighbours are; on this server when not given.

    case : Case, optional
        What it tells of; the usual case when not given.

    pictured : Case, optional
        What the pictures show; the same when not given.

    Returns
    -------
    str
        HTML of one element.

    """
    case = case or Case()
    pictured = pictured or case
    paper = PaperCase(varied(content, pictured), case, pictured)
    places = places or served_places(names, case)
    with loose_widgets() as server:
        widget = Handout(paper, stills, names, places, trame_server=server, connect_parent=False)
        return str(widget.html)
