"""Settings survive crashes, damage and other versions; nobody is kept from working by them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from therapease import paths
from therapease.errors import SettingsDamagedError, StorageFullError, StorageUnavailableError
from therapease.settings import Appearance, Settings, VaultSettings, WindowSettings, load_settings, save_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_the_defaults_work(file: Path) -> None:
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert loaded.problem is None
    assert not file.parent.exists()


def test_what_was_saved_comes_back(file: Path) -> None:
    chosen = Settings(
        window=WindowSettings(appearance=Appearance.DARK, text_scale_percent=150),
        vault=VaultSettings(last_path=Path("practice.vault"), lock_after_idle_min=5),
    )
    save_settings(chosen, file)
    assert load_settings(file).settings == chosen


def test_the_persons_own_file_is_the_default(own_home: Path) -> None:
    save_settings(Settings(vault=VaultSettings(lock_after_idle_min=7)))
    assert paths.settings_file().is_relative_to(own_home)
    assert load_settings().settings.vault.lock_after_idle_min == 7


def test_keys_and_comments_of_another_version_are_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# mine\nfuture = "kept"\n\n[window]\nsparkle = true\ntext_scale_percent = 90\n', encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.settings.window.text_scale_percent == 90
    save_settings(Settings(window=WindowSettings(text_scale_percent=110)), file)
    text = file.read_text(encoding="utf-8")
    assert "# mine" in text
    assert 'future = "kept"' in text
    assert "sparkle = true" in text
    assert "text_scale_percent = 110" in text


def test_a_value_unset_again_leaves_the_file(file: Path) -> None:
    save_settings(Settings(vault=VaultSettings(last_path=Path("a.vault"))), file)
    save_settings(Settings(), file)
    assert "last_path" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"[window\n", "not TOML"),
        (b"\xff\xfe", "not TOML"),
        (b"[window]\ntext_scale_percent = 9000\n", "not valid: window.text_scale_percent"),
        (b"window = 3\n", "not valid: window"),
    ],
)
def test_a_damaged_file_means_defaults_and_a_clear_error(file: Path, content: bytes, detail: str) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert isinstance(loaded.problem, SettingsDamagedError)
    assert loaded.problem.detail == detail
    assert file.read_bytes() == content


def test_saving_over_a_damaged_file_puts_it_aside(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"[window\n")
    save_settings(Settings(), file)
    assert load_settings(file).problem is None
    assert (file.parent / "settings.toml.damaged").read_bytes() == b"[window\n"


@given(content=st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_content_breaks_loading_or_saving(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any.toml"
    file.write_bytes(content)
    load_settings(file)
    save_settings(Settings(vault=VaultSettings(lock_after_idle_min=3)), file)
    assert load_settings(file).settings.vault.lock_after_idle_min == 3


def test_a_full_disk_leaves_the_old_file_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings(), file)
    before = file.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("therapease.settings.os.fsync", full)
    with pytest.raises(StorageFullError):
        save_settings(Settings(vault=VaultSettings(lock_after_idle_min=99)), file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StorageUnavailableError):
        save_settings(Settings(), tmp_path / "config" / "settings.toml")
    with pytest.raises(StorageUnavailableError):
        load_settings(tmp_path / "config" / "settings.toml")
