"""Piccolo's own convention: the engine and the apps. `forum.database.bind` puts another engine here at start-up."""

from piccolo.conf.apps import AppRegistry

from forum.database import engine_for
from forum.settings import read

DB = engine_for(read().database_url)
APP_REGISTRY = AppRegistry(apps=["forum.piccolo_app", "drafts.piccolo_app", "moderation.piccolo_app"])
