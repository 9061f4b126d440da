"""Papers to be printed, each as it looks."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.i18n import Lang
from checkpoint_app.station.paper_order import PaperKind, place_of, sample
from checkpoint_app.ui.printing.output import pictures_of
from checkpoint_app.ui.screens.papers import PapersScreen, draw
from checkpoint_app.ui.widgets.page_preview import WIDTH

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage


def papers(kind: PaperKind, stage: "Stage") -> QWidget:
    """One of them."""
    found = stage.room(PapersScreen)
    found.kind.choose(kind)
    found.code_text.setText("https://example.com/s/1")
    found.on_kind()
    found.show_printers(["Canon LBP2900"])
    order = found.order()
    assert order is not None
    lang = Lang(str(found.lang.value))
    paper = draw(order, sample(stage.desk, order), place_of(stage.desk), lang)
    found.show_pages(pictures_of(paper, WIDTH))
    found.show_balance(stage.desk.store.sheets.balance())
    return stage.page


def no_printer(stage: "Stage") -> QWidget:
    """A computer without a printer."""
    papers(PaperKind.SHEETS, stage)
    found = next(room for room in stage.page.rooms if isinstance(room, PapersScreen))
    found.show_printers([])
    return stage.page


STATES = {f"papers-{kind.value}": partial(papers, kind) for kind in PaperKind} | {
    "papers-no-printer": no_printer
}
