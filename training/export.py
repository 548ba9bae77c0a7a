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
    """What the program uses of the network: scores of roles and names side by side, and the chances of links."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        roles, tags, relations, names, _ = net.sizes
        kept = torch.tensor([*range(roles), *range(roles + tags + relations, roles + tags + relations + names)])
        self.net, self.labels = net, nn.Linear(net.labels.in_features, len(kept))
        self.labels.weight.data, self.labels.bias.data = net.labels.weight.data[kept], net.labels.bias.data[kept]

    def forward(self, pieces: Tensor, case: Tensor, quoted: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        words = self.net.words(pieces, case, quoted, first)
        return self.labels(words), torch.softmax(self.net.link(words), -1)


def export(net: Reader, chain: Chain, labels: Labels, tokenizer: Path, folder: Path, about: dict[str, Any]) -> None:
    """Write ``model.onnx``, ``tokenizer.json`` and ``manifest.json``; ``about`` tells version, recipe and data."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped = _Shipped(net.cpu().float()).eval()
    row = torch.ones(1, 12, dtype=torch.long)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "case", "quoted")} | {
        "first": {0: "batch", 1: "words"},
        "labels": {0: "batch", 1: "words"},
        "link": {0: "batch", 1: "words", 2: "words"},
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
        output_names=["labels", "link"],
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
    manifest = {**about, "sha256": files, "roles": list(labels.roles), "names": list(labels.names), **rounded}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
