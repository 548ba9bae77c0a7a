"""The network: a small encoder with heads for roles, links, grammar and names, all decided word by word."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name everybody knows it by

__all__ = ["Reader", "load_minilm"]

WIDTH, INNER, ATTENTION_HEADS, LINK_WIDTH = 384, 1536, 12, 128


class Layer(nn.Module):
    """One transformer layer as in BERT, with query, key and value in one matrix."""

    def __init__(self, epsilon: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_out = nn.LayerNorm(WIDTH, epsilon), nn.LayerNorm(WIDTH, epsilon)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` [batch, pieces, width]; ``mask`` [batch, 1, 1, pieces], 0 or a large negative number."""
        batch, length, _ = x.shape
        if torch.onnx.is_in_onnx_export():
            attended = _Attention.apply(*self.qkv(x).split(WIDTH, -1))
        else:
            q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4).unbind(0)
            attended = F.scaled_dot_product_attention(q, k, v, mask.to(q.dtype)).transpose(1, 2)
        x = self.norm_attention(x + self.dropout(self.out(attended.reshape(batch, length, WIDTH))))
        return self.norm_out(x + self.dropout(self.down(F.gelu(self.up(x)))))


class _Attention(torch.autograd.Function):
    """Attention as one operator of onnxruntime, unmasked: a page is read window by window, without padding."""

    @staticmethod
    def forward(_: object, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        parts = [part.unflatten(-1, (ATTENTION_HEADS, -1)).transpose(1, 2) for part in (q, k, v)]
        return F.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:  # noqa: ANN401 - torch's own graph types
        made = g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=ATTENTION_HEADS)
        made.setType(q.type())
        return made


class Link(nn.Module):
    """Scores for every word of which other word it points to."""

    def __init__(self) -> None:
        super().__init__()
        self.tail, self.head = nn.Linear(WIDTH, LINK_WIDTH), nn.Linear(WIDTH, LINK_WIDTH)
        self.prior = nn.Linear(WIDTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        """[batch, words, width] → [batch, words, words]."""
        tail, head = F.gelu(self.tail(x)), F.gelu(self.head(x))
        return tail @ head.transpose(-1, -2) / math.sqrt(LINK_WIDTH) * 4 + self.prior(x).transpose(-1, -2)


class Reader(nn.Module):
    """Pieces with their features → scores for every word.

    ``sizes`` are the numbers of labels of the word classifiers (roles, tags, relations, names, sentence starts), whose
    scores lie side by side in the first output; the other two are the attribution links and the grammar's arcs.
    """

    def __init__(self, vocabulary: int, layers: int, sizes: tuple[int, ...], epsilon: float = 1e-12) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.case, self.quoted = nn.Embedding(6, WIDTH), nn.Embedding(3, WIDTH)
        nn.init.normal_(self.case.weight, std=0.01)
        nn.init.normal_(self.quoted.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, epsilon)
        self.layers = nn.ModuleList(Layer(epsilon) for _ in range(layers))
        self.labels = nn.Linear(WIDTH, sum(sizes))
        self.link, self.arc = Link(), Link()
        self.dropout = nn.Dropout(0.1)
        self.sizes = sizes

    def forward(self, pieces: Tensor, case: Tensor, quoted: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return label scores, links and arcs; shapes as in :meth:`words`."""
        words = self.words(pieces, case, quoted, first)
        return self.labels(words), self.link(words), self.arc(words)

    def words(self, pieces: Tensor, case: Tensor, quoted: Tensor, first: Tensor) -> Tensor:
        """``pieces``, ``case``, ``quoted`` [batch, pieces], padded with piece 0; ``first`` [batch, words]."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.place(place)[None] + self.case(case) + self.quoted(quoted)
        x = self.dropout(self.norm(x))
        mask = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return self.dropout(torch.gather(x, 1, first[:, :, None].expand(-1, -1, WIDTH)))


def load_minilm(path: Path, sizes: tuple[int, ...]) -> Reader:
    """The encoder of all-MiniLM-L6-v2 (safetensors file at ``path``) with fresh heads."""
    weights = load_file(path)
    net = Reader(weights["embeddings.word_embeddings.weight"].shape[0], 6, sizes)
    net.word.weight.data = weights["embeddings.word_embeddings.weight"]
    types = weights["embeddings.token_type_embeddings.weight"][0]
    net.place.weight.data = weights["embeddings.position_embeddings.weight"] + types
    _norm(net.norm, weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(net.layers):
        at = f"encoder.layer.{number}."
        parts = [f"{at}attention.self.{name}." for name in ("query", "key", "value")]
        layer.qkv.weight.data = torch.cat([weights[part + "weight"] for part in parts])
        layer.qkv.bias.data = torch.cat([weights[part + "bias"] for part in parts])
        names = (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense"))
        for ours, theirs in names:
            getattr(layer, ours).weight.data = weights[f"{at}{theirs}.weight"]
            getattr(layer, ours).bias.data = weights[f"{at}{theirs}.bias"]
        for ours, theirs in (("norm_attention", "attention.output.LayerNorm"), ("norm_out", "output.LayerNorm")):
            _norm(getattr(layer, ours), weights[f"{at}{theirs}.weight"], weights[f"{at}{theirs}.bias"])
    return net


def _norm(norm: nn.LayerNorm, weight: Tensor, bias: Tensor) -> None:
    norm.weight.data, norm.bias.data = weight, bias
