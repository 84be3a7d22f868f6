"""What tables of a plan show, read from cells and sum up, without a window.

One rule: what cannot be read from a cell is refused with one sentence; nothing is guessed.
"""
