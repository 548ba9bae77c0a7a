"""Which words of two wordings are the same, and which names may be one: shared by the rooms that compare words."""

from onrecord.alignment.align import Seeds, Tile, align, seeds_of
from onrecord.alignment.names import PersonName, name_words, same_name
from onrecord.alignment.tokens import EDITORIAL, Token, token_edges, token_words, tokens

__all__ = [
    "EDITORIAL",
    "PersonName",
    "Seeds",
    "Tile",
    "Token",
    "align",
    "name_words",
    "same_name",
    "seeds_of",
    "token_edges",
    "token_words",
    "tokens",
]
