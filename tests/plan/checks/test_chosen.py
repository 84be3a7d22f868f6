"""Which rules are checked: kept as what differs from the usual, and read back the same."""

from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.checks.chosen import SETTING, rules_on, setting_text, settings_from
from planeditor.plan.checks.naming import names


@given(st.sets(st.sampled_from(sorted(names()))))
def test_any_choice_of_rules_is_read_back(on: set[str]) -> None:
    assert rules_on({SETTING: setting_text(on)}) == on


def test_the_usual_choice_needs_no_setting() -> None:
    assert setting_text(rules_on({})) == ""
    assert settings_from({}).off == {"target-no-deadline"}
    assert settings_from({}).year_is_deadline


def test_a_rule_that_is_unknown_here_is_passed_over() -> None:
    assert rules_on({SETTING: "-typo +from-a-later-version"}) == rules_on({SETTING: "-typo"})


def test_an_office_may_want_a_deadline_for_every_target() -> None:
    settings = settings_from({SETTING: "+target-no-deadline"})
    assert not settings.year_is_deadline
    assert settings.off == frozenset()
