"""``python -m bench``: measure what can be measured here, compare with the floors, say what was gained and lost."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench import (
    alignment,
    attribution,
    bearing,
    check,
    dates,
    findings,
    gate,
    known,
    passages,
    resolution,
    speed,
    stories,
    transcripts,
    utterances,
)
from bench.corpora import available
from bench.gate import Result

__all__ = ["main"]


def main() -> int:
    """Print every figure beside its floor; return 1 where one falls under it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="pin the figures of this run as the new floors")
    parser.add_argument("--reason", help="why a floor may go down; kept beside the floors")
    options = parser.parse_args()
    results = [measure() for measure in _measures()]
    for result in results:
        _show(result)
    if available(*attribution.PEERS.values(), *attribution.CORPORA.values()):
        _show_peers(next(result for result in results if result.corpus == "polnear-dev"))
    print(speed.report())
    if options.accept:
        refused = gate.accept(results, options.reason)
    else:
        refused = [line for result in results for line in gate.violations(result)]
    print("\n".join(refused) or "every figure is at or above its floor")
    return 1 if refused else 0


def _measures() -> list[Callable[[], Result]]:
    """What can be measured with the corpora that are here."""
    measures: list[Callable[[], Result]] = []
    for corpus, path in attribution.CORPORA.items():
        if available(path, attribution.SCORER):
            measures.append(lambda corpus=corpus: attribution.measure(corpus))  # type: ignore[misc]
    parts = (passages, resolution, known, utterances, alignment, dates, findings, stories, bearing, transcripts)
    measures += [part.measure for part in parts if available(*part.FILES)]
    if available(*utterances.MORE):
        measures.append(utterances.measure_more)
    if not measures:
        print(
            "no corpora beside the checkout (set ONRECORD_CORPORA to their folder): "
            "only drafts, the bundled examples and speed are measured"
        )
    return [*measures, findings.measure_examples, check.measure]


def _show(result: Result) -> None:
    print(f"\n{result.corpus} ({result.sha256[:12]})")
    for name, value in result.figures.items():
        print(f"  {name:32s} {value:.3f}")
    gained, lost = gate.gains_and_losses(result)
    print(f"  gained {len(gained)}, lost {len(lost)} against the accepted run")
    for text in gained[:20]:
        print(f"    + {text}")
    for text in result.missed:
        print(f"    {text}")


def _show_peers(own: Result) -> None:
    print("\nbeside the peers (F1, PolNeAR dev)      attr_full  who said what  content  direct  mixed  indirect")
    names = ["attr_full/all", "attr_content_source/all", "content_jac50/all"]
    names += ["attr_full/direct", "attr_full/mixed", "attr_full/indirect"]
    rows = {"onrecord": own.figures} | {name: attribution.peer(name) for name in attribution.PEERS}
    for name, figures in rows.items():
        print(f"  {name:36s}" + "".join(f"{figures[key]:10.3f}" for key in names))


if __name__ == "__main__":
    sys.exit(main())
