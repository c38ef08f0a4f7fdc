"""Piccolo's own convention: this package's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="forum",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=table_finder(
        modules=[
            "forum.organisations.tables",
            "forum.people.tables",
            "forum.mail.tables",
            "forum.record.tables",
            "forum.threads.tables",
        ],
        exclude_imported=True,
    ),
    migration_dependencies=[],
)
