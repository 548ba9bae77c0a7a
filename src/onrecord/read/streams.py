"""Streams over streams: bytes put back in front, and unpacking that stops in time."""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO

from onrecord.errors import FormatError

__all__ = ["put_back", "unpack"]

_MOST_EXPANSION = 200  # times its packed size that a file may unpack to; JSON of news articles reaches about 10


def put_back(head: bytes, stream: BinaryIO) -> BinaryIO:
    """Return a stream of ``head`` and then what is left in ``stream``."""
    return io.BufferedReader(_Joined(head, stream))


def unpack(stream: BinaryIO, size: int, spare: int) -> BinaryIO:
    """Return the stream that ``stream``, ``size`` bytes, is the gzip of.

    Reading from it raises ``gzip.BadGzipFile``, ``EOFError`` or ``zlib.error`` where the file is damaged, and
    :class:`~onrecord.errors.FormatError` where it unpacks to over 200 times its size and ``spare`` bytes more.
    """
    return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=stream), size * _MOST_EXPANSION + spare))


class _Pulled(io.RawIOBase):
    """A readable stream that needs only :meth:`pull`."""

    def pull(self, size: int) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        raise NotImplementedError

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # BufferedReader hands over a memoryview
        data = self.pull(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Joined(_Pulled):
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def pull(self, size: int) -> bytes:
        data, self._head = self._head[:size], self._head[size:]
        return data or self._stream.read(size)


class _Bounded(_Pulled):
    def __init__(self, packed: gzip.GzipFile, left: int) -> None:
        self._packed = packed
        self._left = left

    def pull(self, size: int) -> bytes:
        data = self._packed.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise FormatError(f"unpacks to over {_MOST_EXPANSION} times its size, as no news file does; stopped there")
        return data
