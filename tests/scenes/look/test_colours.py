"""Colours are written in one place: whoever wants another one finds it there."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOOK = ROOT / "scenes" / "look"
VIEWER = ROOT / "visualizer" / "viewer"
PYTHON = sorted(
    path
    for room in ("meshes", "scenes", "visualizer")
    for path in (ROOT / room).rglob("*.py")
    if LOOK not in path.parents and VIEWER not in path.parents
)
TYPESCRIPT = sorted((VIEWER / "src").rglob("*.ts"))

WRITTEN = re.compile(
    r"""(?<![\w&$])\#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?=['"`\s,;)])  # not a private name
    | \b0x[0-9a-f]{6}\b
    | \b(?:rgb|hsl)a?\(\s*[\d.]
    | \bColor\((?!1,\ 1,\ 1|0,\ 0,\ 0|\))[\d'"]""",
    re.VERBOSE | re.IGNORECASE,
)
"""White and black multiply and add: they are numbers."""

COLOURFUL = re.compile("colou?r|tint|marrow|paint|shade", re.IGNORECASE)
MEASURED = {"ellipsoid", "_shell", "rounded_box"}
"""Functions that take three radii in millimetres."""
BRIGHT = range(60, 256)
"""Bytes that millimetres and shares hardly ever are, three at once."""


def parts_of(node):
    """List an expression and what it is made of, but for what is measured."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in MEASURED:
            return
        case _:
            yield node
    for child in ast.iter_child_nodes(node):
        yield from parts_of(child)


def literal_triples(source):
    """Find three numbers in a row, and what they are called or divided by."""
    for node in parts_of(ast.parse(source)):
        match node:
            case ast.Assign(targets=[target], value=value):
                named = ast.unparse(target), value
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                named = ast.unparse(target), value
            case ast.keyword(arg=str(name), value=value):
                named = name, value
            case ast.Tuple() | ast.List():
                named = "", node
            case _:
                continue
        for inner in parts_of(named[1]):
            if isinstance(inner, ast.Tuple | ast.List) and len(inner.elts) == 3:
                numbers = [one.value for one in inner.elts if isinstance(one, ast.Constant)]
                if len(numbers) == 3 and all(isinstance(one, int | float) for one in numbers):
                    yield named[0], numbers


def colours_in(path, source):
    """List what looks like a colour in a file of Python or TypeScript."""
    found = [match.group() for match in WRITTEN.finditer(source)]
    if path.suffix == ".py":
        found += [
            f"{name} {numbers}"
            for name, numbers in literal_triples(source)
            if all(one in BRIGHT for one in numbers)
            or (COLOURFUL.search(name) and len(set(numbers)) > 1)
        ]
    return found


def test_no_colour_is_written_elsewhere():
    """Neither Python nor TypeScript has a colour outside ``scenes/look``."""
    assert len(PYTHON) > 100
    assert len(TYPESCRIPT) > 60
    files = {path: colours_in(path, path.read_text("utf-8")) for path in PYTHON + TYPESCRIPT}
    found = {str(path.relative_to(ROOT)): colours for path, colours in files.items() if colours}
    assert found == {}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.ts", "const ACCENT = '#0b6e8f';"),
        ("a.ts", "paint(line, { stroke: '#fff' });"),
        ("a.ts", "const LINE_COLOUR = 0x0b6e8f;"),
        ("a.ts", "const veil = `rgb(255 255 255 / 88%)`;"),
        ("a.ts", "new Color(0.2, 0.3, 0.4)"),
        ("a.ts", "new Color('teal')"),
        ("a.py", 'INK = "#14232e"'),
        ("a.py", 'PAGE = """<meta name="theme-color" content="#ffffff">"""'),
        ("a.py", "ANNULUS = np.array([176.0, 200.0, 212.0]) / 255.0"),
        ("a.py", "marrow = (0.50, 0.25, 0.19)"),
        ("a.py", "Part(colour=(0.5, 0.25, 0.19))"),
    ],
)
def test_a_colour_is_found(name, source):
    """Every way in which colours were once written is seen."""
    assert colours_in(Path(name), source)


def test_what_is_seen_by_light_is_there_in_look():
    """The measure finds those that are there."""
    there = [one for path in LOOK.glob("*.py") for one in colours_in(path, path.read_text("utf-8"))]
    assert len(there) > 50


def test_looks_need_no_painter():
    """Colours, recipe and X-ray screen are plain numbers: no VTK comes with them."""
    names = ", ".join(f"scenes.look.{path.stem}" for path in LOOK.glob("[a-z]*.py"))
    heavy = "{name.partition('.')[0] for name in sys.modules} & {'vtkmodules', 'pyvista', 'scipy'}"
    program = f"import sys, {names}; print(sorted({heavy}))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"
