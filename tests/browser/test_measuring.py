"""What the benchmark does to a page so that its scripts are measured alone."""

import pytest

from benchmarks.page import DRAW_NOTHING
from benchmarks.tab import new_tab

pytestmark = pytest.mark.browser

# Drawing without a program is an error, unless nothing is drawn.
DRAW = """() => {
  const gl = document.createElement('canvas').getContext('webgl2');
  const errors = new Set();
  const draws = [
    () => gl.drawArrays(gl.TRIANGLES, 0, 3),
    () => gl.drawElements(gl.TRIANGLES, 3, gl.UNSIGNED_SHORT, 0),
    () => gl.drawRangeElements(gl.TRIANGLES, 0, 2, 3, gl.UNSIGNED_SHORT, 0),
    () => gl.drawArraysInstanced(gl.TRIANGLES, 0, 3, 2),
    () => gl.drawElementsInstanced(gl.TRIANGLES, 3, gl.UNSIGNED_SHORT, 0, 2),
  ];
  for (const draw of draws) {
    draw();
    errors.add(gl.getError() !== gl.NO_ERROR);
  }
  return [...errors];
}"""


@pytest.mark.parametrize(("script", "fails"), [("", True), (DRAW_NOTHING, False)])
def test_scripts_are_measured_without_the_drawing(browser, script, fails):
    """Every call that draws comes to nothing, and the page goes on without complaint."""
    with new_tab(browser) as tab:
        tab.page.add_init_script(script)
        tab.page.goto("about:blank")
        assert tab.page.evaluate(DRAW) == [fails]
        assert tab.errors == []
