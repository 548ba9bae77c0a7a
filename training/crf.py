"""A linear chain over the roles: which may follow which, learned beside the scores."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.prepare import IGNORE

__all__ = ["Chain"]


class Chain(nn.Module):
    """Negative log-likelihood of role sequences; ``moves[i, j]`` is the score of role j right behind role i."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(size, size))
        self.opening = nn.Parameter(torch.zeros(size))

    def forward(self, scores: Tensor, roles: Tensor) -> Tensor:
        """Mean over words of the loss of ``roles`` [batch, words] given ``scores`` [batch, words, roles]."""
        seen = roles != IGNORE
        target = roles.clamp(min=0)
        own = scores.gather(-1, target[..., None])[..., 0] * seen
        moved = self.moves[target[:, :-1], target[:, 1:]] * seen[:, 1:]
        gold = own.sum(1) + moved.sum(1) + self.opening[target[:, 0]] * seen[:, 0]
        ahead = self.opening + scores[:, 0]
        for at in range(1, scores.shape[1]):
            after = torch.logsumexp(ahead[:, :, None] + self.moves, 1) + scores[:, at]
            ahead = torch.where(seen[:, at, None], after, ahead)
        total = torch.where(seen[:, 0], torch.logsumexp(ahead, -1), torch.zeros_like(gold))
        return ((total - gold) * seen[:, 0]).sum() / seen.sum().clamp(min=1)
