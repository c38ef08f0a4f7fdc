"""Piccolo's own convention: this package's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

FEATURES = ("cases", "balance", "panels", "measures", "appeals", "confidential", "alarms", "campaigns", "budgets")
APP_CONFIG = AppConfig(
    app_name="moderation",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=table_finder(modules=[f"moderation.{feature}.tables" for feature in FEATURES], exclude_imported=True),
    migration_dependencies=["forum.piccolo_app", "drafts.piccolo_app"],
)
