"""Measurements: quality and speed, with pinned floors."""
