"""Trained models: a folder ``name@version`` with manifest, ONNX file and tokenizer each, checked when loaded."""

from onrecord.weights.reader import Pointing, Reader, Reading
from onrecord.weights.windows import Words

__all__ = ["Pointing", "Reader", "Reading", "Words"]
