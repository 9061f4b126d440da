"""Everything on the paper form that can be typed or chosen, in the order of Enter."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.passage import DirectionMode, Fallback, Kind
from checkpoint_app.ui.screens.form.answers import Answers
from checkpoint_app.ui.screens.form.declaration import Question, Questions
from checkpoint_app.ui.screens.form.draft import Draft
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.words import word

PERSONAL = ("name", "year", "id_number", "phone", "address")
SEARCHED = ("name", "id_number", "phone")
KEPT = ("sheet", "guide")
"""What the next row of the same sheet has in common with this one."""


class Editors:
    """The widgets by name, and what stands in them.

    Attributes:
        order: all of them, first the sheet's columns, then what the sheet has in common.
        fields: those with a label of their own.
    """

    def __init__(self, parent: QWidget) -> None:
        self.texts: dict[str, QLineEdit] = {
            "name": line_edit(longest=200),
            "year": line_edit(digits=True, longest=4),
            "id_number": line_edit(digits=True, longest=20),
            "phone": line_edit(digits=True, longest=20),
            "address": line_edit(longest=300),
            "time": line_edit(digits=True, longest=5),
            "sheet": line_edit(longest=40),
            "row": line_edit(digits=True, longest=4),
            "guide": line_edit(longest=120),
            "note": line_edit(longest=300),
        }
        self.sex = Choices(list(Sex), _sex_name, optional=True)
        self.direction = Choices(list(DirectionMode), _direction_name)
        self.kind, self.fallback = QComboBox(), QComboBox()
        for kind in Kind:
            self.kind.addItem(word(kind), kind)
        self.kind.setCurrentIndex(list(Kind).index(Kind.VISITOR))
        for reason in Fallback:
            self.fallback.addItem(word(reason), reason)
        self.fallback.setCurrentIndex(list(Fallback).index(Fallback.NO_DEVICE))
        self.questions = Questions(parent)
        self.other, self.consent = QCheckBox(), QCheckBox()
        texts = self.texts
        self.order: dict[str, QWidget] = {
            "name": texts["name"],
            "year": texts["year"],
            "sex": self.sex,
            "id_number": texts["id_number"],
            "phone": texts["phone"],
            "address": texts["address"],
            "time": texts["time"],
            "direction": self.direction,
            "fallback": self.fallback,
            **self.questions.editors(),
            "sheet": texts["sheet"],
            "row": texts["row"],
            "kind": self.kind,
            "guide": texts["guide"],
            "note": texts["note"],
            "other": self.other,
            "consent": self.consent,
        }
        asked = self.questions.all
        self.fields: dict[str, Field | Question] = {
            name: asked.get(name) or Field(editor)
            for name, editor in self.order.items()
            if name not in ("other", "consent") and not name.endswith("_words")
        }

    def chosen_sex(self) -> Sex | None:
        """The sex that is chosen."""
        value = self.sex.value
        return Sex(str(value)) if value is not None else None

    @property
    def is_empty(self) -> bool:
        """True where nothing of a person is typed."""
        typed = any(self.texts[name].text().strip() for name in (*PERSONAL, "note"))
        return not typed and self.sex.value is None

    @property
    def tells_who(self) -> bool:
        """True where anything stands in the fields about the person."""
        return any(self.texts[name].text().strip() for name in PERSONAL)

    def answers(self) -> Answers:
        """The form as it is filled in."""
        return Answers(
            texts={name: editor.text() for name, editor in self.texts.items()},
            sex=self.chosen_sex(),
            direction=DirectionMode(str(self.direction.value)),
            kind=Kind(self.kind.currentData()),
            fallback=Fallback(self.fallback.currentData()),
            declaration=self.questions.declaration(
                consent=True if self.consent.isChecked() else None
            ),
            other=self.other.isChecked(),
        )

    def draft(self) -> Draft:
        """What is typed and chosen about the person."""
        return Draft(
            texts={name: editor.text() for name, editor in self.texts.items()},
            sex=self.chosen_sex(),
            answers=self.questions.state(),
            other=self.other.isChecked(),
            consent=self.consent.isChecked(),
        )

    def fill(self, draft: Draft) -> None:
        """Bring back what was typed and chosen."""
        for name, text in draft.texts.items():
            if name in self.texts:
                self.texts[name].setText(text)
        self.sex.choose(draft.sex)
        self.questions.restore(draft.answers)
        self.other.setChecked(draft.other)
        self.consent.setChecked(draft.consent)

    def clear(self) -> None:
        """Make room for the next row; what the sheet has in common stays."""
        for name, editor in self.texts.items():
            if name not in KEPT:
                editor.clear()
        self.sex.choose(None)
        self.questions.clear()
        self.other.setChecked(False)
        self.consent.setChecked(False)
        for field in self.fields.values():
            field.warn("")

    def retranslate(self) -> None:
        """Say what there is to choose in the language of the window."""
        for place, kind in enumerate(Kind):
            self.kind.setItemText(place, word(kind))
        for place, reason in enumerate(Fallback):
            self.fallback.setItemText(place, word(reason))


def _sex_name(value: object) -> str:
    return word(Sex(str(value)))


def _direction_name(value: object) -> str:
    return word(DirectionMode(str(value)))
