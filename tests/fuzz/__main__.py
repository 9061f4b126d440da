"""``python -m tests.fuzz [SECONDS]``: try to break the parsers, guided by coverage (atheris).

Inputs that lead somewhere new are kept in ``out/fuzz/corpus`` for the next run; one that breaks
something is written to ``out/fuzz`` and ends the run with an error.
"""

import os
import random
import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore] # Linux, on demand
import cbor2
from base45 import b45encode

with atheris.instrument_imports(include=["checkpoint_app", "base45", "urllib"]):
    from tests.fuzz import invented, oracle
    from tests.fuzz.mutations import damage

SEEDS = 400
LONGEST = 4_296
HEADER = cbor2.dumps({1: -37, 4: invented.ISSUER_KID})
OUT = Path("out/fuzz")
WORDS = Path(__file__).with_name("payloads.dict")


def _try(payload: bytes) -> None:
    """A payload as it is; after \\x01 what is beneath base45; after \\x02 what is signed."""
    oracle.check(payload)
    inner = payload[1:]
    if payload[:1] == b"\x02":
        inner = cbor2.dumps(cbor2.CBORTag(18, [HEADER, {}, inner, bytes(64)]))
    if payload[:1] in {b"\x01", b"\x02"}:
        for prefix in (b"HC1:", b"CKP1:", b"CKS1:"):
            oracle.check(prefix + b45encode(inner))


def _damage(payload: bytes, most: int, seed: int) -> bytes:
    """Now and then our own mishaps instead of single bits, so that whole words come and go."""
    dice = random.Random(seed)
    if dice.random() < 0.5:
        return damage(payload, dice)[:most]
    return bytes(atheris.Mutate(payload, most))


def main() -> None:
    """Fuzz; the process ends with it."""
    corpus = OUT / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in range(SEEDS):
        made = invented.sample(random.Random(seed)).payload
        (corpus / f"seed-{seed:03}").write_bytes(made)
    claims = invented.claims({"fn": "Lê", "gn": "An"}, "1999-01-01")
    contents = (
        claims,
        {1: "Chợ", 2: "1", 3: "An", 4: "0022", 5: 1, 6: 2, 7: [[3, 60, 120]]},
        {1: "Chợ", 2: "1", 3: 1, 4: 20, 5: 1},
    )
    for number, content in enumerate(contents):
        (corpus / f"seed-signed-{number}").write_bytes(b"\x01" + invented.signed(content))
        (corpus / f"seed-content-{number}").write_bytes(b"\x02" + cbor2.dumps(content))
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    words = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-dict={WORDS}",
        f"-artifact_prefix={OUT}{os.sep}",
        "-timeout=5",
        "-rss_limit_mb=1024",
        "-print_final_stats=1",
    ]
    atheris.Setup(words, _try, custom_mutator=_damage)
    atheris.Fuzz()


main()
