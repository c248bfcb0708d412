"""The style sheet's colours are those of the pictures."""

import re
from pathlib import Path

from scenes.look import colours
from scenes.look.materials import BACKGROUND
from scenes.look.xray import FRAME

STYLES = Path(__file__).parents[3] / "visualizer" / "page" / "styles"


def tokens(sheet, block):
    """Read the colours of one of a sheet's blocks, counted from 0, short ones made long."""
    rules = re.findall(r"\{([^{}]*)\}", (STYLES / sheet).read_text("utf-8"))[block]
    read = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", rules))
    return {
        name: re.sub(r"^#(\w)(\w)(\w)$", r"#\1\1\2\2\3\3", value) for name, value in read.items()
    }


def test_page_by_day():
    """Words, accent, paper and lines are the same in the page, and in pictures of words."""
    page = tokens("tokens.css", 0)
    assert page["--ink"] == colours.INK
    assert page["--soft"] == colours.SOFT
    assert page["--accent"] == colours.ACCENT
    assert page["--paper"] == colours.PAPER
    assert page["--line"] == colours.LINE
    assert page["--picture"] == f"linear-gradient({BACKGROUND[0]}, {BACKGROUND[1]})"


def test_page_by_night():
    """What surrounds screens, and words on it, are the same in the page and in pictures."""
    page = tokens("tokens.css", 1)
    assert page["--ground"] == colours.NIGHT
    assert page["--soft"] == colours.PALE


def test_panel_around_xray_pictures():
    """The round picture's edge melts into its panel."""
    sheet = (STYLES / "xray.css").read_text("utf-8")
    assert f"--ground: {FRAME};" in sheet
