"""Helper for tests: send reports over HTTP and wait for what comes of their task."""

import time
from typing import Any

import httpx


def task_of(client: httpx.Client, response: httpx.Response) -> dict[str, Any]:
    """The ended task of an upload that was promised with 202."""
    assert response.status_code == 202, response.text
    task: dict[str, Any] = response.json()
    assert response.headers["location"].endswith(f"/api/v1/tasks/{task['task_id']}")
    asked = {name: value for name, value in response.request.headers.items() if name == "accept-language"}
    deadline = time.monotonic() + 60
    while task["status"] in ("queued", "running"):
        assert time.monotonic() < deadline, task
        time.sleep(0.02)
        shown = client.get(f"/api/v1/tasks/{task['task_id']}", headers=asked)
        assert shown.status_code == 200, shown.text
        task = shown.json()
    return task


def added(client: httpx.Client, **upload: Any) -> dict[str, Any]:
    """What came of an upload that was taken in: `json=` a report, `files=` files."""
    task = task_of(client, client.post("/api/v1/reports", **upload))
    assert task["status"] == "done" and task["error"] is None, task
    result: dict[str, Any] = task["result"]
    return result
