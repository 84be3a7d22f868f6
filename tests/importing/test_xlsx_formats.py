"""Number formats: a table of what Excel shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.importing.xlsx.formats import general, shown_as, shown_text

DAY = 43921  # 2020-03-31


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", 54.799999999999997, "54.8"),
        ("General", 12000.0, "12000"),
        ("0", 2.5, "3"),
        ("0%", 0.955, "96%"),
        ("0.00%", 0.9555, "95.55%"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0.00", -1234.5, "-1,234.50"),
        ("0.0_ ;[Red]\\-0.0\\ ", -3.25, "-3.3"),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 12.5, "¥12.50"),
        ('0!.0,"万"', 123456, "12.3万"),
        ('"第"0"项"', 3, "第3项"),
        ("#,##0元", 4500, "4,500元"),
        ("0年", 3, "3年"),
        ("0000", 7, "0007"),
        ("000-0000", 1234567, "123-4567"),
        ("0.##", 5.5, "5.5"),
        ("# ?/?", 1.5, "1 1/2"),
        ("0.00E+00", 12345.678, "1.23E+04"),
        ("[DBNum1][$-804]General", 123, "一百二十三"),
        ('[>=60]"合格";"不合格"', 59, "不合格"),
        (";;;", 5, "5"),
        ("yyyy/m/d", DAY, "2020-03-31"),
        ("[$-804]yyyy年m月;@", DAY, "2020-03"),
        ("yyyy", DAY, "2020"),
        ("[DBNum1][$-804]yyyy年m月d日", DAY, "2020-03-31"),
        ("yyyy-m-d h:mm", DAY + 0.75, "2020-03-31 18:00"),
        ("yyyy-m-d h:mm", DAY, "2020-03-31"),
        ("上午/下午h时mm分", 0.5, "12:00"),
        ("[h]:mm:ss", 1.5, "36:00:00"),
        ("yyyy-m-d", 59, "1900-02-28"),
        ("yyyy-m-d", 61, "1900-03-01"),
        ("yyyy-m-d", -3, "-3"),
    ],
)
def test_a_number_is_shown_by_its_format(code: str, value: float, shown: str) -> None:
    assert shown_as(code)(value) == shown


def test_a_format_may_set_words_around_texts() -> None:
    assert shown_text('"学校："@', "实验小学") == "学校：实验小学"
    assert shown_text("0;-0;;@", "实验小学") == "实验小学"


@given(number=st.integers(min_value=-(10**12), max_value=10**12))
def test_whole_numbers_are_shown_whole(number: int) -> None:
    assert general(float(number)) == str(number)
    assert shown_as("0")(float(number)) == str(number)
    assert shown_as("#,##0")(float(number)).replace(",", "") == str(number)


@given(code=st.text(alphabet='0#?.,%/@"[]\\_*;EeyYmdhs年月 -+GAPM上下午', max_size=30), value=st.floats(-1e9, 1e9))
def test_no_format_fails_on_numbers_that_sheets_hold(code: str, value: float) -> None:
    assert isinstance(shown_as(code)(value), str)
