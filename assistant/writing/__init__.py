"""Writing: a chat model's reply as sentences that their quotes bear."""
