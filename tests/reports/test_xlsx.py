"""The workbook says what the day sheet says, number by number."""

import io
import re
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.passage import Kind, Way
from checkpoint_app.i18n import Lang, text
from checkpoint_app.reports.day_sheet import remarks
from checkpoint_app.reports.xlsx import to_xlsx
from tests.reports.sheets import STATION, day_sheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def pages(content: bytes) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    ]


def pairs(page: list[list[object]], left: int) -> list[tuple[object, object]]:
    return [(row[left], row[left + 1]) for row in page if row[left] != ""]


def parts(content: bytes, pattern: str) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        names = sorted(name for name in held.namelist() if re.fullmatch(pattern, name))
        return [ET.fromstring(held.read(name)) for name in names]  # noqa: S314 - our own file


@pytest.mark.parametrize("lang", list(Lang))
def test_every_number_is_read_back(lang: Lang) -> None:
    sheet = day_sheet()
    summary, hours = pages(to_xlsx(sheet, lang))

    def say(code: str) -> str:
        return text(code, lang)

    assert summary[0][0] == say("report.title")
    assert pairs(summary, 0)[1:] == [
        (say("report.site"), "Chung cư Mẫu"),
        (say("report.gate"), "Cổng 2"),
        (say("report.site_kind"), say("site.residential")),
        (say("report.date"), date(2021, 8, 11)),
        (say("report.as_of"), datetime(2021, 8, 11, 16)),  # noqa: DTZ001 - as cells have it
        (say("report.station"), str(STATION)),
        *((say("report.remark"), said) for said in remarks(sheet, lang)),
        (say("report.figures"), ""),
        (say("report.in"), sheet.counts.entries),
        (say("report.out"), sheet.counts.exits),
        (say("report.total"), sheet.counts.total),
        (say("report.inside"), 127),
        (say("report.warned"), 17),
        (say("report.voided"), 13),
        (say("report.balance"), ""),
        *((say(f"balance.{name}"), count) for name, count in sheet.balance.places().items()),
        (say("report.balanced"), ""),
        (say("report.paper"), ""),
        (say("paper.printed"), 41),
        (say("paper.open"), 6),
        (say("paper.rows_typed"), 430),
        (say("paper.rows_untyped"), 43),
        (say("paper.missing"), 1),
        (text("paper.which", lang, numbers="ABC-000007"), ""),
    ]
    assert pairs(summary, 3) == [
        (say("report.ways"), ""),
        *((say(f"way.{way}"), sheet.counts.by_way[way]) for way in Way),
        (say("report.kinds"), ""),
        *((say(f"kind.{kind}"), sheet.counts.by_kind[kind]) for kind in Kind),
    ]
    assert hours[0] == [say(f"report.{name}") for name in ("hour", "in", "out", "total")]
    assert [row[1:] for row in hours[1:25]] == [
        [entries, exits, entries + exits] for entries, exits in sheet.counts.by_hour
    ]
    assert [row[0] for row in hours[1:25]][::23] == ["00:00 – 01:00", "23:00 – 24:00"]
    assert hours[25] == [
        say("report.total"),
        sheet.counts.entries,
        sheet.counts.exits,
        sheet.counts.total,
    ]
    assert len(hours) == 26


def test_numbers_that_do_not_reconcile_are_said_to() -> None:
    off = day_sheet(balance=Balance(captured=5, accepted=3))
    said = [pair[0] for pair in pairs(pages(to_xlsx(off))[0], 0)]
    assert text("report.not_balanced", Lang.VI) in said
    assert text("report.balanced", Lang.VI) not in said


def test_the_charts_point_at_the_numbers() -> None:
    content = to_xlsx(day_sheet())
    columns, bars = parts(content, r"xl/charts/chart\d+\.xml")
    assert [found.get("val") for found in columns.iter(f"{CHART}barDir")] == ["col"]
    assert [found.get("val") for found in bars.iter(f"{CHART}barDir")] == ["bar"]
    places = [found.text for found in columns.iter(f"{CHART}f")]
    assert places == [
        "'Theo giờ'!$B$1",
        "'Theo giờ'!$A$2:$A$25",
        "'Theo giờ'!$B$2:$B$25",
        "'Theo giờ'!$C$1",
        "'Theo giờ'!$A$2:$A$25",
        "'Theo giờ'!$C$2:$C$25",
    ]
    summary = pages(content)[0]
    names, values = [found.text or "" for found in bars.iter(f"{CHART}f")]
    first, last = (int(number) - 1 for number in re.findall(r"\$D\$(\d+)", names))
    assert (first, last) == tuple(int(n) - 1 for n in re.findall(r"\$E\$(\d+)", values))
    assert [row[3] for row in summary[first : last + 1]] == [text(f"way.{w}", Lang.VI) for w in Way]


def test_each_page_prints_on_one_a4_page_across() -> None:
    for page in parts(to_xlsx(day_sheet()), r"xl/worksheets/sheet\d+\.xml"):
        setup = page.find(f"{MAIN}pageSetup")
        assert setup is not None
        assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
        fit = page.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
        assert fit is not None
        assert fit.get("fitToPage") == "1"
        pane = page.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        assert pane is not None
        assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://example.invalid","x")',
        "{=1+1}",
        "@SUM(A1)",
        "https://example.invalid/",
        "001",
        "A" * 40_000,
        "Chợ 🛒 سوق",
    ],
)
def test_a_name_stays_a_text(name: str) -> None:
    content = to_xlsx(day_sheet(site=name, gate=name))
    assert pairs(pages(content)[0], 0)[1][1] == name[:32_767]
    for page in parts(content, r"xl/worksheets/sheet\d+\.xml"):
        assert list(page.iter(f"{MAIN}f")) == []
        assert list(page.iter(f"{MAIN}hyperlink")) == []


def test_signs_that_xml_forbids_are_left_out() -> None:
    page = pages(to_xlsx(day_sheet(site="Chợ\x00\x0b Mẫu\ud800\u202e\nA", gate="_x000D_")))[0]
    assert pairs(page, 0)[1:3] == [("Địa điểm", "Chợ Mẫu A"), ("Cổng", "_x000D_")]


def test_no_row_is_higher_than_excel_knows() -> None:
    for page in parts(to_xlsx(day_sheet(site="W" * 40_000)), r"xl/worksheets/sheet\d+\.xml"):
        heights = [float(row.get("ht", "0")) for row in page.iter(f"{MAIN}row")]
        assert max(heights) <= 409
