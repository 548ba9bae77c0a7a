"""Where the pipeline's functions run: here, on the cores of one machine."""

from onrecord.engine.local import Added, Progress, add, note_all

__all__ = ["Added", "Progress", "add", "note_all"]
