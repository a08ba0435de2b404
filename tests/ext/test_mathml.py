"""Formulas become MathML when the book is built, in the line or on lines of their own."""

from __future__ import annotations

from types import SimpleNamespace

import mathml
import pytest
from docutils import nodes


@pytest.mark.parametrize(
    ("visit", "node", "begins", "ends"),
    [
        (mathml._inline, nodes.math("", r"\frac{a}{b}"), "<math xmlns", "</math>"),
        (mathml._block, nodes.math_block("", r"\frac{a}{b}"), '<div class="formula"><math xmlns', "</math></div>"),
    ],
)
def test_a_formula_is_mathml(visit, node, begins, ends):
    """The whole formula, and its source nowhere beside it."""
    page = SimpleNamespace(body=[])
    with pytest.raises(nodes.SkipNode):
        visit(page, node)
    (html,) = page.body
    assert html.startswith(begins)
    assert html.endswith(ends)
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in html
    assert ('display="block"' in html) == (visit is mathml._block)


def test_it_is_the_renderer_of_formulas(app, safe):
    """Sphinx asks by the name in the settings of the book."""
    assert mathml.setup(app) == safe
    assert app.said == [("add_html_math_renderer", "mathml", (mathml._inline, None), (mathml._block, None))]
