"""The proxy on the way to Telegram, as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name it."""

from __future__ import annotations

import ipaddress
import re
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from bot.errors import ConfigError

NO_PROXY_ENTRY = re.compile(r"(\w+://)?[\w.*-]+(:\d+)?")
"""What may stand in NO_PROXY beside addresses and networks of IPv4."""
SOCKS = ("socks5", "socks5h")
"""Schemes of proxies that need the extra; both let the proxy look names up."""


def proxy_to(url: str) -> str:
    """Return the address of the proxy on the way to `url`, "" where there is none: this machine is reached without.

    Raises:
        ConfigError: one of the variables cannot be used. Addresses are not shown: they may hold a password.
    """
    if _is_loopback(url):
        return ""
    proxies = {name: address if "://" in address else f"http://{address}" for name, address in getproxies().items()}
    for name in ("http", "https", "all"):
        if name in proxies and not _is_a_proxy(proxies[name]):
            raise ConfigError(
                f"{name.upper()}_PROXY is not the address of a proxy: write http://host:port or socks5://host:port, "
                "or unset it"
            )
    excepted = [entry for each in getproxies().get("no", "").split(",") if (entry := each.strip())]
    if odd := [entry for entry in excepted if not _is_a_name(entry)]:
        raise ConfigError(
            f"NO_PROXY cannot be used ({', '.join(odd)}): write host names, IPv4 networks (10.0.0.0/8), and IPv6 "
            "addresses without brackets and network lengths"
        )
    parts = urlsplit(url)
    port = parts.port or (80 if parts.scheme == "http" else 443)
    if proxy_bypass(f"{parts.hostname}:{port}") or any(_excepts(entry, parts.hostname or "") for entry in excepted):
        return ""
    return proxies.get(parts.scheme) or proxies.get("all") or ""


def without_password(address: str) -> tuple[str, tuple[str, str] | None]:
    """Return the address of a proxy without its user and password, and these, if it has them."""
    parts = urlsplit(address)
    if parts.username is None:
        return address, None
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return bare, (unquote(parts.username), unquote(parts.password or ""))


def socks_package() -> Any:
    """Return aiohttp_socks.

    Raises:
        ConfigError: it is not installed.
    """
    try:
        import aiohttp_socks  # noqa: PLC0415 - an extra, which few need
    except ImportError:
        raise ConfigError(
            "a proxy variable (ALL_PROXY, HTTPS_PROXY, HTTP_PROXY) names a SOCKS proxy, which needs a package: "
            "install talks-bot[socks], or unset it"
        ) from None
    return aiohttp_socks


def _is_loopback(url: str) -> bool:
    """Tell whether `url` leads to this machine by its name or number."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_a_proxy(address: str) -> bool:
    try:
        parts = urlsplit(address)
        user, password = without_password(address)[1] or ("", "")
        if parts.scheme in SOCKS:  # which has no usual port; its package sends ASCII alone
            return bool(parts.hostname and parts.port) and (user + password).isascii()
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and ":" not in user
    except ValueError:
        return False


def _excepts(entry: str, host: str) -> bool:
    """Tell whether an entry that the standard library does not read excepts a host: a network, `*.example`."""
    entry = entry.rpartition("://")[2].rstrip(".").lower()
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return fnmatchcase(host.lower(), entry)


def _is_a_name(entry: str) -> bool:
    try:
        ipaddress.ip_address(entry)
    except ValueError:
        if "/" in entry.rpartition("://")[2]:
            return _is_a_network(entry)
        return NO_PROXY_ENTRY.fullmatch(entry) is not None
    return True


def _is_a_network(entry: str) -> bool:
    try:
        ipaddress.IPv4Network(entry, strict=False)
    except ValueError:
        return False
    return True
