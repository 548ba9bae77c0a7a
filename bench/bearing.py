"""Bearing: headlines for, against or only observing a claim, against journalists' labels."""

from __future__ import annotations

import csv
from collections import Counter

from bench.corpora import ROOT, fingerprint
from bench.gate import Result
from onrecord.compare.bearing import Bearing, bearing
from onrecord.language import Language

__all__ = ["FILES", "measure"]

FILES = ("data/emergent/emergent_test.csv",)


def measure() -> Result:
    """Share of headlines whose bearing is the labelled one, the published figure beside it, and F of each label."""
    with (ROOT / FILES[0]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    language = Language.load("en")
    pairs = Counter(
        (row["stance_gold"], bearing(row["articleHeadline"], row["claimHeadline"], language)) for row in rows
    )
    figures = {"accuracy": sum(pairs[label, label] for label in Bearing) / len(rows)}
    for label in Bearing:
        found = sum(pairs[other, label] for other in Bearing)
        wanted = sum(pairs[label, other] for other in Bearing)
        figures[f"f/{label}"] = 2 * pairs[label, label] / (found + wanted)
    peers = sum(row["stance_gold"] == row["stance_pred_ferreira2016"] for row in rows)
    return Result("headlines", fingerprint(*FILES), figures, missed=(f"published accuracy {peers / len(rows):.3f}",))
