"""A printed figure stands in its excerpt, or the row says where else; and what it says is held against the excerpt."""

from __future__ import annotations

import pytest
from casebook.evidence import tables
from casebook.evidence.rules.excerpts import excerpt_problems, stands


@pytest.mark.parametrize(
    ("printed", "fragment", "where"),
    [
        ("4200多", "全国4200多人报名", ""),
        ("42%", "压减比例达４２％", ""),
        ("4", "14类856项", "not excerpted"),
        ("4.2", "14.25亿元", "not excerpted"),
        ("5", "15个部门", "not excerpted"),
        ("12", "二十二家", "not excerpted"),
        ("4", "与四家企业共建开发区", "other signs"),
        ("不足20%", "不足两成", "other signs"),
        ("突破100000", "突破10萬輛大關", "other signs"),
        ("300余", "進區項目已達300餘家", "other signs"),
        ("不超过80%", "超过过去的80%", "number alone"),
        ("约85%", "约有85%", "number alone"),
        ("约85%", "约有88%", "not excerpted"),
        ("27%", "", "words not kept"),
    ],
)
def test_where_a_figure_stands(printed, fragment, where):
    """A figure within another number is not there; the same figure in other signs is."""
    assert stands(printed, fragment) == where


def spoiled(claim_id: str, column: str, text: str) -> list[str]:
    """What is reported of the claims with one cell changed."""
    claims = tables.table("claims")
    claims.loc[claims["claim_id"] == claim_id, column] = text
    return [str(problem) for problem in excerpt_problems("data/claims.csv", claims)]


@pytest.mark.parametrize(
    ("claim_id", "column", "text", "found"),
    [
        (
            "art-applicants",
            "printed",
            "4300多",
            "column printed_at: found '', expected 'not excerpted', since '4300多'",
        ),
        ("art-applicants", "fragment", "全国4300多人报名", "column printed_at: found '', expected 'not excerpted'"),
        ("art-mobil", "printed_at", "other signs", "found 'other signs', expected empty: the claim prints no figure"),
        ("art-jobs", "printed_at", "not excerpted", "found 'not excerpted', expected ''"),
        (
            "yt-fund-social",
            "fragment",
            "8.88亿元",
            "column fragment: found '8.88亿元', expected the excerpt of another",
        ),
        ("yt-fund-social", "printed_at", "", "column printed_at: found '', expected 'not excerpted'"),
        ("east-20", "fragment", "不足三成", "column printed_at: found 'other signs', expected 'not excerpted'"),
        ("prov-146", "printed", "147", "column note: found 'Not printed as a total: 146 = 131 + 15"),
        ("prov-146", "fragment", "132家省级开发区", "expected a sum such as 5 = 2 + 3 that gives 146, with a number"),
        (
            "art-jobs",
            "printed_at",
            "added up",
            "found 'added up', expected '': the excerpt '招聘125位优秀专业人才' bears",
        ),
    ],
)
def test_a_figure_that_moved_is_found(claim_id, column, text, found):
    """Excerpt, printed form and place may not contradict one another."""
    (problem,) = spoiled(claim_id, column, text)
    assert problem.startswith("data/claims.csv, row ")
    assert found in problem


def test_the_rule_is_asked_when_a_chapter_reads(data_copy):
    """A chapter must not compute with a figure that its own excerpt does not bear."""
    path = data_copy / "claims.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("压减比例达42%,42%", "压减比例达43%,42%"), encoding="utf-8"
    )
    with pytest.raises(tables.DataError, match=r"column printed_at: found '', expected 'not excerpted', since '42%'"):
        tables.read_table("claims", data_copy)
