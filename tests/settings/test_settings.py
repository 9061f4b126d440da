"""The settings file, as written by the program, a person, or a power cut."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.passage import DirectionMode, Kind
from checkpoint_app.i18n import Lang
from checkpoint_app.settings import Settings, Theme, load_settings, save_settings

_some = st.builds(
    Settings,
    lang=st.sampled_from(Lang),
    theme=st.sampled_from(Theme),
    direction=st.sampled_from(DirectionMode),
    kind=st.sampled_from(Kind),
    source=st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    sound=st.booleans(),
    repeat_seconds=st.floats(1, 600),
    autolock_minutes=st.integers(0, 1440),
    scan_while_locked=st.booleans(),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_a_missing_file_means_the_defaults(path: Path) -> None:
    assert load_settings(path) == Settings()
    assert not path.exists()


@given(settings=_some)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    save_settings(path, settings)
    assert load_settings(path) == settings
    assert path.stat().st_mode & 0o777 == 0o600
    assert [beside.name for beside in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b'"vi"',
        b"\xff\xfe{",
        b'{"source": "\xff"}',
        b'{"lang": "fr"}',
        b'{"sound": "yes"}',
        b'{"repeat_seconds": "5"}',
        b'{"repeat_seconds": -1}',
        b'{"repeat_seconds": 0}',
        b'{"repeat_seconds": 1e300}',
        b'{"autolock_minutes": -5}',
        b"[" * 100_000,
    ],
)
def test_a_file_not_understood_is_kept_and_the_defaults_are_used(
    path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    assert load_settings(path) == Settings()
    kept = path.with_name("settings.json.bad")
    assert kept.read_bytes() == content
    save_settings(path, Settings(lang=Lang.EN))
    assert load_settings(path).lang is Lang.EN
    assert kept.read_bytes() == content


def test_what_another_version_added_is_passed_over(path: Path) -> None:
    path.write_text('{"lang": "en", "colour_of_the_gate": "red"}')
    assert load_settings(path) == Settings(lang=Lang.EN)


def test_a_person_can_read_the_file(path: Path) -> None:
    save_settings(path, Settings(source="cổng trước.mp4"))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert '  "source": "cổng trước.mp4",' in lines
