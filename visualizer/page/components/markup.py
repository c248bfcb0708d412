"""Markup as trame writes it into a template: escaped text, expressions, and words to be said."""

from html import escape

EMPTY = " "
"""What an element holds that a script fills: without it, trame writes a tag that never ends."""

FOLLOWS = "data-follows"
"""Marks a link that asks the server for the case that is shown; a script keeps it so."""


def text(words: str) -> str:
    """Return words as they may stand in a template."""
    return escape(words, quote=True)


def fixed(**values: str) -> list[str]:
    """Return attributes with fixed values; ``aria_label`` becomes ``aria-label``."""
    return [f'{_name(name)}="{text(value)}"' for name, value in values.items()]


def bound(**expressions: str) -> list[str]:
    """Return attributes whose values are expressions evaluated in the browser."""
    return [f':{_name(name)}="{text(code)}"' for name, code in expressions.items()]


def said(key: str) -> str:
    """Return a template's text that says ``$say.<key>``, in the language that is chosen."""
    return f"{{{{ $say.{key} }}}}"


def _name(name: str) -> str:
    return name.strip("_").replace("_", "-")
