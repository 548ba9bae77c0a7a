"""The command line: a group, a module for each kind of command, messages to stderr and data to stdout."""

from onrecord.cli.group import main

__all__ = ["main"]
