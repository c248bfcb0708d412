"""The records of decisions can be found, are short, and say whether they hold."""

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[1] / "docs" / "decisions.md").read_text("utf-8")
LONGEST = 120
"""Words of a record."""

ROWS = re.findall(r"^\| \[D(\d+)\]\(#(.+?)\) \| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)
RECORDS = re.findall(
    r"^## D(\d+)\. (.+?) \((\d{4}-\d{2}-\d{2})\)\n\n(.+?)(?=\n## |\Z)",
    TEXT,
    re.MULTILINE | re.DOTALL,
)


def anchor(heading):
    """Return what an address of the page ends with, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_index_names_every_record():
    """Each record has one row, in order, that leads to it; numbers leave nothing out."""
    assert [int(number) for number, *_ in RECORDS] == list(range(1, len(RECORDS) + 1))
    assert len(RECORDS) == TEXT.count("\n## ")
    assert [(number, where, title) for number, where, title, _ in ROWS] == [
        (number, anchor(f"D{number}. {title} ({date})"), title)
        for number, title, date, _ in RECORDS
    ]


@pytest.mark.parametrize(("number", "status"), [(number, status) for number, *_, status in ROWS])
def test_a_status_says_what_replaces_a_record(number, status):
    """A record holds, is withdrawn, or is replaced by a later one that there is."""
    later = re.findall(r"D(\d+)", status)
    assert re.fullmatch(r"holds(; [\w ]+: D\d+)?|replaced by D\d+(, D\d+)*|withdrawn", status)
    assert all(int(number) < int(other) <= len(RECORDS) for other in later)


@pytest.mark.parametrize(("number", "text"), [(number, text) for number, *_, text in RECORDS])
def test_a_record_is_short(number, text):
    """Nobody reads a wall: what needs more room belongs into the module that it is about."""
    assert len(text.split()) <= LONGEST, f"D{number}"
