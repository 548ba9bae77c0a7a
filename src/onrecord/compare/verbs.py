"""Verbs: the same words, with a verb that takes sides before them in one outlet and one that takes none in another."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.compare.material import Material
from onrecord.compare.wording import listed, quoted
from onrecord.model import Evidence, Finding, Utterance

__all__ = ["find"]


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "verbs" for each utterance that outlets introduce with loaded and with neutral verbs.

    Which verbs take sides is data (``language/en/claims.toml``). A statement with several cues counts where all of them
    are of one kind. The evidence is every cue named. The score is the share of the fewer. Accepted gap: a verb may
    stand for another part of a longer quotation.
    """
    for utterance in material.utterances:
        loaded, neutral = _cues(material, utterance, loaded=True), _cues(material, utterance, loaded=False)
        if {outlet for outlet, _, _ in loaded} - {outlet for outlet, _, _ in neutral} and neutral:
            sides = [listed(f"{outlet} “{cue}”" for outlet, cue, _ in side) for side in (loaded, neutral)]
            yield Finding(
                "verbs",
                f"{quoted(utterance.fullest)} is introduced with a verb that takes sides by {sides[0]}, with one that "
                f"takes none by {sides[1]}.",
                tuple(dict.fromkeys(item for side in (loaded, neutral) for _, _, items in side for item in items)),
                min(len(loaded), len(neutral)) / (len(loaded) + len(neutral)),
            )


def _cues(material: Material, utterance: Utterance, *, loaded: bool) -> list[tuple[str, str, tuple[Evidence, ...]]]:
    claims = material.language.claims
    among = claims.loaded if loaded else claims.neutral
    found = []
    for key in sorted({(witness.article, witness.statement) for witness in utterance.witnesses}):
        statement = material.statements.get(key)
        article = material.article(key[0])
        cues = [span.of(article.text) for span in statement.cue] if statement else []
        of_kind = all(material.in_stems(cue, among) and (loaded or not _takes_sides(material, cue)) for cue in cues)
        if statement and cues and of_kind:
            evidence = tuple(Evidence(key[0], span) for span in statement.cue)
            found.append((article.printed_by, material.cue(statement), evidence))
    return found


def _takes_sides(material: Material, cue: str) -> bool:
    return material.in_stems(cue, material.language.claims.loaded)
