"""The first tables: people, suppressions, inbound, reminders, outbox and the mark of the secret key."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make all tables."""
    _make_people()
    op.create_table(
        "inbound",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sid", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("text_encrypted", sa.LargeBinary),
        sa.Column("replies_encrypted", sa.LargeBinary),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT),
        sa.Column("decision", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
        sa.UniqueConstraint("sid", name="uq_inbound_sid"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_inbound_person_id_people", ondelete="SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbound_person_id_received_at", "inbound", ["person_id", "received_at"])
    op.create_index("ix_inbound_received_at", "inbound", ["received_at"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("plan", sa.String(64), nullable=False),
        sa.Column("about_encrypted", sa.LargeBinary),
        sa.Column("wall_time", sa.String(32), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("moment_utc", _MOMENT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("cancelled_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_reminders_person_id_people", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminders_person_id_moment_utc", "reminders", ["person_id", "moment_utc"])
    op.create_index("ix_reminders_moment_utc", "reminders", ["moment_utc"])
    _make_outbox()


def downgrade() -> None:
    """Take all tables away, with everything in them."""
    for table in ("outbox", "reminders", "inbound", "suppressions", "people", "key_mark"):
        op.drop_table(table)


def _make_people() -> None:
    op.create_table(
        "key_mark",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_mark"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("number_encrypted", sa.LargeBinary),
        sa.Column("conversation_encrypted", sa.LargeBinary),
        sa.Column("reminders_off", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("fingerprint", name="uq_people_fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "suppressions",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_suppressions"),
    )


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("reminder_id", sa.Integer),
        sa.Column("aim", sa.String(64), nullable=False),
        sa.Column("text_encrypted", sa.LargeBinary),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("status", sa.String(16), nullable=False, server_default="due"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lease_until", _MOMENT),
        sa.Column("looked_up_at", _MOMENT),
        sa.Column("carrier_sid", sa.String(64)),
        sa.Column("error_code", sa.String(32)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("public_id", name="uq_outbox_public_id"),
        sa.UniqueConstraint("carrier_sid", name="uq_outbox_carrier_sid"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_outbox_person_id_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminders.id"], name="fk_outbox_reminder_id_reminders", ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "status IN ('due', 'sending', 'sent', 'delivered', 'failed', 'suppressed', 'expired', 'unknown')",
            name=op.f("ck_outbox_status"),
        ),
        sqlite_autoincrement=True,
    )
    for columns in (("status", "due_at"), ("status", "updated_at"), ("person_id",), ("reminder_id",)):
        op.create_index(f"ix_outbox_{'_'.join(columns)}", "outbox", list(columns))
