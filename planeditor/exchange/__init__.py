"""Handing work out and taking it back: what returns is compared with what went out.

One rule: nothing that returned is taken over unseen, and nothing is asked about twice.
"""
