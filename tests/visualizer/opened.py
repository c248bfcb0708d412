"""What a page opens with, as it carries it for its scripts."""

import json
import re

from visualizer.links.grammar import plain_case


def opened(page):
    """Return the case and the look that a page says its address asks for."""
    (text,) = re.findall(r'<script type="application/json" id="opened">(.*?)</script>', page)
    return json.loads(text)


def opening(case, **look):
    """Return what a page says that opens with a case, perhaps looked at otherwise than usual."""
    return {"case": plain_case(case), "look": look}
