"""The stage for the pictures: a fresh copy of the fictional practice for each scene, and the list of scenes.

    @scene("client-page")
    def client_page(stage: Stage) -> QWidget:
        stage.window.open_client(stage.client_id("Mara Keller"))
        return stage.settled(stage.window)

A scene returns the widget to be drawn; it is drawn light and dark, at each of its sizes.
"""

from __future__ import annotations

import importlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench._practice import NOW, PASSPHRASE, TODAY, RecitingEngine, StageClock
from bench.screenshots import HOME_VARIABLES
from therapease.bootstrap import build_workspace
from therapease.domain.backup import RecordCounts
from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.domain.user import NewOwner, VaultAccount
from therapease.errors import InternalError
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow
from therapease.ui.theme import Mode
from therapease.ui.unlock.view import SignInView

Size = tuple[int, int]
WIDE: Size = (1440, 900)
NARROW: Size = (1280, 800)
LARGEST_TEXT = 2.0
_PATIENCE_S = 20.0
_TURNS = 5


class StageDoor:
    """The real door, with the cheapest key derivation the store allows and the engine that recites."""

    def __init__(self, clock: StageClock) -> None:
        self._clock = clock
        self._store = SqlCipherVaultStore(clock, FLOOR)
        self.engine = RecitingEngine()

    def exists(self, path: Path) -> bool:
        return path.exists()

    def accounts(self, path: Path) -> list[VaultAccount]:
        return self._store.accounts(path)

    def create(self, path: Path, owner: NewOwner, passphrase: str) -> tuple[Workspace, str]:
        vault, code = self._store.create(path, owner, passphrase)
        return build_workspace(vault, self.engine, self._clock), code

    def unlock(self, path: Path, passphrase: str, user_id: UserId | None = None) -> Workspace:
        return build_workspace(self._store.unlock(path, passphrase, user_id), self.engine, self._clock)

    def unlock_with_recovery_code(self, path: Path, code: str) -> Workspace:
        return build_workspace(self._store.unlock_with_recovery_code(path, code), self.engine, self._clock)

    def accept_invitation(self, path: Path, code: str, passphrase: str) -> tuple[Workspace, str]:
        vault, recovery_code = self._store.accept_invitation(path, code, passphrase)
        return build_workspace(vault, self.engine, self._clock), recovery_code

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> tuple[RecordCounts, Path | None]:
        return self._store.restore(backup, target, passphrase, recovery_code, told)


