"""The program as it runs, to be looked into from outside: unlocked with everything on screen, then locked.

    python -m bench._locked_window VAULT SESSION_ID FOLDER

It says in FOLDER how far it is (`unlocked`, `locked`), and waits there for `lock` and `end`. The passphrase is known to
every process; key and content only to the one that opens the vault.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench._planted_practice import PASSPHRASE
from therapease.cli.window_process import keep_window_open
from therapease.ui.locking.reasons import Locked

_LOOK_EVERY_MS = 20


def main() -> int:
    return keep_window_open(run, Path(sys.argv[1]))


def run(vault: Path | None, locked: Locked | None) -> int:
    """One window: unlocked at once before the first lock, the sign-in window after it."""
    from PySide6.QtCore import QTimer

    from therapease.bootstrap import VaultDoor
    from therapease.domain.ids import SessionId
    from therapease.ui.app import WindowSession, make_application

    folder = Path(sys.argv[3])
    application = make_application()
    session = WindowSession(application, VaultDoor(), vault, locked=locked)
    timer = QTimer(interval=_LOOK_EVERY_MS)
    if locked is None:
        assert vault is not None
        session.enter(VaultDoor().unlock(vault, PASSPHRASE))
        assert session.window is not None
        session.window.open_review(SessionId(sys.argv[2]))
    else:
        session.start()

    def look() -> None:
        window = session.window
        if locked is not None:
            (folder / "locked").touch()
        elif window is not None and window.review.controller.review is not None and not session.background.is_busy:
            window.grab()
            (folder / "unlocked").touch()
        if (folder / "end").exists():
            application.quit()
        elif window is not None and (folder / "lock").exists():
            timer.stop()
            session.lock()

    timer.timeout.connect(look)
    timer.start()
    status = application.exec()
    if session.exit_status is None:
        session.close()
    return session.exit_status or status


if __name__ == "__main__":
    sys.exit(main())
