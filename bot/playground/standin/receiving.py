"""Methods by which the bot gets its updates: long polling and the webhook."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .errors import bad_request, conflict
from .service import Described

if TYPE_CHECKING:
    from .model import Json
    from .service import Params, Service

_PRINTABLE = re.compile(r"[!-~]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MAX_CONNECTIONS = 100
DEFAULT_CONNECTIONS = 40


async def get_updates(service: Service, params: Params) -> list[Json]:
    """Confirm, then wait for and hand out updates."""
    if service.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    updates = service.world.updates
    updates.allow(params.get("allowed_updates"))
    found = await updates.fetch(params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0))
    return [update.as_json() for update in found]


async def set_webhook(service: Service, params: Params) -> Described:
    """Deliver updates to an address from now on; an empty one ends that."""
    url = params["url"]
    if not url:
        return await delete_webhook(service, params)
    _check_address(url)
    secret = params.get("secret_token", "")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.get("max_connections", DEFAULT_CONNECTIONS)
    if not 1 <= connections <= MAX_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    updates = service.world.updates
    if params.get("drop_pending_updates"):
        updates.drop()
    updates.allow(params.get("allowed_updates"))
    updates.end_polls("terminated by setWebhook request")
    is_new = service.webhook.set(url, secret, connections)
    return Described(result=True, description="Webhook was set" if is_new else "Webhook is already set")


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, a port that there is not
        is_right = False
    if not is_right or not _PRINTABLE.fullmatch(url):
        raise bad_request("bad webhook: invalid webhook URL specified")
    if not _is_loopback(parts.hostname or ""):
        raise bad_request("bad webhook: the stand-in delivers to this computer alone")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def delete_webhook(service: Service, params: Params) -> Described:
    """Stop delivering to the webhook."""
    if params.get("drop_pending_updates"):
        service.world.updates.drop()
    was_set = bool(service.webhook.url)
    service.webhook.set("", "", DEFAULT_CONNECTIONS)
    return Described(result=True, description="Webhook was deleted" if was_set else "Webhook is already deleted")


async def get_webhook_info(service: Service, _: Params) -> Json:
    """Tell how delivery stands."""
    updates = service.world.updates
    body = service.webhook.as_json() | {"pending_update_count": len(updates.pending)}
    if updates.allowed is not None:
        body["allowed_updates"] = list(updates.allowed)
    return body
