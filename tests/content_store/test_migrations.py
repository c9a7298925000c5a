"""Migrations: they make exactly the tables the store uses, once, whoever comes first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from content_store import migrations, open_store
from content_store.store import Store
from content_store.tables import METADATA
from tests.content_store.samples import AT, story


def test_migrations_make_the_tables_the_store_uses(store: Store) -> None:
    """No table, column or index differs between what migrations made and what tables.py says."""
    with store._read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        wanted = METADATA
        if store.dialect == "sqlite":
            wanted = MetaData()
            for table in METADATA.sorted_tables:
                if not table.info:
                    table.to_metadata(wanted)
        differ = [
            one for one in compare_metadata(context, wanted) if "story_words" not in str(one) or store.dialect != "sqlite"
        ]
    assert differ == []


def test_head_is_the_newest_revision(store: Store) -> None:
    """HEAD, by which an opened store sees that it is up to date, is the newest file of versions/."""
    with store._read() as connection:
        script = ScriptDirectory.from_config(migrations.configuration(connection))
        assert script.get_heads() == [migrations.HEAD]
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == migrations.HEAD


def test_the_way_back_leaves_nothing(store: Store) -> None:
    """Downgrading takes every table away, and the way up works again."""
    from alembic import command

    with store._write() as connection:
        command.downgrade(migrations.configuration(connection), "base")
        migrations.upgrade(connection)
    store.keep_stories([story()], AT)
    assert len(store.search("Định Hòa")) == 1


def test_opening_again_keeps_everything_and_loads_no_alembic(database: str, store: Store) -> None:
    """A store that is up to date opens without Alembic, which is slow to load."""
    store.keep_stories([story()], AT)
    asked = (
        f"import sys; from content_store import open_store; s = open_store({database!r}); "
        "print(len(s.stories()), 'alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]


def test_programs_that_open_a_new_store_together_all_succeed(tmp_path: Path, database: str) -> None:
    """Worker, desk and a command line started at once on an empty database: one makes the tables, the others wait."""
    asked = f"from content_store import open_store; open_store({database!r}).counts()"
    started = [subprocess.Popen([sys.executable, "-c", asked], stderr=subprocess.PIPE) for _ in range(3)]
    assert [(one.wait(30), one.stderr.read() if one.stderr else b"") for one in started] == [(0, b"")] * 3
    with open_store(database) as opened:
        assert opened.counts() == {}
