"""Measure what the timeline's picture costs: `python benchmarks/picture.py`. Linux alone.

Prints the resident memory of a process that has the bot's libraries and the shipped base in it: before the first
picture, after it, after one in each of the base's languages, which is all that a bot draws, and once freed pages were
given back, as the bot does; and how long one took.
"""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING, cast

from load import ROOT, memory_of

import bot.serving.app  # noqa: F401  what the running bot has in memory as well
from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.responder import Responder
from bot.knowledge.load import load
from bot.rendering.picture import draw
from bot.retrieval.matcher import Matcher
from bot.serving.giving_back import give_back, settle

if TYPE_CHECKING:
    from bot.answering.timeline import Timeline


def main() -> None:
    """Print one line for each figure."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    base = load(ROOT / "knowledge.yaml")
    responder = Responder(base, Matcher(base))
    responder.respond("Who resigned?")
    settle()
    print(f"before the first picture {memory_of(os.getpid()):6.1f} MB")
    took = []
    for language in base.story.languages:
        reply = cast("Timeline", run_command("timeline", "", CommandContext(responder, fixed_language=language)))
        since = time.perf_counter()
        draw(reply)
        took.append(time.perf_counter() - since)
        print(f"after {len(took)}                  {memory_of(os.getpid()):6.1f} MB")
    give_back()
    print(f"given back               {memory_of(os.getpid()):6.1f} MB")
    print(f"a picture takes {min(took):.2f} s at best, {max(took):.2f} s at worst")


if __name__ == "__main__":
    main()
