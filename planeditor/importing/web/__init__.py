"""Web pages in: saved by a browser, by Word, Excel or WPS, or on the clipboard.

One rule: a page is read as it lies there; nothing it refers to is fetched, nothing in it is run.
"""
