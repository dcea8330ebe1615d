"""What older audit events were sealed with, once the vault's key is replaced: the history is never written again.

Plain SQL, so that nothing a later version does to the program can change what this migration makes.

Revision ID: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE audit_keys (
            until_sequence INTEGER NOT NULL,
            mac_key BLOB NOT NULL,
            CONSTRAINT pk_audit_keys PRIMARY KEY (until_sequence)
        )
        """
    )
    for verb, words in (("UPDATE", "rewritten"), ("DELETE", "deleted")):
        op.execute(
            f"CREATE TRIGGER audit_keys_no_{verb.lower()} BEFORE {verb} ON audit_keys "
            f"BEGIN SELECT RAISE(ABORT, 'audit_keys are never {words}'); END"
        )
