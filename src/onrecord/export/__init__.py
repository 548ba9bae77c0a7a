"""Nouns to files: one module a format."""

from onrecord.export.checked import report_json
from onrecord.export.jsonl import notes_lines, utterance_lines

__all__ = ["notes_lines", "report_json", "utterance_lines"]
