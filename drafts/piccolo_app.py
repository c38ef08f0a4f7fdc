"""Piccolo's own convention: this package's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="drafts",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=table_finder(
        modules=[
            "drafts.instruments.tables",
            "drafts.amendments.tables",
            "drafts.motions.tables",
            "drafts.ballots.tables",
            "drafts.sealing.tables",
            "drafts.rationales.tables",
            "drafts.workbench.tables",
            "drafts.brackets.tables",
            "drafts.carrying.tables",
        ],
        exclude_imported=True,
    ),
    migration_dependencies=["forum.piccolo_app"],
)
