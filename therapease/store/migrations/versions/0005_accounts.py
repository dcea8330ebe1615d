"""Accounts of several people: status and contact, invitations, who treats whose client, who supervises whom.

A client without a therapist goes on being the owner's, unwritten. Plain SQL, so that nothing a later version does to
the program can change what this migration makes.

Revision ID: 0005
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE users ADD COLUMN status TEXT DEFAULT 'active' NOT NULL",
    "ALTER TABLE users ADD COLUMN contact TEXT DEFAULT '' NOT NULL",
    """
        CREATE TABLE invitations (
            user_id TEXT NOT NULL,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            at_event INTEGER NOT NULL,
            is_reset BOOLEAN NOT NULL,
            CONSTRAINT pk_invitations PRIMARY KEY (user_id),
            CONSTRAINT fk_invitations_user_id_users FOREIGN KEY(user_id) REFERENCES users (id),
            CONSTRAINT fk_invitations_created_by_users FOREIGN KEY(created_by) REFERENCES users (id)
        )
    """,
    """
        CREATE TABLE client_assignments (
            client_id TEXT NOT NULL,
            user_id TEXT NOT NULL,
            assigned_at TEXT NOT NULL,
            assigned_by TEXT NOT NULL,
            CONSTRAINT pk_client_assignments PRIMARY KEY (client_id, user_id),
            CONSTRAINT fk_client_assignments_client_id_clients FOREIGN KEY(client_id) REFERENCES clients (id),
            CONSTRAINT fk_client_assignments_user_id_users FOREIGN KEY(user_id) REFERENCES users (id),
            CONSTRAINT fk_client_assignments_assigned_by_users FOREIGN KEY(assigned_by) REFERENCES users (id)
        )
    """,
    "CREATE INDEX ix_client_assignments_user_id ON client_assignments (user_id)",
    """
        CREATE TABLE supervisions (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            supervisor_id TEXT NOT NULL,
            supervisee_id TEXT NOT NULL,
            proposed_at TEXT NOT NULL,
            proposed_by TEXT NOT NULL,
            agreed_at TEXT,
            ended_at TEXT,
            CONSTRAINT ck_supervisions_two_people CHECK (supervisor_id <> supervisee_id),
            CONSTRAINT fk_supervisions_supervisor_id_users FOREIGN KEY(supervisor_id) REFERENCES users (id),
            CONSTRAINT fk_supervisions_supervisee_id_users FOREIGN KEY(supervisee_id) REFERENCES users (id),
            CONSTRAINT fk_supervisions_proposed_by_users FOREIGN KEY(proposed_by) REFERENCES users (id)
        )
    """,
    "CREATE UNIQUE INDEX ix_supervisions_open ON supervisions (supervisor_id, supervisee_id) WHERE ended_at IS NULL",
    """
        CREATE TRIGGER supervisions_no_delete BEFORE DELETE ON supervisions
        BEGIN SELECT RAISE(ABORT, 'supervisions are never deleted'); END
    """,
    """
        CREATE TRIGGER supervisions_go_forward BEFORE UPDATE ON supervisions
        WHEN OLD.ended_at IS NOT NULL OR OLD.agreed_at IS NOT NULL AND NEW.agreed_at IS NOT OLD.agreed_at
            OR NEW.supervisor_id IS NOT OLD.supervisor_id OR NEW.supervisee_id IS NOT OLD.supervisee_id
            OR NEW.proposed_at IS NOT OLD.proposed_at OR NEW.proposed_by IS NOT OLD.proposed_by
        BEGIN SELECT RAISE(ABORT, 'a supervision is agreed to once and ended once'); END
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
