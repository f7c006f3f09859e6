"""Metrics: what is counted and timed for Prometheus; each server has its own."""

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

# Seconds; a quoted answer takes some hundredths, a model's some tens.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """One server's counters."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter(
            "trich_requests", "Requests answered", ["route", "method", "status"], registry=registry
        )
        self.seconds = Histogram(
            "trich_request_seconds", "Seconds until a request was answered whole", ["route"],
            buckets=_BUCKETS, registry=registry,
        )  # fmt: skip
        self._stages = Histogram(
            "trich_stage_seconds", "Seconds of each stage of an answer", ["stage"], buckets=_BUCKETS,
            registry=registry,
        )  # fmt: skip
        self._answers = Counter("trich_answers", "Answers by status", ["status"], registry=registry)
        self._refusals = Counter("trich_refusals", "Refused answers by reason", ["code"], registry=registry)
        self._sentences = Counter(
            "trich_sentences", "Sentences by verification", ["verified"], registry=registry
        )
        self.turns = Histogram(
            "trich_loop_turn_seconds", "Seconds by which a turn of the event loop came late",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1), registry=registry,
        )  # fmt: skip
        self.working = Gauge("trich_working", "Requests worked on now", registry=registry)
        self.waiting = Gauge("trich_waiting", "Requests waiting for a thread", registry=registry)
        self.changes = Gauge(
            "trich_changes_waiting", "Corrections and removals waiting for the store", registry=registry
        )
        self.tasks = Gauge("trich_tasks", "Upload tasks by status", ["status"], registry=registry)
        self.reports = Gauge("trich_reports", "Reports in the store", registry=registry)
        self.passages = Gauge("trich_passages", "Passages in the store", registry=registry)
        self.ready = Gauge("trich_ready", "1 where questions can be answered", registry=registry)

    def answered(self, answer: dict[str, Any]) -> None:
        """Count an answer in its published shape."""
        self._answers.labels(answer["status"]).inc()
        if answer["refusal"]:
            self._refusals.labels(answer["refusal"]["code"]).inc()
        for sentence in answer["sentences"]:
            self._sentences.labels(str(sentence["verified"]).lower()).inc()
        for stage in ("search", "answer"):
            self._stages.labels(stage).observe(answer["timings"].get(f"{stage}_ms", 0) / 1000)

    def text(self) -> bytes:
        """All metrics in Prometheus's text format."""
        return generate_latest(self._registry)
