"""A case as one text: the grammar of an address on the command line, and names for files."""

import pytest
from hypothesis import given, settings

from scenes.story.case import Case
from tests.visualizer.links.test_case_address import CASES
from visualizer.links.case_names import case_name, file_name
from visualizer.links.case_readers import CaseTextError, read_case
from visualizer.links.grammar import NAMES, parts_of

L2 = Case(level="L2", shape="biconcave", approach="unipedicular", height_loss=0.4)


@pytest.mark.parametrize("mark", [",", "&", ", "])
@settings(max_examples=50)
@given(case=CASES)
def test_every_case_can_be_written_as_its_address_has_it(mark, case):
    """What stands in the address of the page names the same case on the command line."""
    parts = parts_of(case) or {"case": "1"}
    assert read_case(mark.join(f"{name}={value}" for name, value in parts.items())) == case


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("level=L9", "level is one of T12, L1, L2, L3, got 'L9'"),
        ("shape=star", "shape is one of wedge, biconcave, crush, got 'star'"),
        ("level=L2,needles=3", "needles is one of 2, 1, got '3'"),
        ("loss=43", "loss is a whole number from 15 to 42, got '43'"),
        ("regained=20.5", "regained is a whole number from 0 to 90, got '20.5'"),
        ("cement=101", "cement is a whole number from 0 to 100, got '101'"),
        ("neighbour=ill", "neighbour is one of sound, waiting, treated, got 'ill'"),
        (
            "level=L3,neighbour=treated",
            "neighbour=treated goes with level T12, L1, L2, got level=L3",
        ),
        (
            "regained=46.0,treatment=vertebroplasty",
            "regained is a whole number from 0 to 45 with treatment=vertebroplasty, got '46.0'",
        ),
        ("treatment=time,regained=1", "regained is 0 with treatment=time, got '1'"),
        ("case=2", "case is 1, got '2'"),
        ("level", "level is one of T12, L1, L2, L3, got ''"),
        ("level=L1,level=L2", "level is given twice in 'level=L1,level=L2'"),
        (
            "bone=L2",
            "a case has level, shape, treatment, needles, neighbour, loss, regained and cement, "
            "got 'bone=L2'",
        ),
        ("", "got ''"),
        ("x" * 99, f"got '{'x' * 40}…'"),
    ],
)
def test_a_wrong_case_is_one_sentence(text, said):
    """The sentence has the value, not too long, and what may stand there."""
    with pytest.raises(CaseTextError) as error:
        read_case(text)
    assert str(error.value).endswith(said)
    assert "link" not in str(error.value)


def test_every_part_of_an_address_can_be_explained():
    """Whatever an address may ask for, a wrong value gets a sentence that names the part."""
    for name in NAMES:
        with pytest.raises(
            CaseTextError, match=rf"^{name} is .*\d.*, got '\?'$|^{name} is one of "
        ):
            read_case(f"{name}=?")


@given(CASES, CASES)
def test_cases_have_names_of_their_own(one, other):
    """Two cases share a name only if they are the same; every system takes it for a folder."""
    assert (case_name(one) == case_name(other)) == (one == other)
    assert case_name(one).replace("-", "").isalnum()


def test_a_name_can_be_read():
    """It says what is unusual; the usual case needs none in a file's name."""
    assert case_name(L2) == "L2-biconcave-needles1-loss40"
    assert case_name(Case()) == "usual"
    assert file_name(L2, "es") == "kyphoplasty.L2-biconcave-needles1-loss40.es.html"
    assert file_name(Case(), "en") == "kyphoplasty.en.html"
