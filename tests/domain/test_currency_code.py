"""A currency as a person writes it becomes its ISO code, or is refused in one sentence."""

import pytest

from tierdesk.domain.money import CURRENCIES, currency_code
from tierdesk.errors import Invalid


@pytest.mark.parametrize(("written", "code"), [
    (" eur ", "EUR"), ("€", "EUR"), ("元", "CNY"), ("rmb", "CNY"), ("us$", "USD"),
])  # fmt: skip
def test_signs_words_and_codes_are_understood(written, code):
    assert currency_code(written) == code


def test_every_code_is_its_own():
    assert {currency_code(code.lower()) for code in CURRENCIES} == CURRENCIES


@pytest.mark.parametrize("written", ["", "XQQ", "euro money", "x" * 500])
def test_what_is_no_currency_is_refused_and_quoted_short(written):
    with pytest.raises(Invalid, match="no currency") as refused:
        currency_code(written)
    assert len(str(refused.value)) < 200
