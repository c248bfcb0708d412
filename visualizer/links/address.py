"""What an address asks for: a language, a topic, a moment; what is wrong with it, in a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scenes.story.case import Case
from scenes.story.script import Script, script_of
from visualizer.content import DEFAULT_LANGUAGE, Content, PageWords
from visualizer.links import grammar, look_parts
from visualizer.links.case_readers import MOST_SENTENCES, case_in
from visualizer.links.quoting import echo, number_in

MODES = ("embed", "kiosk")
"""Ways to show the page; ``1`` asks for one: the player alone, or a screen that many people use."""
MOMENT = re.compile(r"(\w+)(?:-(0\.\d+))?", re.ASCII)
"""A step by its key, and how long before it."""
NAMES = ("lang", "topic", "at", "step", "t", *MODES, *grammar.NAMES, *look_parts.NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Case, moment and look that an address asks for.

    Attributes
    ----------
    language : str
        Language to show.

    topic : str
        Key of the topic to open; empty for none.

    time : float
        Moment to open; 0 if the address asks for nothing sensible.

    case : Case
        What is wrong is as by default.

    look : Mapping of str to object
        How the picture is wanted, as the page's state has it; without what was wrong.

    problem : str
        Sentences for the person where the address is wrong, else empty.

    modes : tuple of str
        Those of :data:`MODES` that are asked for.

    """

    language: str = DEFAULT_LANGUAGE
    topic: str = ""
    time: float = 0.0
    case: Case = field(default_factory=Case)
    look: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    modes: tuple[str, ...] = ()


def link_query(query: Mapping[str, str], names: tuple[str, ...] = NAMES) -> dict[str, str]:
    """Return the part of an address's query that means something here.

    trame's client obeys other names (``sessionURL`` would make it run another server's page).
    """
    return {name: query[name] for name in names if name in query}


def parse_link(query: Mapping[str, str], contents: Mapping[str, Content], wishes: str = "") -> Link:
    """Read ``?lang=``, ``?topic=``, ``?at=`` (or, in old links, ``step`` and ``t``), case and look.

    Parameters
    ----------
    query : Mapping of str to str
        The address's query.

    contents : Mapping of str to Content
        The words by language.

    wishes : str, default: ""
        The browser's ``Accept-Language``, for an address that names no language.

    Returns
    -------
    Link
        What could be understood, and a sentence for each value that could not.

    """
    problems: list[str] = []
    language = query.get("lang", "")
    if language not in contents:
        fallback = wished_language(wishes, contents)
        if "lang" in query:
            problems.append(contents[fallback].page.bad_language.format(value=echo(language)))
        language = fallback
    words = contents[language].page
    topic = query.get("topic", "")
    if topic and topic not in {known.key for known in contents[language].topics}:
        problems.append(words.bad_topic.format(value=echo(topic)))
        topic = ""
    case, wrong = case_in(query, contents[language].links)
    time, late = _time_in(query, case, words)
    look, odd = look_parts.look_in(query, contents[language].links)
    return Link(
        language=language,
        topic=topic,
        time=time,
        case=case,
        look=look,
        problem=" ".join([*problems, *late, *wrong, *odd][:MOST_SENTENCES]),
        modes=asked_modes(query),
    )


def _time_in(query: Mapping[str, str], case: Case, words: PageWords) -> tuple[float, list[str]]:
    """Read the moment; the treatment tells how far time goes."""
    script = script_of(case)
    if "at" in query:
        return _named_time(query["at"], script, words)
    last = len(script.numbered) - 1
    if "t" in query:
        number = number_in(query["t"])
        if number is not None and 0 <= number <= last:
            return script.numbered_time(number), []
        return 0.0, [words.bad_time.format(value=echo(query["t"]), last=last)]
    if "step" in query:
        number = number_in(query["step"])
        if number is not None and number == int(number) and 1 <= number <= last + 1:
            return script.numbered_time(number - 1), []
        return 0.0, [words.bad_step.format(value=echo(query["step"]), count=last + 1)]
    return 0.0, []


def _named_time(at: str, script: Script, words: PageWords) -> tuple[float, list[str]]:
    """Read a step by its key, and how long before it."""
    times = {step.key: step.time for step in script.steps}
    named = MOMENT.fullmatch(at)
    time = times.get(named[1], -1.0) - float(named[2] or 0.0) if named else -1.0
    if time < 0.0:
        return 0.0, [words.bad_moment.format(value=echo(at))]
    return round(time, 6), []


def asked_modes(query: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ways to show the page that an address asks for; see :data:`MODES`."""
    return tuple(mode for mode in MODES if query.get(mode) == "1")


def usual_only(link: Link, content: Content) -> Link:
    """Take the case out of a link where no other than the usual one can be shown."""
    if not grammar.parts_of(link.case):
        return link
    problem = f"{link.problem} {content.links.usual_only}".strip()
    return replace(link, case=Case(), problem=problem)


def wished_language(wishes: str, contents: Mapping[str, Content]) -> str:
    """Return the language that a browser wants most among those that there are.

    Parameters
    ----------
    wishes : str
        An ``Accept-Language`` header, such as ``es-MX,es;q=0.9,en;q=0.5`` (RFC 9110, 12.5.4).

    contents : Mapping of str to Content
        The words by language.

    Returns
    -------
    str
        A language of ``contents``; regions count as their language.

    """
    best, most = DEFAULT_LANGUAGE, 0.0
    for wish in wishes.split(","):
        name, _, weight = wish.partition(";")
        language = name.strip().partition("-")[0].lower()
        quality = number_in(weight.strip().removeprefix("q=")) if weight else 1.0
        if language in contents and quality is not None and quality > most:
            best, most = language, quality
    return best
