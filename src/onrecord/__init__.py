"""News articles in, a checked record of public statements out."""

__version__ = "0.1.0"
