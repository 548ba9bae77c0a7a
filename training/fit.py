"""Train the reader; a run that is killed goes on from its last epoch's end."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.weights.windows import Pieces, Window, windows
from training.crf import Chain
from training.network import Reader
from training.prepare import IGNORE, Page

__all__ = ["Labels", "batches", "fit", "labelled"]

STEP_PIECES, PEAK_RATE, HEAD_RATE, EPOCHS, SEED = 4096, 3e-4, 1e-3, 6, 1
# How much each loss counts beside the roles'.
WEIGHTS = {
    "roles": 0.5,
    "chain": 1.0,
    "link": 0.5,
    "tags": 0.15,
    "relations": 0.2,
    "arcs": 0.2,
    "names": 0.15,
    "sentences": 0.05,
}


class Labels:
    """The label lists of the word classifiers, in the order of their scores."""

    def __init__(self, roles: Sequence[str], pages: Sequence[Page]) -> None:
        self.roles = tuple(roles)
        self.tags = tuple(sorted({tag for page in pages for tag in page.silver.tag}))
        self.relations = tuple(sorted({relation for page in pages for relation in page.silver.relation}))
        self.names = tuple(sorted({name for page in pages for name in page.silver.name}))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Numbers of labels; the last is the score of opening a sentence."""
        return len(self.roles), len(self.tags), len(self.relations), len(self.names), 1

    def numbers(self, page: Page) -> dict[str, np.ndarray]:
        """A page's labels as numbers; ``IGNORE`` where there is none."""
        none = np.full(len(page.words.texts), IGNORE, np.int64)
        index = {
            name: {label: n for n, label in enumerate(getattr(self, name))} for name in ("tags", "relations", "names")
        }
        return {
            "roles": none if page.role is None else page.role,
            "link": none if page.link is None else page.link,
            "tags": np.asarray([index["tags"].get(tag, IGNORE) for tag in page.silver.tag]),
            "relations": np.asarray([index["relations"].get(relation, IGNORE) for relation in page.silver.relation]),
            "names": np.asarray([index["names"].get(name, IGNORE) for name in page.silver.name]),
            "arcs": np.asarray(page.silver.head),
            "sentences": np.asarray(page.silver.opens_sentence, np.int64),
        }


