"""Piccolo's own convention: this package's tables and migrations."""
from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="moderation",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=table_finder(modules=["moderation.cases.tables", "moderation.balance.tables"], exclude_imported=True),
    migration_dependencies=["forum.piccolo_app", "drafts.piccolo_app"],
)