class Stage:
    """One scene's own application state over its own copy of the vault."""

    def __init__(
        self, application: QApplication, practice: Path, folder: Path, mode: Mode, size: Size, text_scale: float = 1.0
    ) -> None:
        # Places are told from the person's own folder, which is the scene's here; settings of a scene end with it.
        for variable in HOME_VARIABLES:
            os.environ[variable] = str(folder)
        self.folder = folder
        self.vault_path = folder / practice.name
        for file in practice.parent.glob(f"{practice.stem}.*"):
            if file.suffix != ".lock":
                shutil.copy2(file, folder / file.name)
        self.recording = folder / "session 17 March.wav"
        shutil.copy2(practice.parent / "session.wav", self.recording)
        # Past every identifier that the practice was made with.
        self.clock = StageClock(NOW, first=1_000_000)
        self.door = StageDoor(self.clock)
        self.size = size
        self._session = WindowSession(application, self.door, self.vault_path, today=lambda: TODAY)
        self._session.preferences.set_mode(mode)
        self._session.preferences.set_text_scale(text_scale)

    @property
    def engine(self) -> RecitingEngine:
        return self.door.engine

    @property
    def sign_in(self) -> SignInView:
        """The sign-in window, opened when first asked for."""
        if self._session.sign_in is None:
            self._session.show_sign_in()
        view = self._session.sign_in
        if view is None:
            raise InternalError(detail="no sign-in window")
        view.resize(*self.size)
        return view

    @property
    def window(self) -> MainWindow:
        """The unlocked window, opened when first asked for."""
        if self._session.window is None:
            self._session.enter(self.door.unlock(self.vault_path, PASSPHRASE))
        window = self._session.window
        if window is None:
            raise InternalError(detail="no window")
        window.resize(*self.size)
        return window

    def client_id(self, name: str) -> ClientId:
        clients = self.window.desk.workspace.clients.list_all()
        return next(client.id for client in clients if client.name == name)

    def newest_session_id(self, client_name: str) -> SessionId:
        """Return a client's newest session; its note is a draft, except Jonas Reuter's, which is signed."""
        page = self.window.desk.workspace.clients.open_page(self.client_id(client_name))
        return page.sessions[0].id

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Let events run until something holds. Raise InternalError when it never does."""
        deadline = time.monotonic() + _PATIENCE_S
        while not is_so():
            if time.monotonic() > deadline:
                raise InternalError(detail="a scene waited in vain")
            QTest.qWait(20)

    def settled(self, widget: QWidget, wait_ms: int = 150) -> QWidget:
        """Return the widget once all work in the background has arrived and has been drawn."""
        self.wait_until(lambda: self.window_is_idle)
        QTest.qWait(wait_ms)
        # On a busy machine the wait can be over before its events have had their turns.
        for _ in range(_TURNS):
            QApplication.processEvents()
        return widget

    @property
    def window_is_idle(self) -> bool:
        background = self._session.background
        if self._session.window is not None and self._session.window.desk.jobs.is_running:
            return True
        return not background.is_busy

    def close(self) -> None:
        self.engine.go_on.set()
        self._session.close()
        self._session.deleteLater()


Perform = Callable[[Stage], QWidget]


@dataclass(frozen=True)
class View:
    """How a scene is looked at: the window's size, the scheme, and how large the text is."""

    size: Size
    mode: Mode
    text_scale: float = 1.0

    @property
    def suffix(self) -> str:
        """What tells its file from the plain one: “-1280”, “-200”, “-dark”."""
        width = "" if self.size == WIDE else f"-{self.size[0]}"
        scale = "" if self.text_scale == 1.0 else f"-{round(100 * self.text_scale)}"
        return f"{width}{scale}{'-dark' if self.mode is Mode.DARK else ''}"


@dataclass(frozen=True)
class Scene:
    """A picture to draw: its file name's stem, how to get there, and the window sizes."""

    name: str
    perform: Perform
    sizes: tuple[Size, ...]

    @property
    def views(self) -> Iterator[View]:
        """Every size of its own in both schemes; besides, each place in the narrow window and at the largest text."""
        for size in self.sizes:
            yield from (View(size, mode) for mode in (Mode.LIGHT, Mode.DARK))
        if self.is_place and NARROW not in self.sizes:
            yield View(NARROW, Mode.LIGHT)
        if self.is_place and not self._sets_text_itself:
            yield View(WIDE, Mode.LIGHT, LARGEST_TEXT)

    @property
    def _sets_text_itself(self) -> bool:
        has_own = f"{self.name}-200" in {other.name for other in SCENES}
        return has_own or "-200" in self.name or "large-text" in self.name

    @property
    def is_place(self) -> bool:
        """Whether it is a window of the program: the sheet of all components is only a picture of itself."""
        return self.name != "components"


SCENES: list[Scene] = []


def find_scenes() -> None:
    """Import every `_scenes_*.py` beside this file: each puts its scenes on the list."""
    for file in sorted(Path(__file__).parent.glob("_scenes_*.py")):
        importlib.import_module(f"bench.{file.stem}")


def scene(name: str, sizes: tuple[Size, ...] = (WIDE,)) -> Callable[[Perform], Perform]:
    """Put a function on the list of scenes."""

    def register(perform: Perform) -> Perform:
        SCENES.append(Scene(name, perform, sizes))
        return perform

    return register
