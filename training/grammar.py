"""``python -m training.grammar CORPUS MORE WEIGHTS OUT``: give a trained reader heads of grammar.

Tags, relations, arcs, names, sentence starts. The heads are fitted to what spaCy says (silver), on what the finished,
quantised encoder gives: what it says of statements stays as it is, and the heads see just what they will see when
they run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import compose, helper
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.weights.windows import Pieces, windows
from training.fit import SEED, Labels, labelled
from training.network import WIDTH, Link
from training.prepare import IGNORE, ROLES, Page, load, prepare

__all__ = ["main"]

EPOCHS, BATCH, RATE, SILVER, LENGTHS = 4, 24, 2e-3, 400, range(1200, 6000)
PARTS = ("tags", "relations", "names", "sentences")
Seen = tuple[np.ndarray, dict[str, np.ndarray]]


class Grammar(nn.Module):
    """Scores of tags, relations, names and sentence starts side by side, and of every word's head."""

    def __init__(self, sizes: Sequence[int]) -> None:
        super().__init__()
        self.up, self.labels, self.arc = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, sum(sizes)), Link()
        self.sizes, self.dropout = list(sizes), nn.Dropout(0.1)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """``words`` [batch, words, width]: what the encoder gives for each."""
        return self.labels(self.dropout(F.gelu(self.up(words)))), self.arc(words)

    def loss(self, words: Tensor, given: dict[str, Tensor]) -> Tensor:
        """The sum of all losses; ``given`` has ``IGNORE`` where a word is padding."""
        scores, arcs = self(words)
        *parts, opens = scores.split(self.sizes, -1)
        arcs = arcs.masked_fill((given["tags"] == IGNORE)[:, None, :], -1e4)
        pairs = [*zip(PARTS, parts, strict=False), ("arcs", arcs)]
        made = [F.cross_entropy(p.flatten(0, 1), given[n].flatten(), ignore_index=IGNORE) for n, p in pairs]
        seen = given["sentences"] != IGNORE
        opening = F.binary_cross_entropy_with_logits(opens[..., 0][seen], given["sentences"][seen].float())
        return torch.stack([*made, opening]).sum()


class _Behind(nn.Module):
    """The heads as a graph behind the encoder's: its scores of roles, then theirs."""

    def __init__(self, heads: Grammar) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, words: Tensor, before: Tensor) -> tuple[Tensor, Tensor]:
        labels, arcs = self.heads(words)
        return torch.cat([before[..., : len(ROLES)], labels], -1), torch.softmax(arcs, -1)


def main() -> None:
    """Parse, run the encoder over everything once, fit the heads and write the weights that have them."""
    parser = argparse.ArgumentParser(prog="python -m training.grammar", description=__doc__)
    parser.add_argument("corpus", type=Path, help="PolNeAR's training part, JSON Lines, packed or not")
    parser.add_argument(
        "more", type=Path, help="news articles without annotation (id, text), JSON Lines, packed or not"
    )
    parser.add_argument("weights", type=Path, help="folder that `python -m training` wrote")
    parser.add_argument("out", type=Path, help="weights folder to write")
    options = parser.parse_args()
    lines = [line for line in load(options.more) if len(line.get("text") or "") in LENGTHS]
    random.Random(SEED).shuffle(lines)
    plain = [{"id": line["id"], "text": line["text"]} for line in lines[:SILVER]]
    pages = [*prepare(load(options.corpus)), *prepare(plain)]
    labels = Labels(ROLES, pages)
    options.out.mkdir(parents=True, exist_ok=True)
    base, words = _opened(options.weights / "model.onnx")
    seen = _seen(pages, labels, base, words, options.weights)
    sizes = [len(labels.tags), len(labels.relations), len(labels.names), 1]
    _write(base, words, _fitted(seen, sizes), labels, options)


