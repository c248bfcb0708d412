"""What a notice repeats of a wrong value."""

LONGEST_ECHO = 12
"""Characters of a wrong value that its notice repeats."""


def echo(value: str) -> str:
    """Return a wrong value as its notice repeats it: in quotes, and not too long."""
    short = value if len(value) <= LONGEST_ECHO else value[:LONGEST_ECHO] + "…"
    return f"“{short}”"


def number_in(text: str) -> float | None:
    """Return the finite number that a text is, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
