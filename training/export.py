"""The trained network → weights folder: int8 ONNX, tokenizer and manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.crf import Chain
from training.fit import Labels
from training.network import Reader

__all__ = ["export"]


class _Shipped(nn.Module):
    """The network as the program uses it: scores of every label side by side, chances of links and arcs."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, pieces: Tensor, case: Tensor, quoted: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        labels, link, arc = self.net(pieces, case, quoted, first)
        return labels, torch.softmax(link, -1), torch.softmax(arc, -1)


def export(net: Reader, chain: Chain, labels: Labels, tokenizer: Path, folder: Path, about: dict[str, Any]) -> None:
    """Write ``model.onnx``, ``tokenizer.json`` and ``manifest.json``; ``about`` tells version, recipe and data."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped = _Shipped(net.cpu().float()).eval()
    row = torch.ones(1, 12, dtype=torch.long)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "case", "quoted")} | {
        "first": {0: "batch", 1: "words"},
        "labels": {0: "batch", 1: "words"},
        "link": {0: "batch", 1: "words", 2: "words"},
        "arc": {0: "batch", 1: "words", 2: "words"},
    }
    plain = folder / "float.onnx"
    torch.onnx.export(
        shipped,
        (row, row, row, torch.arange(1, 8)[None]),
        plain,
        opset_version=17,
        dynamo=False,
        dynamic_axes=axes,
        input_names=["pieces", "case", "quoted", "first"],
        output_names=["labels", "link", "arc"],
    )
    quantize_dynamic(plain, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()
    (folder / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    files = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    rounded = {
        "moves": [[round(value, 4) for value in row] for row in chain.moves.tolist()],
        "opening": [round(value, 4) for value in chain.opening.tolist()],
    }
    lists = {name: list(getattr(labels, name)) for name in ("roles", "tags", "relations", "names")}
    manifest = {**about, "sha256": files, **lists, **rounded}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
