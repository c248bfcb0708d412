"""The page's own files, as browsers get them."""

import pytest

from visualizer.page.assets import HANDOUT_SHEETS, SHEETS, STYLES, collect


@pytest.mark.parametrize(
    ("name", "sheets"), [("style.css", SHEETS), ("handout.css", HANDOUT_SHEETS)]
)
def test_the_parts_of_a_stylesheet_arrive_as_one_file(tmp_path, name, sheets):
    """Every part is in it, in the order that the cascade needs."""
    assets = collect(tmp_path)
    text = (assets.folder / assets.paths[name]).read_text()
    places = [text.index((STYLES / f"{sheet}.css").read_text()) for sheet in sheets]
    assert places == sorted(places)


def test_no_stylesheet_is_forgotten():
    """Every part belongs to the page or to the printable page."""
    assert {path.stem for path in STYLES.glob("*.css")} == {*SHEETS, *HANDOUT_SHEETS}
