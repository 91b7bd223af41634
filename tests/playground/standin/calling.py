"""How tests call the stand-in by bare HTTP."""

from __future__ import annotations

from typing import Any, Protocol


class Call(Protocol):
    """Call a method by bare HTTP and return the whole envelope."""

    async def __call__(self, method: str, /, **params: Any) -> dict[str, Any]:
        """Send `params` as a JSON body."""
        ...
