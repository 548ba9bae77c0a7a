"""A checked draft as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from onrecord.model import Span
from onrecord.verdicts import Checked, Printing, Report

__all__ = ["report_fields", "report_json"]


def report_json(report: Report) -> str:
    """Return a report as one JSON object."""
    return json.dumps(report_fields(report), ensure_ascii=False, indent=1)


def report_fields(report: Report) -> dict[str, Any]:
    """Return the object for a report; offsets are code points, the end exclusive."""
    reach = report.reach
    return {
        "draft": report.draft,
        "alright": report.alright,
        "searched": {
            "articles": reach.articles,
            "outlets": reach.outlets,
            "first": reach.first and reach.first.isoformat(),
            "last": reach.last and reach.last.isoformat(),
        },
        "skipped": report.skipped,
        "quotations": [_checked(each) for each in report.checked],
    }


def _checked(checked: Checked) -> dict[str, object]:
    return {
        "spans": _spans(checked.spans),
        "text": checked.text,
        "speaker": checked.speaker,
        "verdict": checked.verdict.value,
        "alright": checked.alright,
        "other": _spans(checked.other),
        "notes": [{"remark": n.remark.value, "words": n.words, "articles": list(n.articles)} for n in checked.notes],
        "printings": [_printing(each) for each in checked.printings],
    }


def _printing(printing: Printing) -> dict[str, object]:
    return {
        "article": printing.article,
        "outlet": printing.outlet,
        "published": printing.published and printing.published.isoformat(),
        "url": printing.url,
        "spans": _spans(printing.spans),
        "text": printing.text,
        "other": _spans(printing.other),
        "verdict": printing.verdict.value,
        "statement": printing.statement,
        "utterance": printing.utterance,
        "speaker": printing.speaker,
        "replaced_by": printing.replaced_by,
        "replaced": printing.replaced and printing.replaced.isoformat(),
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
