"""What an operator's tools may ask of a running bot: whether it lives and serves, and figures for Prometheus."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, SummaryMetricFamily
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from bot.handlers.conversation import Conversations
    from bot.serving.dispatcher import Dispatcher
    from bot.serving.webhook import Webhook

PREFIX = "talks_bot_"
TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(slots=True, eq=False)
class Watching:
    """The parts that are watched; the `dispatcher` is there once the bot serves."""

    conversations: Conversations
    webhook: Webhook | None = None
    dispatcher: Dispatcher | None = None
    since: float = field(default_factory=time.time)
    ready: bool = False
    """Whether updates are taken now."""

    def app(self) -> ASGIApp:
        """Return what answers on LISTEN, the webhook included."""
        registry = CollectorRegistry()
        for collector in (self, ProcessCollector(registry=None), PlatformCollector(registry=None)):
            registry.register(collector)
        GCCollector(registry=registry)

        async def healthz(_request: Request) -> Response:
            return Response("alive\n", media_type="text/plain")

        async def readyz(_request: Request) -> Response:
            ready = self.ready
            state = {
                "ready": ready,
                "database": self.conversations.store.up,
                "base": self.conversations.responder.knowledge.digest,
            }
            return JSONResponse(state, HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE)

        async def metrics(_request: Request) -> Response:
            return Response(generate_latest(registry), headers={"Content-Type": TEXT})

        routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
        if self.webhook is not None:
            routes.append(Route(self.webhook.path, self.webhook.receive, methods=["POST"]))
        return Starlette(routes=routes)

    def collect(self) -> Iterator[Metric]:
        """Yield the figures as they are now."""
        yield GaugeMetricFamily(f"{PREFIX}start_time_seconds", "When the bot started, since 1970.", self.since)
        knowledge = self.conversations.responder.knowledge
        base = {"version": __version__, "story": knowledge.story.id, "digest": knowledge.digest}
        yield InfoMetricFamily(f"{PREFIX}base", "The base in force.", base)
        replies = CounterMetricFamily(f"{PREFIX}replies", "Replies by kind.", labels=["kind"])
        for kind, count in sorted(self.conversations.counts.items()):
            replies.add_metric([kind], count)
        yield replies
        if self.dispatcher is not None:
            yield from _of_dispatcher(self.dispatcher)
        waiting, store = self.conversations.outbox.size, self.conversations.store
        yield GaugeMetricFamily(f"{PREFIX}outbox_replies", "Replies that wait to be sent.", waiting)
        yield GaugeMetricFamily(f"{PREFIX}database_up", "Whether the database answered last.", int(store.up))
        yield CounterMetricFamily(f"{PREFIX}database_faults", "Transactions that failed.", value=store.faults)
        lost = store.records.lost
        yield CounterMetricFamily(f"{PREFIX}counts_lost", "Questions and votes that were not counted.", value=lost)
        if self.webhook is not None:
            refused = self.webhook.refused
            yield CounterMetricFamily(f"{PREFIX}webhook_refused", "Requests without the secret.", value=refused)


def _of_dispatcher(dispatcher: Dispatcher) -> Iterator[Metric]:
    updates = CounterMetricFamily(f"{PREFIX}updates", "Updates by what came of them.", labels=["outcome"])
    for outcome, count in sorted(dispatcher.counts.items()):
        updates.add_metric([outcome], count)
    yield updates
    yield GaugeMetricFamily(f"{PREFIX}updates_under_way", "Updates that are not dealt with yet.", dispatcher.under_way)
    yield SummaryMetricFamily(
        f"{PREFIX}update_seconds",
        "How long tries at updates took.",
        count_value=dispatcher.tries,
        sum_value=dispatcher.seconds,
    )
