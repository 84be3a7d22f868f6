"""What people call the rules. One rule: the order is that of the manual, from what matters most."""

from planeditor.i18n import _


def names() -> dict[str, str]:
    """Return the names by the rules' ids."""
    return {
        "no-lead": _("Lead missing"),
        "lead-and-support": _("Department named twice"),
        "unknown-department": _("Unknown department"),
        "alike-departments": _("One department under two names"),
        "target-incomplete": _("Target without value or unit"),
        "target-no-deadline": _("Target without deadline"),
        "stale-target": _("Target differs from text"),
        "impossible-figure": _("Impossible figure or date"),
        "lost-number": _("Number missing"),
        "no-amount-unit": _("Unit missing"),
        "deadline-outside": _("Deadline outside the year"),
        "deadline-past": _("Deadline past"),
        "no-year": _("Year missing"),
        "contradicting-year": _("Years contradict each other"),
        "placeholder": _("Still to be filled in"),
        "web-spam": _("Advertisement in the text"),
        "unmatched-mark": _("Bracket or quote without partner"),
        "cut-off": _("Text cut off"),
        "no-full-stop": _("Full stop missing"),
        "doubled-mark": _("Doubled punctuation"),
        "half-width": _("Half-width punctuation"),
        "stray-space": _("Stray spaces"),
        "typo": _("Wrong character"),
        "repeated-word": _("Repeated word"),
        "two-spellings": _("Written in two ways"),
        "label-inside": _("Label inside a text"),
        "duplicate-title": _("Title occurs twice"),
        "near-duplicate": _("Nearly the same item"),
        "empty": _("Empty"),
        "empty-section": _("Section without content"),
        "single-part": _("Division into a single part"),
        "source-gap": _("Gap in the source's numbers"),
    }
