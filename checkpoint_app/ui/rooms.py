"""Which screens the open desk has beside those that it connects itself, in the rail's order."""

from checkpoint_app.ui.screens.check import CheckScreen
from checkpoint_app.ui.screens.delivery import DeliveryScreen
from checkpoint_app.ui.screens.diagnostics import DiagnosticsScreen
from checkpoint_app.ui.screens.hub import HubScreen
from checkpoint_app.ui.screens.inside import InsideScreen
from checkpoint_app.ui.screens.manage import ManageScreen
from checkpoint_app.ui.screens.notices import NoticesScreen
from checkpoint_app.ui.screens.papers import PapersScreen
from checkpoint_app.ui.screens.people import PeopleScreen
from checkpoint_app.ui.screens.person import PersonScreen
from checkpoint_app.ui.screens.rehearsal import RehearsalScreen
from checkpoint_app.ui.screens.report import ReportScreen
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.screens.staff import StaffScreen
from checkpoint_app.ui.screens.store import StoreScreen
from checkpoint_app.ui.screens.trace import TraceScreen
from checkpoint_app.ui.screens.tray import TrayScreen

ROOMS: tuple[type[Screen], ...] = (
    DeliveryScreen,
    InsideScreen,
    TrayScreen,
    ReportScreen,
    CheckScreen,
    ManageScreen,
    PeopleScreen,
    TraceScreen,
    PersonScreen,
    PapersScreen,
    StaffScreen,
    StoreScreen,
    HubScreen,
    DiagnosticsScreen,
    RehearsalScreen,
    NoticesScreen,
)
