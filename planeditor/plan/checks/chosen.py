"""Which rules an office wants, as one of the plan's own settings.

One rule: only what differs from the usual is kept, so that a new rule is on in old plans, too.
"""

from collections.abc import Container, Mapping

from planeditor.plan.checks.naming import names
from planeditor.plan.checks.problems import CheckSettings

SETTING = "checks"
NOT_USUAL = frozenset({"target-no-deadline"})  # the plan's year is deadline enough, unless an office says otherwise


def rules_on(kept: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of the rules that the plan's settings leave or put on; unknown ones are passed over."""
    on = names().keys() - NOT_USUAL
    for word in kept.get(SETTING, "").split():
        on = on - {word[1:]} if word.startswith("-") else on | {word[1:]}
    return frozenset(on & names().keys())


def settings_from(kept: Mapping[str, str]) -> CheckSettings:
    """Return what is to be checked by the plan's own settings."""
    on = rules_on(kept)
    return CheckSettings(frozenset(names().keys() - on), year_is_deadline="target-no-deadline" not in on)


def setting_text(on: Container[str]) -> str:
    """Return the setting by which just these rules are on; "" for the usual ones."""
    differing = [
        f"+{rule}" if rule in NOT_USUAL else f"-{rule}" for rule in names() if (rule in on) == (rule in NOT_USUAL)
    ]
    return " ".join(differing)
