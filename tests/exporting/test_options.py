"""The choices of an export survive in the plan's settings."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.exporting import Options, options_from, settings_of
from planeditor.exporting.options import _CHOICES


def _value(name: str, default: Any) -> st.SearchStrategy[Any]:
    if isinstance(default, bool):
        return st.booleans()
    return st.sampled_from(_CHOICES[name]) if name in _CHOICES else st.text(min_size=1)


CHOSEN = st.fixed_dictionaries(
    {each.name: _value(each.name, each.default) for each in fields(Options) if each.name != "pace"}
)


@given(chosen=CHOSEN)
def test_what_was_chosen_comes_back_from_the_settings(chosen: dict[str, Any]) -> None:
    options = Options(**chosen)
    kept = {name: text for name, text in settings_of(options).items() if text}  # set_setting takes "" away
    assert options_from(kept, options.mark) == options


def test_usual_choices_need_no_settings() -> None:
    assert not any(settings_of(Options(mark="甲")).values())
    assert options_from({}) == Options()
    assert all(name.startswith("export.") for name in settings_of(Options()))


@pytest.mark.parametrize("settings", [{"export.fonts": "宋体"}, {"export.seal": "1"}, {"export.mark": "x"}, {"a": "b"}])
def test_settings_nobody_can_read_are_as_if_not_there(settings: dict[str, str]) -> None:
    assert options_from(settings) == Options()


def test_a_true_choice_can_be_turned_off() -> None:
    options = replace(Options(), full_width=False, owners=False)
    assert options_from(settings_of(options)) == options


def test_the_lights_of_an_export_are_judged_by_the_plans_own_thresholds() -> None:
    assert options_from({"pace.yellow": "5", "pace.red": "20"}).pace == (5.0, 20.0)
    assert options_from({"pace.red": "many"}).pace == Options().pace
