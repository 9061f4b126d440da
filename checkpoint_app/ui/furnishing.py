"""Connects each screen of the open desk as it is made, and tells it what it has missed."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.ui.drafting import Drafting
from checkpoint_app.ui.screens.form import FormScreen
from checkpoint_app.ui.screens.picture import PictureScreen
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.screens.settings import SettingsScreen
from checkpoint_app.ui.sent_pictures import SentPictures
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.starting import Starting
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.rules_card import RulesCard

if TYPE_CHECKING:  # the page furnishes itself with this; the screens come when they are wanted
    from checkpoint_app.ui.desk_page import DeskPage
    from checkpoint_app.ui.screens.check import CheckScreen
    from checkpoint_app.ui.screens.hub import HubScreen
    from checkpoint_app.ui.screens.rehearsal import RehearsalScreen


class Furnishing(QObject):
    """Belongs to one page.

    Attributes:
        pictures, rules: what two of the screens are connected by, once those are made.
    """

    def __init__(self, page: "DeskPage", desk: Desk, tasks: Tasks) -> None:
        super().__init__(page)
        self._page, self._desk, self._tasks = page, desk, tasks
        self._snapshot: DeskSnapshot | None = None
        self._shift_waits = False
        self.pictures: SentPictures | None = None
        self.rules: RulesCard | None = None
        page.screen_made.connect(self.on_made)

    @Slot(object, object)
    def on_made(self, key: Key, screen: QWidget) -> None:
        """Connect a screen."""
        if isinstance(screen, Screen):
            self._furnish(screen)
        elif isinstance(screen, FormScreen):
            self._furnish_form(screen)
        elif isinstance(screen, SettingsScreen):
            self._furnish_settings(screen)
        elif isinstance(screen, PictureScreen):
            self._furnish_picture(screen)
        if key is Key.HUB:
            cast("HubScreen", screen).joining.told.connect(self._page.on_joining_told)
        elif key is Key.REHEARSE:
            rehearsal = cast("RehearsalScreen", screen)
            looking = self._page.looking
            rehearsal.looking_asked.connect(looking.switch)
            looking.changed.connect(rehearsal.show_looking)
        elif key is Key.CHECK and self._shift_waits:
            self._shift_waits = False
            cast("CheckScreen", screen).begin_shift(self._page.tell_quietly)

    def _furnish(self, room: Screen) -> None:
        page = self._page
        room.told.connect(page.tell)
        room.screen_asked.connect(page.show_screen)
        room.outcome_taken.connect(page.outcome_taken)
        room.setting_changed.connect(page.setting_changed)
        room.count_changed.connect(partial(page.rail.show_count, room.KEY))
        room.sheet_asked.connect(page.on_sheet_asked)
        page.sights.catch_up(room)
        if self._snapshot is not None:
            room.show_snapshot(self._snapshot)

    def _furnish_form(self, form: FormScreen) -> None:
        form.follow(self._desk.lane.mode)
        form.entered.connect(self._page.on_entered)
        form.search_asked.connect(self._page.on_search)
        form.look_back(self._desk.settings.lookback_days)
        Drafting(self._desk, self._tasks, form).restored.connect(self._page.on_restored)

    def _furnish_settings(self, settings: SettingsScreen) -> None:
        page = self._page
        settings.direction.choose(self._desk.lane.mode)
        settings.changed.connect(page.on_setting)
        self.rules = settings.add_rules(self._desk, self._tasks)
        starting = Starting(self._desk, self._tasks, settings.around)
        settings.cameras_asked.connect(starting.refresh)
        settings.cameras_asked.connect(page.on_cameras_asked)
        settings.scanners_asked.connect(page.on_scanners_asked)
        settings.show_pace(page.sights.pace)
        page.sights.pace_changed.connect(settings.show_pace)

    def _furnish_picture(self, screen: PictureScreen) -> None:
        page = self._page
        made = SentPictures(self._desk, self._tasks, page, screen, page.show_screen)
        made.outcome_taken.connect(page.outcome_taken)
        made.back_asked.connect(page.on_gate)
        made.invited.connect(page.on_invited)
        self.pictures = made

    def begin_shift(self) -> None:
        """Look whether everything works; where nobody can yet, once the screen for it is there."""
        if self._page.screens.held(Key.CHECK) is None and not self._shift_waits:
            self._shift_waits = True
            return
        cast("CheckScreen", self._page.screens[Key.CHECK]).begin_shift(self._page.tell_quietly)

    def show_mode(self, mode: DirectionMode) -> None:
        """The lane has turned."""
        for screen in self._page.screens.made:
            if isinstance(screen, SettingsScreen):
                screen.direction.choose(mode)
            elif isinstance(screen, FormScreen):
                screen.follow(mode)

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Pass the newest numbers on."""
        self._snapshot = snapshot
        if self.rules is not None:
            self.rules.show_hub()
        for screen in self._page.screens.made:
            if isinstance(screen, Screen):
                screen.show_snapshot(snapshot)
            elif isinstance(screen, FormScreen):
                screen.look_back(self._desk.settings.lookback_days)
