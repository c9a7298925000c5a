"""The tables. A record is one JSON noun (`data`) beside the columns that queries need; there is no second model.

Days are `YYYY-MM-DD` and moments ISO in UTC, both as text, so that they sort and read the same in both engines.
`n` is the order of arrival: it pages lists and numbers the search index.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import TSVECTOR

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _n() -> Column[int]:
    return Column("n", _NUMBER, primary_key=True, autoincrement=True)


blobs = Table(
    "blobs",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", BigInteger, nullable=False),
    Column("media_type", Text),
    Column("name", Text),
    Column("at", String(32), nullable=False),
)

taken = Table(
    "taken",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("blob", String(64), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("at", String(32), nullable=False),
)
"""Raw files whose contents are wholly kept, by source and path: what a second run may skip."""

reports = Table(
    "reports",
    METADATA,
    _n(),
    Column("id", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("link", Text, index=True),
    Column("place", Text, index=True),
    Column("kind", Text, nullable=False),
    Column("sender_type", Text, nullable=False),
    Column("received_at", String(32), index=True),
)

report_versions = Table(
    "report_versions",
    METADATA,
    Column("report", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("same_as", Text, nullable=False, unique=True),
    Column("blob", String(64), nullable=False),
    Column("inside", Text),
    Column("at", String(32)),
    Column("data", Text, nullable=False),
    Index("ix_report_versions_blob_inside", "blob", "inside"),
)

provenances = Table(
    "provenances",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("report", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("partner", Text),
    Column("blob", String(64), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("inside", Text),
    Column("received_at", String(32), nullable=False),
    Column("data", Text, nullable=False),
)

rejected = Table(
    "rejected",
    METADATA,
    _n(),
    Column("id", String(32), nullable=False, unique=True),
    Column("state", Text, nullable=False, index=True),
    Column("why", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("blob", String(64), index=True),
    Column("inside", Text),
    Column("first_at", String(32), nullable=False),
    Column("last_at", String(32), nullable=False),
    Column("data", Text, nullable=False),
)

stories = Table(
    "stories",
    METADATA,
    _n(),
    Column("id", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("report", Text, nullable=False, index=True),
    Column("parent", Text, index=True),
    Column("state", Text, nullable=False),
    Column("primary", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("sender_type", Text, nullable=False),
    Column("partner", Text),
    Column("commune", Text),
    Column("event_date", String(10)),
    Column("received_on", String(10)),
    Column("embargo_until", String(10)),
    Column("editor", Text),
    Column("needs_human", Boolean, nullable=False),
    Column("given", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Column("data", Text, nullable=False),
    Index("ix_stories_state_n", "state", "n"),
    Index("ix_stories_primary_n", "primary", "n"),
    Index("ix_stories_commune_n", "commune", "n"),
    Index("ix_stories_partner_n", "partner", "n"),
    Index("ix_stories_received_on_n", "received_on", "n"),
)

story_versions = Table(
    "story_versions",
    METADATA,
    Column("story", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("by", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Column("data", Text, nullable=False),
)
"""Versions that were replaced; the one in force is in `stories`."""

subjects = Table(
    "subjects",
    METADATA,
    Column("story", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Index("ix_subjects_subject", "subject"),
)
"""People whose consent a story needs."""

story_words = Table(
    "story_words",
    METADATA,
    Column("n", _NUMBER, primary_key=True, autoincrement=False),
    Column("exact", TSVECTOR),
    Column("folded", TSVECTOR),
    info={"engine": "postgresql"},
)
"""The search index of PostgreSQL; SQLite has an FTS5 table of the same name and columns."""

consents = Table(
    "consents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("story", Text, index=True),
    Column("withdrawn_on", String(10)),
    Column("data", Text, nullable=False),
)

rundowns = Table(
    "rundowns",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("show", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Index("ix_rundowns_day_show", "day", "show"),
)

rundown_versions = Table(
    "rundown_versions",
    METADATA,
    Column("rundown", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("locked_at", String(32)),
    Column("by", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Column("data", Text, nullable=False),
)

uses = Table(
    "uses",
    METADATA,
    Column("story", Text, primary_key=True),
    Column("rundown", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Index("ix_uses_rundown_version", "rundown", "version"),
)
"""Which version of which rundown holds which story."""

packages = Table(
    "packages",
    METADATA,
    _n(),
    Column("id", String(32), nullable=False, unique=True),
    Column("rundown", Text, index=True),
    Column("version", Integer, nullable=False),
    Column("cleared", Boolean, nullable=False),
    Column("place", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("withdrawn", Text),
    Column("data", Text, nullable=False),
)

corrections = Table(
    "corrections",
    METADATA,
    _n(),
    Column("id", String(32), nullable=False, unique=True),
    Column("story", Text, nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("data", Text, nullable=False),
)

audit = Table(
    "audit",
    METADATA,
    _n(),
    Column("kind", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_audit_kind_record_n", "kind", "record", "n"),
    Index("ix_audit_at", "at"),
)

runs = Table(
    "runs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("flow", Text, nullable=False),
    Column("day", String(10), nullable=False, index=True),
    Column("began_at", String(32), nullable=False),
    Column("ended_at", String(32)),
    Column("data", Text, nullable=False),
)

sources = Table(
    "sources",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("next_poll", String(32)),
    Column("last_new", String(32)),
    Column("data", Text, nullable=False),
)

partners = Table(
    "partners",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("valid_from", String(10), primary_key=True),
    Column("valid_to", String(10)),
    Column("data", Text, nullable=False),
)

shows = Table(
    "shows",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

marks = Table(
    "marks",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the store remembers of itself, such as the fold its search index was made with."""
