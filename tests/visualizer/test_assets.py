"""The page's own files, as browsers get them."""

from visualizer.assets import SHEETS, STYLES, collect


def test_the_parts_of_the_stylesheet_arrive_as_one_file(tmp_path):
    """Every part is in it, in the order that the cascade needs, and none is forgotten."""
    assert {path.stem for path in STYLES.glob("*.css")} == set(SHEETS)
    assets = collect(tmp_path)
    (sheet,) = (assets.folder / path for name, path in assets.paths.items() if name == "style.css")
    text = sheet.read_text()
    places = [text.index((STYLES / f"{name}.css").read_text()) for name in SHEETS]
    assert places == sorted(places)
