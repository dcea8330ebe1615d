"""Makes the frozen vault of the newest schema version: `python -m tests.vaults.make_frozen`.

Run once per schema version, by the program of that day; the result is committed and never made again. Later programs
have to open it, bring it up to date and find in it everything that `contents.json` lists. The passphrase and the
recovery code stand in `passphrase.txt` and `recovery_code.txt` beside it: nobody's secrets are in it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.fakes import FakeClock
from tests.vaults.everything import add_everything, assert_holds_everything, everything
from tests.vaults.making import OWNER, PASSPHRASE
from tests.vaults.plain import contents
from therapease.store.kdf import FLOOR
from therapease.store.schema import newest_revision
from therapease.store.vault import SqlCipherVaultStore

FOLDER = Path(__file__).parent / f"v{int(newest_revision())}"


def main() -> int:
    """Make the vault in a new folder; refuse to replace one."""
    FOLDER.mkdir()
    clock = FakeClock()
    vault, code = SqlCipherVaultStore(clock, FLOOR).create(FOLDER / "practice.vault", OWNER, PASSPHRASE)
    made = everything(vault.user, clock, vault)
    with vault.unit_of_work() as unit:
        add_everything(unit, made)
        unit.commit()
    with vault.unit_of_work() as unit:
        assert_holds_everything(unit, made)
        kept = contents(unit)
    vault.close()
    (FOLDER / "practice.lock").unlink()
    (FOLDER / "contents.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    (FOLDER / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    (FOLDER / "recovery_code.txt").write_text(code + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
