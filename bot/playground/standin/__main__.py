"""`python -m bot.playground.standin --port 0`: serve the stand-in with its control until interrupted."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from .standin import StandIn


def main() -> None:
    """Print the base address and the token, a line each, then serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="standin", description="A stand-in for Telegram's Bot API on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one (default)")
    parser.add_argument("--token", default="", help="made-up token: a number, a colon, anything")
    parser.add_argument("--username", default="standin_bot", help="the bot's username")
    parser.add_argument("--lenient", action="store_true", help="ignore unknown parameters, as Telegram does")
    options = parser.parse_args()
    asyncio.run(_serve(options))


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in the loop: there Ctrl-C ends the run by KeyboardInterrupt.
        if sys.platform != "win32":
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    standin = StandIn(
        options.token, username=options.username, port=options.port, strict=not options.lenient, control=True
    )
    async with standin:
        sys.stdout.write(f"{standin.url}\n{standin.token}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
