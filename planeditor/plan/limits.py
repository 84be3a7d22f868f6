"""What a plan may hold at most. One rule: whoever makes nodes keeps to it, so that what is written can be opened."""

DEEPEST = 100  # levels of sections and items; reading one takes several calls of Python, which has a thousand
LONGEST = 5_000_000  # characters of all texts of one row; its two images in the history fit into 64 MB
