"""The page: a Gradio frame around views of our own, one file per view; gradio enters the project here."""

from assistant.page.page import create_page, mount

__all__ = ["create_page", "mount"]
