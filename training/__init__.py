"""The recipe of the reader: from packages and an annotated corpus to the ONNX file that onrecord ships."""