def labelled(window: Window, numbers: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The labels of a window's words; links and arcs that lead out of it are ignored."""
    cut = {name: values[window.start : window.end].copy() for name, values in numbers.items()}
    for name in ("link", "arcs"):
        inside = (cut[name] >= window.start) & (cut[name] < window.end)
        cut[name] = np.where(inside, cut[name] - window.start, IGNORE)
    return cut


def batches(
    pages: Sequence[Page], pieces: Pieces, labels: Labels, seed: int
) -> Iterator[list[tuple[Window, dict[str, np.ndarray]]]]:
    """Windows in random order, cut anew every epoch, gathered to steps of ``STEP_PIECES`` pieces."""
    rng = random.Random(seed)
    made = []
    for page in pages:
        numbers = labels.numbers(page)
        own = rng.randint(150, 214)
        made += [(window, labelled(window, numbers)) for window in windows(page.words, pieces, own)]
    rng.shuffle(made)
    made.sort(key=lambda item: len(item[0].pieces) // 24)
    groups: list[list[tuple[Window, dict[str, np.ndarray]]]] = [[]]
    for item in made:
        if groups[-1] and len(item[0].pieces) * (len(groups[-1]) + 1) > STEP_PIECES:
            groups.append([])
        groups[-1].append(item)
    rng.shuffle(groups)
    yield from groups


def collated(batch: Sequence[tuple[Window, dict[str, np.ndarray]]]) -> tuple[list[Tensor], dict[str, Tensor]]:
    """Pad a step's windows and labels to tensors."""

    def pad(rows: Sequence[np.ndarray], value: int) -> Tensor:
        out = torch.full((len(rows), max(map(len, rows))), value, dtype=torch.long)
        for number, row in enumerate(rows):
            out[number, : len(row)] = torch.from_numpy(row)
        return out

    inputs = [pad([getattr(window, name) for window, _ in batch], 0) for name in ("pieces", "case", "quoted", "first")]
    return inputs, {name: pad([given[name] for _, given in batch], IGNORE) for name in batch[0][1]}


def losses(net: Reader, chain: Chain, inputs: list[Tensor], given: dict[str, Tensor]) -> dict[str, Tensor]:
    """Every head's loss on one step."""
    with torch.autocast(inputs[0].device.type, torch.bfloat16):
        scores, link, arc = net(*inputs)
    scores, link, arc = scores.float(), link.float(), arc.float()
    roles, tags, relations, names, opens = scores.split(net.sizes, -1)
    made = {
        name: F.cross_entropy(part.flatten(0, 1), given[name].flatten(), ignore_index=IGNORE)
        for name, part in (("roles", roles), ("tags", tags), ("relations", relations), ("names", names))
        if bool((given[name] != IGNORE).any())
    }
    padded = (given["arcs"] == IGNORE) & (given["sentences"] == IGNORE)
    for name, part in (("link", link), ("arcs", arc)):
        target = given[name]
        if bool((target != IGNORE).any()):
            masked = part.masked_fill(padded[:, None, :], -1e4)
            made[name] = F.cross_entropy(masked.flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    seen = given["sentences"] != IGNORE
    made["sentences"] = F.binary_cross_entropy_with_logits(opens[..., 0][seen], given["sentences"][seen].float())
    if "roles" in made:
        made["chain"] = chain(roles, given["roles"])
    return made


class Training:
    """The network in training, with its optimizer and the running average of its weights."""

    def __init__(self, net: Reader, labels: Labels, steps: int) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        net.word.weight.requires_grad_(requires_grad=False)
        self.trained = nn.ModuleDict({"net": net, "chain": Chain(len(labels.roles))}).to(self.device).train()
        slow = {name for name in dict(net.named_parameters()) if name.split(".")[0] in {"layers", "norm", "place"}}
        body = [value for name, value in net.named_parameters() if value.requires_grad and name in slow]
        heads = [value for name, value in net.named_parameters() if value.requires_grad and name not in slow]
        groups = [
            {"params": body, "lr": PEAK_RATE},
            {"params": [*heads, *self.trained["chain"].parameters()], "lr": HEAD_RATE},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda n: min((n + 1) / 100, max(0.02, 1 - n / steps))
        )
        averaging = torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)
        self.average = torch.optim.swa_utils.AveragedModel(self.trained, multi_avg_fn=averaging)

    def step(self, batch: Sequence[tuple[Window, dict[str, np.ndarray]]]) -> dict[str, float]:
        """Learn from one step's windows; return every loss."""
        inputs, given = collated(batch)
        placed = {name: value.to(self.device) for name, value in given.items()}
        net, chain = self.trained["net"], self.trained["chain"]
        made = losses(net, chain, [part.to(self.device) for part in inputs], placed)
        sum(WEIGHTS[name] * loss for name, loss in made.items()).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update_parameters(self.trained)
        return {name: loss.item() for name, loss in made.items()}

    def save(self, path: Path, epoch: int) -> None:
        """Keep everything a killed run needs to go on after ``epoch`` epochs."""
        new = path.with_suffix(".new")
        torch.save({"epoch": epoch} | {name: getattr(self, name).state_dict() for name in self._parts}, new)
        new.replace(path)

    def load(self, path: Path) -> int:
        """Go on from what :meth:`save` kept; return how many epochs are done."""
        kept = torch.load(path, weights_only=True)
        for name in self._parts:
            getattr(self, name).load_state_dict(kept[name])
        return int(kept["epoch"])

    _parts = ("trained", "optimizer", "schedule", "average")


def fit(net: Reader, pages: Sequence[Page], pieces: Pieces, labels: Labels, folder: Path) -> tuple[Reader, Chain]:
    """Train and return the averaged weights; the end of every epoch is kept in ``folder``."""
    torch.manual_seed(SEED)
    each = sum(1 for _ in batches(pages, pieces, labels, 0))
    training, state = Training(net, labels, EPOCHS * each), folder / "state.pt"
    for epoch in range(training.load(state) if state.exists() else 0, EPOCHS):
        started, sums = time.time(), dict.fromkeys(WEIGHTS, 0.0)
        for count, batch in enumerate(batches(pages, pieces, labels, SEED * 1000 + epoch), 1):
            for name, loss in training.step(batch).items():
                sums[name] += loss
            if count % 20 == 0:
                shown = " ".join(f"{name} {value / count:.3f}" for name, value in sums.items())
                pace = (time.time() - started) / count
                print(f"epoch {epoch} step {count} of about {each}: {shown}; {pace:.2f} s a step", flush=True)
        training.save(state, epoch + 1)
    return training.average.module["net"], training.average.module["chain"]
