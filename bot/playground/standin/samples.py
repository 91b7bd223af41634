"""One plausible sample of every kind of media a person may send."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Json

_FILE = {"file_id": "stand-in-file", "file_unique_id": "stand-in"}
_PICTURE = {**_FILE, "width": 512, "height": 512}
_SAMPLES: dict[str, Json] = {
    "sticker": {
        "sticker": {**_PICTURE, "type": "regular", "is_animated": False, "is_video": False, "emoji": "👋"},
    },
    "photo": {"photo": [_PICTURE]},
    "voice": {"voice": {**_FILE, "duration": 3, "mime_type": "audio/ogg"}},
    "video": {"video": {**_PICTURE, "duration": 3}},
    "document": {"document": {**_FILE, "file_name": "note.txt", "mime_type": "text/plain"}},
    "location": {"location": {"latitude": 50.45, "longitude": 30.52}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "poll": {
        "poll": {
            "id": "5000000000000000001",
            "question": "Lunch?",
            "options": [
                {"persistent_id": "0", "text": "Yes", "voter_count": 0},
                {"persistent_id": "1", "text": "No", "voter_count": 0},
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        },
    },
}


def sample(kind: str) -> Json:
    """Return the fields of a Message that carries this kind of media, the caller's to change.

    Raises:
        KeyError: for a kind that is not known.

    """
    return copy.deepcopy(_SAMPLES[kind])
