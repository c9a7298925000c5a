"""The first tables, and the search index of each engine."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FTS5 = (
    "CREATE VIRTUAL TABLE story_words USING fts5"
    "(exact, folded, unmarked, content='', prefix='2 3', tokenize=\"unicode61 remove_diacritics 0\")"
)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "audit",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_index("ix_audit_kind_record_n", "audit", ["kind", "record", "n"], unique=False)
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.String(length=10), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_story", "consents", ["story"], unique=False)
    op.create_index("ix_consents_subject", "consents", ["subject"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_corrections"),
        sa.UniqueConstraint("id", name="uq_corrections_id"),
    )
    op.create_index("ix_corrections_story", "corrections", ["story"], unique=False)
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )
    op.create_table(
        "packages",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("rundown", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_packages"),
        sa.UniqueConstraint("id", name="uq_packages_id"),
    )
    op.create_index("ix_packages_rundown", "packages", ["rundown"], unique=False)
    op.create_table(
        "partners",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=False),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from", name="pk_partners"),
    )
    op.create_table(
        "provenances",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("inside", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(length=32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_provenances"),
    )
    op.create_index("ix_provenances_blob", "provenances", ["blob"], unique=False)
    op.create_index("ix_provenances_report", "provenances", ["report"], unique=False)
    op.create_table(
        "rejected",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("inside", sa.Text(), nullable=True),
        sa.Column("first_at", sa.String(length=32), nullable=False),
        sa.Column("last_at", sa.String(length=32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_rejected"),
        sa.UniqueConstraint("id", name="uq_rejected_id"),
    )
    op.create_index("ix_rejected_blob", "rejected", ["blob"], unique=False)
    op.create_index("ix_rejected_state", "rejected", ["state"], unique=False)
    op.create_table(
        "report_versions",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("same_as", sa.Text(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("inside", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report", "version", name="pk_report_versions"),
        sa.UniqueConstraint("same_as", name="uq_report_versions_same_as"),
    )
    op.create_index("ix_report_versions_blob_inside", "report_versions", ["blob", "inside"], unique=False)
    op.create_table(
        "reports",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sender_type", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    op.create_index("ix_reports_link", "reports", ["link"], unique=False)
    op.create_index("ix_reports_place", "reports", ["place"], unique=False)
    op.create_index("ix_reports_received_at", "reports", ["received_at"], unique=False)
    op.create_table(
        "rundown_versions",
        sa.Column("rundown", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.String(length=32), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rundown", "version", name="pk_rundown_versions"),
    )
    op.create_table(
        "rundowns",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("show", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rundowns"),
    )
    op.create_index("ix_rundowns_day_show", "rundowns", ["day", "show"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("began_at", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_day", "runs", ["day"], unique=False)
    op.create_table(
        "shows",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shows"),
    )
    op.create_table(
        "sources",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next_poll", sa.String(length=32), nullable=True),
        sa.Column("last_new", sa.String(length=32), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "stories",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("primary", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sender_type", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("event_date", sa.String(length=10), nullable=True),
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("embargo_until", sa.String(length=10), nullable=True),
        sa.Column("editor", sa.Text(), nullable=True),
        sa.Column("needs_human", sa.Boolean(), nullable=False),
        sa.Column("given", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_stories"),
        sa.UniqueConstraint("id", name="uq_stories_id"),
    )
    op.create_index("ix_stories_commune_n", "stories", ["commune", "n"], unique=False)
    op.create_index("ix_stories_parent", "stories", ["parent"], unique=False)
    op.create_index("ix_stories_partner_n", "stories", ["partner", "n"], unique=False)
    op.create_index("ix_stories_primary_n", "stories", ["primary", "n"], unique=False)
    op.create_index("ix_stories_received_on_n", "stories", ["received_on", "n"], unique=False)
    op.create_index("ix_stories_report", "stories", ["report"], unique=False)
    op.create_index("ix_stories_state_n", "stories", ["state", "n"], unique=False)
    op.create_table(
        "story_versions",
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story", "version", name="pk_story_versions"),
    )
    op.create_table(
        "subjects",
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story", "subject", name="pk_subjects"),
    )
    op.create_index("ix_subjects_subject", "subjects", ["subject"], unique=False)
    op.create_table(
        "taken",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("source", "blob", "path", name="pk_taken"),
    )
    op.create_table(
        "uses",
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("rundown", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("story", "rundown", "version", name="pk_uses"),
    )
    op.create_index("ix_uses_rundown_version", "uses", ["rundown", "version"], unique=False)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(_FTS5)
    else:
        _postgres_words()


def _postgres_words() -> None:
    op.create_table(
        "story_words",
        sa.Column("n", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("exact", postgresql.TSVECTOR(), nullable=True),
        sa.Column("folded", postgresql.TSVECTOR(), nullable=True),
        sa.Column("unmarked", postgresql.TSVECTOR(), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_story_words"),
    )
    op.create_index("ix_story_words_exact", "story_words", ["exact"], unique=False, postgresql_using="gin")
    op.create_index("ix_story_words_unmarked", "story_words", ["unmarked"], unique=False, postgresql_using="gin")
    op.create_index("ix_story_words_folded", "story_words", ["folded"], unique=False, postgresql_using="gin")


def downgrade() -> None:
    """Take every table away."""
    names = (
        "audit blobs consents corrections marks packages partners provenances rejected "
        "report_versions reports rundown_versions rundowns runs shows sources stories story_versions "
        "story_words subjects taken uses"
    )
    for name in names.split():
        op.drop_table(name)
