"""People and cards: the site's own lists."""

from checkpoint_app.ui.screens.people.screen import PeopleScreen

__all__ = ["PeopleScreen"]
