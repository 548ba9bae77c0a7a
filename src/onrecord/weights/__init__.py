"""Trained models: a folder ``name@version`` with manifest, ONNX file and tokenizer each, checked when loaded."""

from onrecord.weights.reader import Reader, Reading
from onrecord.weights.windows import Words

__all__ = ["Reader", "Reading", "Words"]
