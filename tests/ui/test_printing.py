"""Printed papers, looked at as a printer and a camera would: rasterised, read, measured."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.documents import SheetCode
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.security.minting import kid_of, mint_sheet
from checkpoint_app.security.trust import trust_in
from checkpoint_app.ui.language import language
from checkpoint_app.ui.printing import (
    MOST_ROWS,
    Place,
    PrintedSheet,
    document_of_sheets,
    pdf_of_day_sheet,
    pdf_of_forms,
    pdf_of_guidance,
    pdf_of_poster,
    pdf_of_sheets,
)
from checkpoint_app.ui.printing.canvas import PdfFile
from checkpoint_app.ui.printing.output import pictures_of
from checkpoint_app.ui.printing.paper import Paper
from checkpoint_app.ui.printing.tongue import Tongue
from tests.reports.sheets import day_sheet
from tests.ui.printed import MM, Printed, side_mm

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TRUST = trust_in({kid_of(KEY.public_key()): KEY.public_key()})
SITE_CODE = b"https://checkpoint.example/site/abcdef"
PLACE = Place("Chung cư Mẫu", "Cổng 2")
LONG = "Trung tâm thương mại và chung cư cao tầng Nghĩa Đô, Cầu Giấy, Hà Nội "
HARD = {
    "long": Place((LONG * 4)[:200], "Cổng số 2 phía " + (LONG * 4)[:185], 21, 30),
    "one word": Place("W" * 200, "Ệ" * 200, 365, 9999),
    "signs": Place("🛒" * 60 + "سوق \u202eשוק\u202c", "A\nB\tC\x00\ud800" + "…" * 180),
    "empty": Place("", ""),
}


def a_sheet(number: int = 123, rows: int = 10, site: str = "Chung cư Mẫu") -> PrintedSheet:
    code = SheetCode(f"{number:06}", site, 1, rows, date(2026, 11, 23))
    return PrintedSheet(code, mint_sheet(code, KEY))


Make = Callable[[Place, Lang], bytes]
MAKERS: dict[str, Make] = {
    "sheet": lambda place, lang: pdf_of_sheets([a_sheet()], place, lang),
    "full sheet": lambda place, lang: pdf_of_sheets([a_sheet(rows=MOST_ROWS)], place, lang),
    "form": lambda place, lang: pdf_of_forms([a_sheet(rows=1)], place, lang),
    "poster": lambda place, lang: pdf_of_poster(SITE_CODE, place, lang),
    "guidance": pdf_of_guidance,
    "day sheet": lambda place, lang: pdf_of_day_sheet(day_sheet(place.site, place.gate), lang),
}
every_paper = pytest.mark.parametrize("kind", list(MAKERS))
every_language = pytest.mark.parametrize("lang", list(Lang))


@every_paper
@every_language
def test_each_paper_is_one_a4_page(kind: str, lang: Lang) -> None:
    printed = Printed(MAKERS[kind](PLACE, lang))
    assert printed.pages == 1
    assert printed.size_mm() == (
        (297, 210) if "sheet" in kind and "day" not in kind else (210, 297)
    )


@every_paper
def test_the_typeface_is_in_the_file(kind: str) -> None:
    pdf = MAKERS[kind](PLACE, Lang.VI)
    fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))
    assert fonts
    assert {font.split(b"-")[0] for font in fonts} == {b"BeVietnamPro"}
    assert pdf.count(b"/FontFile2") == len(fonts)


@every_paper
@every_language
def test_site_and_gate_stand_on_it_as_text(kind: str, lang: Lang) -> None:
    said = Printed(MAKERS[kind](PLACE, lang)).text()
    assert "Chung cư Mẫu · Cổng 2" in said


@every_paper
@every_language
@pytest.mark.parametrize("hard", list(HARD))
def test_no_name_leaves_its_box(kind: str, lang: Lang, hard: str) -> None:
    printed = Printed(MAKERS[kind](HARD[hard], lang))
    assert printed.pages == 1
    usual = Printed(MAKERS[kind](PLACE, lang))
    edge = round(8.5 * MM)
    page, expected = printed.picture() < 200, usual.picture() < 200
    for part in (np.s_[:edge], np.s_[-edge:], np.s_[:, :edge], np.s_[:, -edge:]):
        assert np.array_equal(page[part], expected[part])


@every_paper
def test_a_long_site_does_not_cut_the_gate_off(kind: str) -> None:
    assert "Cổng số 2 phía" in Printed(MAKERS[kind](HARD["long"], Lang.VI)).text()


@every_language
@pytest.mark.parametrize("hard", [None, *HARD])
@pytest.mark.parametrize(("kind", "rows"), [("sheet", 10), ("full sheet", MOST_ROWS), ("form", 1)])
def test_the_code_of_a_sheet_names_the_sheet(
    kind: str, rows: int, hard: str | None, lang: Lang
) -> None:
    read = Printed(MAKERS[kind](HARD[hard] if hard else PLACE, lang)).code()
    sheet = a_sheet(rows=rows)
    assert read.payload == sheet.payload
    document = parse(read.payload, TRUST)
    assert document.detail == sheet.code
    assert document.warnings == ()
    assert side_mm(read) >= 24.5


def test_the_densest_code_of_a_sheet_is_read() -> None:
    sheet = a_sheet(site="Ệ" * 64)
    for pdf in (pdf_of_sheets([sheet], PLACE), pdf_of_forms([a_sheet(7, 1, "Ệ" * 64)], PLACE)):
        assert parse(Printed(pdf).code().payload, TRUST).detail is not None


@pytest.mark.parametrize("payload", [SITE_CODE, b"X", bytes(range(32, 127)) * 5])
def test_the_code_of_the_poster_is_15_cm(payload: bytes) -> None:
    read = Printed(pdf_of_poster(payload, PLACE)).code()
    assert read.payload == payload
    assert side_mm(read) >= 149


@pytest.mark.parametrize(
    ("kind", "modules"), [("sheet", 49), ("full sheet", 49), ("form", 49), ("poster", 29)]
)
@every_language
def test_the_quiet_zone_is_empty(kind: str, modules: int, lang: Lang) -> None:
    printed = Printed(MAKERS[kind](HARD["long"], lang))
    picture, read = printed.picture(), printed.code()
    left, right = (round(pick(x for x, _ in read.quad)) for pick in (min, max))
    top, bottom = (round(pick(y for _, y in read.quad)) for pick in (min, max))
    margin = int((right - left) / modules * 3.8)
    around = picture[
        max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin
    ].copy()
    inner = 3
    around[margin - inner : margin + bottom - top + inner, :][
        :, margin - inner : margin + right - left + inner
    ] = 255
    assert around.min() > 250


@every_language
def test_many_sheets_are_as_many_pages_each_with_its_number(lang: Lang) -> None:
    sheets = [a_sheet(number) for number in range(98, 103)]
    printed = Printed(pdf_of_sheets(sheets, PLACE, lang))
    assert printed.pages == 5
    for page, sheet in enumerate(sheets):
        assert printed.code(page).payload == sheet.payload
        assert sheet.code.number in printed.text(page)
        assert printed.size_mm(page) == (297, 210)
    forms = Printed(pdf_of_forms([a_sheet(7, 1), a_sheet(8, 1)], PLACE, lang))
    assert [forms.code(page).payload for page in range(forms.pages)] == [
        a_sheet(7, 1).payload,
        a_sheet(8, 1).payload,
    ]


def test_the_rows_of_a_sheet_are_numbered_as_its_code_says() -> None:
    code = SheetCode("000200", "Chung cư Mẫu", 41, 48, date(2026, 11, 23))
    said = Printed(pdf_of_sheets([PrintedSheet(code, mint_sheet(code, KEY))], PLACE)).text()
    assert "dòng 41 đến 48" in said
    numbered = re.findall(r"(?<=Không )\d+(?= Nam)|(?<=Chữ ký )\d+(?= Nam)", said)
    assert numbered == [str(row) for row in range(41, 49)]


def test_a_sheet_asks_what_the_form_asks() -> None:
    said = Printed(pdf_of_sheets([a_sheet()], Place("Chợ Mẫu", "Cổng 1", 21, 30))).text()
    for label in (
        "Họ tên (ghi chữ IN HOA)",
        "Năm sinh",
        "Giới tính",
        "Số hộ chiếu / CMND / CCCD",
        "Điện thoại",
        "Địa chỉ",
        "Giờ",
        "Chữ ký",
        "Trong vòng 21 ngày qua",
        "1 Mất mạng, nghẽn mạng",
        "2 Không có thiết bị",
        "3 Không biết dùng",
        "Mục đích:",
        "19/SCHTP",
        "91/2025/QH15",
        "Xoá sau 30 ngày",
    ):
        assert label in said, label


NATIONAL_FORM = (
    "Thông tin khai báo y tế (Phòng chống dịch COVID-19)",
    "Khuyến cáo: Khai báo thông tin sai là vi phạm pháp luật Việt Nam và có thể xử lý hình sự",
    "Khai hộ",
    "Họ tên (ghi chữ IN HOA)",
    "Số hộ chiếu / CMND / CCCD",
    "Năm sinh",
    "Giới tính",
    "Nam",
    "Nữ",
    "Khác",
    "Quốc tịch",
    "Địa chỉ liên lạc tại Việt Nam",
    "Tỉnh thành",
    "Quận / huyện",
    "Phường / xã",
    "Số nhà, phố, tổ dân phố/thôn/đội",
    "Điện thoại",
    "Email",
    "Trong vòng 14 ngày qua, Anh/Chị có đến tỉnh/thành phố, quốc gia/vùng lãnh thổ nào "
    "(Có thể đi qua nhiều nơi)",
    "Trong vòng 14 ngày qua, Anh/Chị có thấy xuất hiện ít nhất 1 trong các dấu hiệu: sốt, ho, "
    "khó thở, viêm phổi, đau họng, mệt mỏi không?",
    "Trong vòng 14 ngày qua, Anh/Chị có tiếp xúc với:",
    "Người bệnh hoặc nghi ngờ, mắc bệnh COVID-19",
    "Người từ nước có bệnh COVID-19",
    "Người có biểu hiện (Sốt, ho, khó thở , Viêm phổi)",
)


def test_the_form_has_the_national_forms_own_labels_in_its_order() -> None:
    said = Printed(pdf_of_forms([a_sheet(7, 1)], PLACE)).text()
    place = 0
    for label in NATIONAL_FORM:
        found = said.find(label, place)
        assert found >= 0, label
        place = found + len(label)


def test_the_look_back_is_the_places_own() -> None:
    said = Printed(pdf_of_forms([a_sheet(7, 1)], Place("A", "B", lookback_days=21))).text()
    assert said.count("Trong vòng 21 ngày qua") == 3
    assert "14 ngày" not in said


@every_language
def test_the_guidance_says_what_why_how_and_whom_to_call(lang: Lang) -> None:
    said = Printed(pdf_of_guidance(Place("Chợ Mẫu", "Cổng 1", keep_days=30), lang)).text()
    for word in {
        Lang.VI: ("Ghi lại những gì", "Để làm gì", "Đưa mã thế nào", "Quyền của", "30 ngày"),
        Lang.EN: ("What is recorded", "Why", "How to show", "Your rights", "30 days"),
    }[lang]:
        assert word in said
    assert said.count("19009095") == 2


def test_a_box_to_tick_is_printed_empty() -> None:
    canvas = PdfFile()
    with Paper("boxes", Tongue(Lang.EN), canvas) as paper:
        for place in range(5):
            paper.tick(100, 100 + 40 * place, "", 20)
    picture = Printed(canvas.content()).picture(dpi=72)
    for place in range(5):
        middle = 100 + 40 * place
        assert picture[middle - 6 : middle + 6, 103:114].min() == 255
        assert picture[middle - 11 : middle + 11, 98:120].min() < 200


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400),
    st.integers(20, 300),
    st.integers(11, 90),
    st.integers(5, 30),
    st.integers(1, 6),
)
def test_any_text_stays_in_any_box(
    said: str, width: int, height: int, size: int, lines: int
) -> None:
    box = QRectF(120, 300, width, height)
    canvas = PdfFile()
    with Paper("box", Tongue(Lang.EN), canvas) as paper:
        paper.text(box, said, size, least=min(size, 7), lines=lines)
    ink = np.argwhere(Printed(canvas.content()).picture(dpi=72) < 128)
    if len(ink):
        # One line may be higher than its box, and a letter may lean over its own width.
        over = max(0.0, size * 1.32 - height) / 2 + size * 0.45
        top, left = ink.min(axis=0)
        bottom, right = ink.max(axis=0)
        assert left >= 119 - size * 0.5
        assert right <= 121 + width + size * 0.5
        assert top >= 299 - over
        assert bottom <= 301 + height + over


def test_a_text_too_long_ends_in_an_ellipsis_and_one_that_fits_does_not() -> None:
    for said, cut in (("Cổng 2", False), ("Cổng 2 " * 60, True)):
        canvas = PdfFile()
        with Paper("box", Tongue(Lang.EN), canvas) as paper:
            paper.text(QRectF(50, 50, 120, 30), said, 12, least=8, lines=2)
        assert Printed(canvas.content()).text().endswith("…") is cut


def test_what_cannot_be_seen_is_not_written() -> None:
    canvas = PdfFile()
    with Paper("box", Tongue(Lang.EN), canvas) as paper:
        paper.text(QRectF(50, 50, 300, 30), "A\nB\u202eC\x00\ud800D\u200bE", 12)
    assert Printed(canvas.content()).text() == "A BCDE"


@pytest.mark.parametrize("kind", ["sheet", "full sheet", "form"])
def test_the_corner_marks_are_whole(kind: str) -> None:
    dark = Printed(MAKERS[kind](HARD["long"], Lang.VI)).picture() < 128
    first, last = round(6.5 * MM), round(8 * MM)
    arm = round(12 * MM)
    for flipped in (dark, dark[::-1], dark[:, ::-1], dark[::-1, ::-1]):
        assert flipped[first:last, first:arm].any(axis=0).mean() > 0.9
        assert flipped[first:arm, first:last].any(axis=1).mean() > 0.9


@every_language
def test_the_day_sheet_has_every_number(lang: Lang) -> None:
    sheet = day_sheet()
    said = Printed(pdf_of_day_sheet(sheet, lang)).text()
    counts = [
        sheet.counts.entries,
        sheet.counts.exits,
        sheet.counts.total,
        sheet.counts.voided,
        sheet.counts.warned,
        *sheet.counts.by_way.values(),
        *sheet.counts.by_kind.values(),
        *sheet.balance.places().values(),
    ]
    for count in counts:
        shown = f"{count:,}".replace(",", "." if lang is Lang.VI else ",")
        assert re.search(rf"(?<![\d.,]){re.escape(shown)}(?![\d.,])", said), shown
    assert ("Trang 1/1" if lang is Lang.VI else "Page 1/1") in said
    assert "≠" not in said
    assert language() is Lang.EN


def test_a_day_sheet_that_does_not_reconcile_shows_it() -> None:
    off = day_sheet(balance=Balance(captured=5, accepted=3))
    assert "≠" in Printed(pdf_of_day_sheet(off)).text()


@pytest.mark.parametrize(
    ("sheets", "field"),
    [
        ([], "sheet"),
        ([a_sheet(rows=MOST_ROWS + 1)], "row"),
        ([PrintedSheet(a_sheet().code, b"")], "payload"),
        ([a_sheet(), PrintedSheet(a_sheet().code, b"x" * 3000)], "payload"),
    ],
)
def test_what_cannot_be_printed_is_refused(sheets: Sequence[PrintedSheet], field: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        pdf_of_sheets(sheets, PLACE)
    assert refused.value.field == field


def test_a_form_of_more_rows_and_an_empty_poster_are_refused() -> None:
    with pytest.raises(InvalidEntry):
        pdf_of_forms([a_sheet(rows=2)], PLACE)
    with pytest.raises(InvalidEntry):
        pdf_of_forms([], PLACE)
    with pytest.raises(InvalidEntry):
        pdf_of_poster(b"", PLACE)


def test_the_pages_on_the_screen_are_those_of_the_file() -> None:
    sheets = [a_sheet(number) for number in (7, 8)]
    document = document_of_sheets(sheets, PLACE)
    printed, seen = Printed(document.pdf()), pictures_of(document, round(297 * MM))
    assert (len(seen), printed.pages) == (2, 2)
    for page, sheet in zip(seen, sheets, strict=True):
        grey = page.convertToFormat(QImage.Format.Format_Grayscale8)
        lines = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), -1)
        lines = lines[:, : grey.width()].copy()
        [read] = Decoder().read(lines)
        assert read.payload == sheet.payload
        on_paper = printed.picture(seen.index(page))
        assert np.abs(np.subtract(lines.shape, on_paper.shape)).max() <= 1
        assert abs(float((lines < 128).mean()) - float((on_paper < 128).mean())) < 0.004


def test_another_thread_may_print_while_the_window_goes_on() -> None:
    with ThreadPoolExecutor(1) as pool:
        pdf = pool.submit(pdf_of_sheets, [a_sheet()], PLACE).result()
    assert Printed(pdf).code().payload == a_sheet().payload


PROGRAM = """
import sys
from checkpoint_app.i18n import Lang
from checkpoint_app.ui.printing import Place, pdf_of_guidance, pdf_of_poster
for lang in Lang:
    sys.stdout.buffer.write(pdf_of_guidance(Place("Chợ Mẫu", "Cổng 1"), lang))
assert b"BeVietnamPro" in pdf_of_poster(b"X", Place("Chợ Mẫu", "Cổng 1"))
assert not {"PySide6.QtPdf", "PySide6.QtPrintSupport"} & set(sys.modules)
"""


def test_a_process_without_a_display_prints(tmp_path: Path) -> None:
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    alone = {name: value for name, value in os.environ.items() if name not in shown}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=alone | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"%PDF-") == 2
    assert done.stdout.count(b"/FontFile2") > 2
