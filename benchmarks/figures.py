"""Measured figures beside their budgets, as tables in the terminal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured number and the most that it should be.

    Attributes
    ----------
    what : str
        What was measured.

    value : float or None
        In ``unit``; None where it could not be measured.

    unit : str
        Such as ``"ms"``.

    budget : float or None, default: None
        The most that the value should be; None where there is no budget.

    note : str, default: ""
        How it was measured, or why it was not.

    """

    what: str
    value: float | None
    unit: str
    budget: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Say whether the budget holds."""
        if self.value is None:
            return "not measured"
        if self.budget is None:
            return ""
        return "within" if self.value <= self.budget else f"over, {self.value / self.budget:.2f} x"


def number(value: float | None, unit: str = "") -> str:
    """Write a number with three figures, and its unit."""
    if value is None:
        return "–"
    text = f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.3g}"
    return f"{text} {unit}".strip()


def print_figures(console: Console, title: str, figures: Iterable[Figure]) -> None:
    """Print figures as a table, one row each."""
    table = Table(title=title, title_justify="left")
    table.add_column("what", overflow="fold")
    table.add_column("budget", justify="right")
    table.add_column("measured", justify="right")
    table.add_column("")
    table.add_column("note", overflow="fold")
    for figure in figures:
        table.add_row(
            figure.what,
            number(figure.budget, figure.unit) if figure.budget is not None else "",
            number(figure.value, figure.unit),
            figure.verdict,
            figure.note,
        )
    console.print(table)


def print_comparison(console: Console, title: str, ways: Mapping[str, Sequence[Figure]]) -> None:
    """Print one column for each way to show the scene, with its ratio to the first.

    Parameters
    ----------
    console : rich.console.Console
        Where to print.

    title : str
        Heading of the table.

    ways : mapping of str to sequence of Figure
        The same figures in the same order for each way.

    """
    table = Table(title=title, title_justify="left")
    table.add_column("what", overflow="fold")
    for way in ways:
        table.add_column(way, justify="right")
    for row in zip(*ways.values(), strict=True):
        table.add_row(row[0].what, *(_with_ratio(figure, row[0]) for figure in row))
    console.print(table)


def _with_ratio(figure: Figure, base: Figure) -> str:
    text = number(figure.value, figure.unit)
    if figure is base or not figure.value or not base.value:
        return text
    return f"{text}  ({number(figure.value / base.value)} x)"
