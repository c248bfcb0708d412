"""What can be chosen, as plain data: the viewer's scripts keep no list of their own."""

from dataclasses import asdict
from typing import Any

from scenes.story.case import (
    GRADES,
    JUST_FULL,
    LOWEST,
    NEIGHBOURS,
    REGAINED,
    UNTREATED,
    Case,
)
from scenes.story.steps import LAYERS
from scenes.story.views import VIEWS
from scenes.story.visibility import OPENINGS
from visualizer.links import grammar, look_parts
from visualizer.links.address import MODES
from visualizer.links.quoting import LONGEST_ECHO
from visualizer.page.components.locator import FIGURE
from visualizer.page.view_state import PERSONAL, USUAL, ViewState


def vocabulary() -> dict[str, Any]:
    """Return every choice, limit and default that the page's scripts know.

    Returns
    -------
    dict
        Plain data for JSON; ``viewer/src/page/life/vocabulary.ts`` has its types.

    """
    start = asdict(ViewState())
    return {
        "case": _case(),
        "look": {name: asdict(choice) for name, choice in look_parts.CHOICES.items()},
        "lists": look_parts.LISTS,
        "layers": LAYERS,
        "views": look_parts.EVERY_VIEW,
        "openings": OPENINGS,
        "xrays": look_parts.XRAY_SIZES,
        "besides": look_parts.BESIDES,
        "eyes": {name: view.direction for name, view in VIEWS.items()},
        "leans": FIGURE["leans"],
        "modes": MODES,
        "longest_echo": LONGEST_ECHO,
        "start": {name: start[name] for name in PERSONAL},
    }


def _case() -> dict[str, Any]:
    usual = Case()
    return {
        "version": grammar.VERSION,
        # In the order of an address.
        "names": tuple(grammar.TABLE),
        "choices": {name: tuple(grammar.TABLE[name].choices) for name in USUAL},
        "pairs": NEIGHBOURS,
        "approaches": grammar.APPROACHES,
        "treatments": {
            treatment: {
                "regained": round(100 * regained),
                "most": round(100 * most),
                "operates": treatment != UNTREATED,
            }
            for treatment, (regained, most) in REGAINED.items()
        },
        "percents": {
            name: (percents[0], percents[-1])
            for name, percents in (("loss", grammar.LOSS), ("cement", grammar.CEMENT))
        },
        "usual": {
            "family": USUAL,
            "treatment": usual.treatment,
            "loss": round(100 * usual.height_loss),
            "cement": round(100 * usual.cement),
        },
        "lowest": LOWEST,
        "grades": GRADES,
        "just_full": JUST_FULL,
    }
