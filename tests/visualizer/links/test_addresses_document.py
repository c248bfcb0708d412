"""The document of addresses names what there is, and nothing else."""

import re
from pathlib import Path

from visualizer.links.address import NAMES
from visualizer.links.grammar import FIRST_NAMES, TABLE
from visualizer.links.look_parts import BESIDES, CHOICES

TEXT = (Path(__file__).parents[3] / "docs" / "addresses.md").read_text()


def rows(text):
    """Return the rows of the tables of names: what names them, and the rest."""
    found = re.findall(r"^\| (`[a-z=1]+`(?:, `[a-z=1]+`)*) \| (.*) \|$", text, re.MULTILINE)
    return {re.sub("[`]|=1", "", names): rest for names, rest in found}


def test_every_part_of_an_address_is_in_the_document():
    """A name without a row, or a row without a name, is a mistake."""
    named = {name for names in rows(TEXT) for name in names.split(", ")}
    assert named == set(NAMES)
    assert all(f"`{name}`" in TEXT for name in FIRST_NAMES)


def test_every_choice_is_in_its_row():
    """So are the limits of numbers."""
    table = rows(TEXT)
    for name, meant in TABLE.items():
        assert all(f"`{choice}`" in table[name] for choice in meant.choices), name
        if meant.percents:
            assert f"{meant.percents[0]} to {meant.percents[-1]}" in table[name]
    for name, choice in CHOICES.items():
        if name != "beside":
            assert all(f"`{value}`" in table[name] for value in choice.values), name
    assert all(f"`{name}`" in table["beside"] for name, one in BESIDES.items() if len(one) > 1)
