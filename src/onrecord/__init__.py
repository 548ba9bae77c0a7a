"""News articles in, a checked record of public statements out."""

import logging

__version__ = "0.1.0"

# What is logged is told as a problem too; whoever wants the log sets a handler.
logging.getLogger(__name__).addHandler(logging.NullHandler())
