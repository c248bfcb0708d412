"""Words of a person's list of questions, and of the page to print."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """Words of a person's list of questions.

    Attributes
    ----------
    ticked : Mapping of str to str
        How many there are, by CLDR plural category; "other" is always there.

    """

    yours: str
    own: str
    add: str
    remove: str
    too_long: str
    too_many: str
    stays: str
    not_kept: str
    clear: str
    cleared: str
    undo: str
    ticked: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutWords:
    """Words of the printable page that stand nowhere else."""

    title: str
    lead: str
    footer: str
    link: str
    new_tab: str
    print: str
    back: str
    pictures: str
    steps: str
    ask: str
    notes: str
    team: str
    night: str
    sources: str
    numbered: str
