"""The API: FastAPI routes, one file per noun; FastAPI enters the project here and in app.py."""

from assistant.api.api import create_api
from assistant.api.server import create_server

__all__ = ["create_api", "create_server"]