def _opened(path: Path) -> tuple[onnx.ModelProto, str]:
    """The encoder with what it gives for each word as one more output, and that output's name."""
    model = onnx.load(path)
    words = [node for node in model.graph.node if node.op_type == "GatherElements"][-1].output[0]
    shape = ["batch", "words", WIDTH]
    model.graph.output.append(helper.make_tensor_value_info(words, onnx.TensorProto.FLOAT, shape))
    return model, words


def _seen(pages: Sequence[Page], labels: Labels, base: onnx.ModelProto, words: str, folder: Path) -> list[Seen]:
    session = onnxruntime.InferenceSession(base.SerializeToString(), providers=["CPUExecutionProvider"])
    marks = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["pieces"]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pieces, seen = Pieces(tokenizer, **marks), []
    for page in pages:
        numbers = labels.numbers(page)
        for window in windows(page.words, pieces):
            given = {name: getattr(window, name)[None] for name in ("pieces", "case", "quoted", "first")}
            (found,) = session.run([words], given)
            seen.append((found[0].astype(np.float16), labelled(window, numbers)))
    return seen


def _fitted(seen: Sequence[Seen], sizes: Sequence[int]) -> Grammar:
    torch.manual_seed(SEED)
    chance, heads = random.Random(SEED), Grammar(sizes)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    steps = EPOCHS * (len(seen) // BATCH + 1)
    falling = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / 50, max(0.01, 1 - n / steps)))
    for epoch in range(EPOCHS):
        order = sorted(seen, key=lambda item: (len(item[0]) // 24, chance.random()))
        groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        chance.shuffle(groups)
        total = 0.0
        for group in groups:
            words = _padded([found.astype(np.float32) for found, _ in group], 0)
            given = {n: _padded([g[n].astype(np.int64) for _, g in group], IGNORE) for n in (*PARTS, "arcs")}
            loss = heads.loss(words, given)
            loss.backward()
            optimizer.step()
            falling.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
        print(f"epoch {epoch}: {total / len(groups):.3f}", flush=True)
    return heads.eval()


def _padded(rows: Sequence[np.ndarray], value: int) -> Tensor:
    out = np.full((len(rows), max(map(len, rows)), *rows[0].shape[1:]), value, rows[0].dtype)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return torch.from_numpy(out)


def _write(base: onnx.ModelProto, words: str, heads: Grammar, labels: Labels, options: argparse.Namespace) -> None:
    scores = next(value for value in base.graph.output if value.name == "labels").type.tensor_type.shape.dim[-1]
    axes = {name: {0: "batch", 1: "words"} for name in ("words", "before", "labels")}
    axes["arc"] = {0: "batch", 1: "words", 2: "words"}
    path = options.out / "heads.onnx"
    torch.onnx.export(
        _Behind(heads),
        (torch.zeros(1, 5, WIDTH), torch.zeros(1, 5, scores.dim_value)),
        path,
        opset_version=17,
        dynamo=False,
        dynamic_axes=axes,
        input_names=["words", "before"],
        output_names=["labels", "arc"],
    )
    behind = onnx.load(path)
    path.unlink()
    behind.ir_version = base.ir_version
    joined = compose.merge_models(
        compose.add_prefix(base, "encoder_"),
        behind,
        io_map=[(f"encoder_{words}", "words"), ("encoder_labels", "before")],
    )
    names = {f"encoder_{name}": name for name in ("pieces", "case", "quoted", "first", "link")}
    for node in joined.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    for value in (*joined.graph.input, *joined.graph.output):
        value.name = names.get(value.name, value.name)
    onnx.save(joined, options.out / "model.onnx")
    shutil.copyfile(options.weights / "tokenizer.json", options.out / "tokenizer.json")
    manifest = json.loads((options.weights / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {name: list(getattr(labels, name)) for name in ("tags", "relations", "names")}
    for name in manifest["sha256"]:
        manifest["sha256"][name] = hashlib.sha256((options.out / name).read_bytes()).hexdigest()
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
