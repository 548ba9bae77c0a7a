"""Where the pipeline's functions run: here, on the cores of one machine."""

from onrecord.engine.apart import Apart, Progress
from onrecord.engine.checking import MOST_CHARACTERS, MOST_QUOTATIONS, check_draft, check_quotation
from onrecord.engine.correcting import correct, undo
from onrecord.engine.local import Added, add, desk, note_all

__all__ = [
    "MOST_CHARACTERS",
    "MOST_QUOTATIONS",
    "Added",
    "Apart",
    "Progress",
    "add",
    "check_draft",
    "check_quotation",
    "correct",
    "desk",
    "note_all",
    "undo",
]
