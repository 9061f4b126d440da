"""The delivery desk: nobody here, some under way, a driver found, one recorded."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.passage import Delivery, Kind, Person
from checkpoint_app.records.deliveries import OpenDelivery
from checkpoint_app.records.views import InsideRow
from checkpoint_app.station.deliveries import Returning, Visit
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screens.delivery import DeliveryScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

_MINUTE = 60_000
_DRIVERS = (
    ("29B112345", "Lý Văn Giao", "Sàn Mẫu Express", "Toà A · Căn 1204", 96, 36),
    ("30F67890", "Phạm Thị Chuyển", "Cửa hàng rau Mẫu", "Toà B · Căn 305", 58, None),
    ("29X156789", "Đoàn Văn Tới", "Giao Nhanh Mẫu", "Ban quản lý toà nhà", 12, None),
    ("15C04567", None, "Nước Mẫu", "Hầm B1, kho siêu thị", 4, None),
)


def _visit(driver: tuple[str, str | None, str, str, int, int | None]) -> Visit:
    plate, name, firm, place, ago, late = driver
    since = NOW_MS - ago * _MINUTE
    row = InsideRow(f"plate:{plate}", name, None, None, plate, Kind.DELIVERY, since, "0" * 32)
    held = OpenDelivery(row, Delivery(platform=firm, destination=place))
    return Visit(held, None if late is None else late * _MINUTE)


VISITS = [_visit(driver) for driver in _DRIVERS]


def _fresh(stage: "Stage") -> DeliveryScreen:
    screen = stage.room(DeliveryScreen)
    for editor in screen.texts.values():
        editor.clear()
    for field in screen.fields.values():
        field.warn("")
    screen.notice.hide()
    screen.left()
    settle(stage.app)
    return screen


def empty(stage: "Stage") -> QWidget:
    """Everyone has left."""
    _fresh(stage).show_open([])
    return stage.page


def under_way(stage: "Stage") -> QWidget:
    """Four under way, one of them for too long, and one marked."""
    screen = _fresh(stage)
    screen.show_open(VISITS)
    screen.visits.mark(0)
    return stage.page


def found(stage: "Stage") -> QWidget:
    """Three characters of a plate have found two drivers."""
    screen = _fresh(stage)
    screen.show_open(VISITS)
    field = screen.texts["plate"]
    field.setText("123")
    field.setFocus()
    settle(stage.app)
    one = Returning(
        Kind.DELIVERY,
        Person(name="Lý Văn Giao", phone="0900000071"),
        "29B112345",
        VISITS[0].open.delivery,
        VISITS[0].row,
    )
    other = replace(one, person=Person(name="Tạ Thị Mang"), plate="30K112399", inside=None)
    rows = [(screen.line(place, one), one) for place, one in enumerate((one, other))]
    screen.people.hang(rows, field)
    return stage.page


def filled(stage: "Stage") -> QWidget:
    """A driver taken from the list, who is inside: the direction turned."""
    screen = _fresh(stage)
    screen.show_open(VISITS)
    screen.on_driver(
        Returning(
            Kind.DELIVERY,
            Person(name="Lý Văn Giao", phone="09000"),
            "29B112345",
            VISITS[0].open.delivery,
            VISITS[0].row,
        )
    )
    return stage.page


STATES: dict[str, Callable[["Stage"], QWidget]] = {
    "delivery-empty": empty,
    "delivery-under-way": under_way,
    "delivery-found": found,
    "delivery-filled": filled,
}
