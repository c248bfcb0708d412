import re
from io import StringIO

import pytest
from rich.console import Console

from benchmarks import run
from benchmarks.figures import Figure, number, print_comparison, print_figures
from benchmarks.pace import paced


@pytest.mark.parametrize(
    ("value", "verdict"), [(1.5, "within"), (3.0, "over, 2.00 x"), (None, "not measured")]
)
def test_a_figure_says_whether_its_budget_holds(value, verdict):
    """A value up to the budget is within it."""
    assert Figure("start", value, "s", 1.5).verdict == verdict


@pytest.mark.parametrize(
    ("value", "text"), [(0.01234, "0.0123 s"), (1234.5, "1,234 s"), (12.0, "12 s"), (None, "–")]
)
def test_numbers_have_three_figures(value, text):
    """What a figure cannot promise is not printed."""
    assert number(value, "s") == text


def test_the_tables_hold_what_was_measured():
    """Every figure and every ratio reaches the terminal."""
    console = Console(record=True, width=120, file=StringIO())
    own, other = Figure("picture", 2.0, "s", 1.0), Figure("picture", 6.0, "s")
    print_figures(console, "Page", [own])
    print_comparison(console, "Ways", {"ours": [own], "theirs": [other]})
    text = console.export_text()
    assert "over, 2.00 x" in text
    assert "6 s  (3 x)" in text


def test_figures_come_with_the_pace_of_the_machine():
    """Whoever compares two runs sees whether the machine itself was slower."""
    console = Console(record=True, width=120, file=StringIO())
    with paced(console):
        pass
    pattern = r"took \d+ ms before and \d+ ms after; other machines took \d+% of"
    assert re.search(pattern, console.export_text())


def test_the_bare_page_is_the_measure():
    """Ratios are ours to theirs; what was not measured or has no budget is left out."""
    visit, picture, memory = "first visit over the wire", "first picture", "server's memory"
    ours = (Figure(visit, 3.0, "kB"), Figure(picture, None, "s"), Figure(memory, 90.0, "MB"))
    bare = (Figure(visit, 2.0, "kB"), Figure(picture, 1.0, "s"), Figure(memory, 40.0, "MB"))
    assert [figure.value for figure in run.against_bare(ours, bare)] == [1.5]
