"""CBOR from strangers: what is taken, and what never reaches the library."""

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.scanner.payloads.cbor import DEEPEST, Malformed, load

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.binary()
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.integers(0, 2**63) | st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plain)
def test_plain_content_comes_back(content: object) -> None:
    assert load(cbor2.dumps(content)) == content


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(data: bytes) -> None:
    try:
        load(data)
    except Malformed:
        return
    cbor2.loads(data)


@pytest.mark.parametrize("tag", [2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 100, 256, 258, 260, 43000])
def test_tags_that_make_things_are_refused_wherever_they_stand(tag: int) -> None:
    for content in (cbor2.CBORTag(tag, "1"), [cbor2.CBORTag(tag, "1")], {1: cbor2.CBORTag(tag, 1)}):
        with pytest.raises(Malformed, match="tag"):
            load(cbor2.dumps(content))


@pytest.mark.parametrize("opening", [b"\x81", b"\xd2", b"\xa1\x00", b"\x9f"])
def test_so_deep_and_no_deeper(opening: bytes) -> None:
    closing = b"\xff" if opening == b"\x9f" else b""
    load(opening * DEEPEST + b"\x00" + closing * DEEPEST)
    with pytest.raises(Malformed, match="deep"):
        load(opening * (DEEPEST + 1) + b"\x00" + closing * (DEEPEST + 1))


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x00", b"\x18", b"\x42a", b"\x82\x00", b"\xbf\x00\xff"]
)
def test_more_or_less_than_one_item_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        load(data)


def test_lengths_left_open_are_taken() -> None:
    assert load(b"\x9f\x01\x7f\x61a\x61b\xff\xbf\x01\x02\xff\xff") == [1, "ab", {1: 2}]
