"""Signed notes, checkpoints, cosignatures and trust policies: the vectors of golang.org/x/mod/sumdb/note and of C2SP, and what must be refused."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhyto.faults import InputRefused
from zhyto.ledger import merkle, notes, policy
from zhyto.ledger.notes import COSIGNS, SIGNS, Checkpoint, SigningKey, read_note, signed_by, signing_key, verifier_key

# golang.org/x/mod/sumdb/note, note_test.go.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_SIGNED = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
ENOCH_SIGNED = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"


def test_the_published_keys_are_read_and_written() -> None:
    peter, secret = verifier_key(PETER), signing_key(PETER_SECRET)
    assert (peter.name, peter.kind, peter.id.hex()) == ("PeterNeumann", SIGNS, "c74f20a3")
    assert secret.verifier == peter
    assert str(peter) == PETER
    assert secret.secret() == PETER_SECRET
    assert "gQoUAtUUbI2E" not in repr(secret)
    assert "AYEKFALV" not in repr(secret)


def test_no_mangled_key_is_read() -> None:
    for key, read in ((PETER, verifier_key), (PETER_SECRET, signing_key)):
        parts = {key[i:j] for i in range(len(key) + 1) for j in range(i + 1, len(key) + 1)} - {key}
        parts |= {key[:i] + chr(ord(key[i]) + 1) + key[i + 1 :] for i in range(len(key))}
        for mangled in parts:
            with pytest.raises(InputRefused):
                read(mangled)
    for key in (
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ):
        with pytest.raises(InputRefused):
            verifier_key(key)


def test_a_mangled_signing_key_is_not_shown() -> None:
    with pytest.raises(InputRefused) as refused:
        signing_key(PETER_SECRET.replace("c74f20a3", "c74f20a4"))
    assert "AYEKFALV" not in str(refused.value)


def test_the_published_note_is_signed_to_the_byte() -> None:
    assert notes.join_note(TEXT, [signing_key(PETER_SECRET).sign(TEXT)]).decode() == TEXT + "\n" + PETER_SIGNED


def test_who_signed_the_published_note() -> None:
    note = read_note((TEXT + "\n" + PETER_SIGNED + ENOCH_SIGNED).encode())
    peter, enoch = verifier_key(PETER), verifier_key(ENOCH)
    assert note.text == TEXT
    assert set(signed_by(note, [peter])) == {peter}
    assert set(signed_by(note, [enoch, peter])) == {peter, enoch}
    assert not signed_by(note, [])
    assert "".join(notes.lines_of(note)) == PETER_SIGNED + ENOCH_SIGNED
    again = read_note((TEXT + "\n" + PETER_SIGNED * 2 + ENOCH_SIGNED[:60] + "ABCD" + ENOCH_SIGNED[60:]).encode())
    assert set(signed_by(again, [peter])) == {peter}
    with pytest.raises(InputRefused, match="a false signature of EnochRoot"):
        signed_by(again, [peter, enoch])


@pytest.mark.parametrize(
    "message",
    [
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + PETER_SIGNED[:-1],
        "\x01" + TEXT + "\n" + PETER_SIGNED,
        TEXT + "\n— Bad Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
        TEXT + "\n" + PETER_SIGNED + "Unexpected line.\n",
        TEXT + "\n" + PETER_SIGNED * 101,
        TEXT + "\n" + PETER_SIGNED.replace("JnAM=", "JnAN="),
    ],
)
def test_a_malformed_note_is_refused(message: str) -> None:
    with pytest.raises(InputRefused, match="a signed note"):
        read_note(message.encode())
    with pytest.raises(InputRefused, match="not UTF-8"):
        read_note(b"\xff" + message.encode())


# The checkpoint of c2sp.org/tlog-cosignature, and a witness's example (transparency-dev/witness): a log of five entries grown to eight.
COSIGNED = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
MONKEYS = "monkeys+db4d9f7e+AULaJMvTtDLHPUcUrjdDad9vDlh/PTfC2VV60JUtCfWT"
FIVE = (
    "monkeys\n5\n41smjBUiAU70EtKlT6lIOIYtRTYxYXsDB+XHfcvu/BE=\n\n"
    "— monkeys 202fftzGl3LVoqjXfwCFZZXs8I+5G22+Ek2K0AOyBuSJ/8/CZawNF+6fNlTKOCd622pbzJNkkJFWuw9DbicZCkEx9AY=\n"
)
EIGHT = (
    "monkeys\n8\nV8K9aklZ4EPB+RMOk1/8VsJUdFZR77GDtZUQq84vSbo=\n\n"
    "— monkeys 202ffoUEboiQYpHzICeaFmoy3RNviHTpAxYrq/eO4QQVQMvu9UebKBMX2MJC76NLthZaKsnKbCA8GxrjePZhvDCH7Ag=\n"
)
FIVE_TO_EIGHT = [
    "b9e1d62618f7fee8034e4c5010f727ab24d8e4705cb296c374bf2025a87a10d2",
    "aac66cd7a79ce4012d80762fe8eec3a77f22d1ca4145c3f4cee022e7efcd599d",
    "89d0f753f66a290c483b39cd5e9eafb12021293395fad3d4a2ad053cfbcfdc9e",
    "29e40bb79c966f4c6fe96aff6f30acfce5f3e8d84c02215175d6e018a5dee833",
]


def test_the_specifications_cosigned_checkpoint() -> None:
    note = read_note(COSIGNED.encode())
    head = notes.read_checkpoint(note.text)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert head.text() == note.text
    name, ident, signature = note.signatures[1]
    assert (name, ident.hex()) == ("witness.example.com/w1", "8d66cf3f")
    # "time 1679315147" in the text of the specification.
    assert int.from_bytes(signature[:8], "big") == 1679315147
    assert len(signature) == 72


def test_a_published_log_and_its_growth() -> None:
    trust = policy.make_policy(verifier_key(MONKEYS))
    five, eight = (policy.open_checkpoint(note.encode(), trust).checkpoint for note in (FIVE, EIGHT))
    assert (five.size, eight.size) == (5, 8)
    proof = [bytes.fromhex(step) for step in FIVE_TO_EIGHT]
    assert merkle.consistent(5, 8, five.root, eight.root, proof)
    assert not merkle.consistent(5, 8, eight.root, five.root, proof)


def test_a_published_cosigners_key() -> None:
    key = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
    assert verifier_key(key).kind == COSIGNS
    assert str(verifier_key(key)) == key


LOG = SigningKey("example.org/fund", SIGNS, b"l" * 32)
COUNCIL, UNIVERSITY, PRESS = (
    SigningKey(f"example.org/{name}", COSIGNS, name[:1].encode() * 32) for name in ("council", "university", "press")
)
HEAD = Checkpoint("example.org/fund", 3, bytes(32), ("extension",))


@given(st.integers(1, 2**63 - 1), st.integers(0, 71), st.integers(0, 7))
def test_a_cosignature_says_its_time_and_breaks_with_any_bit(time: int, byte: int, bit: int) -> None:
    line = COUNCIL.cosign(HEAD.text(), time)
    signature = base64.b64decode(line.split()[2])[4:]
    assert int.from_bytes(signature[:8], "big") == time
    assert COUNCIL.verifier.accepts(signature, HEAD.text())
    assert not COUNCIL.verifier.accepts(signature, HEAD.text().replace("extension", "extensiom"))
    changed = bytearray(signature)
    changed[byte] ^= 1 << bit
    assert not COUNCIL.verifier.accepts(bytes(changed), HEAD.text())


def test_log_and_witness_do_not_take_each_others_place() -> None:
    with pytest.raises(ValueError, match="cosigns"):
        COUNCIL.sign("text\n")
    with pytest.raises(ValueError, match="cosigns nothing"):
        LOG.cosign(HEAD.text(), 1)
    with pytest.raises(ValueError, match="no time"):
        COUNCIL.cosign(HEAD.text(), 0)
    assert signing_key(COUNCIL.secret()) == COUNCIL
    same = SigningKey("example.org/council", SIGNS, COUNCIL.seed)
    assert same.verifier.id != COUNCIL.verifier.id


@pytest.mark.parametrize(
    "text", ["", "a\n", "a\n1\n", "a\n01\nAAAA\n", "a\n1\nAAAA\n", "a\n-1\n" + "A" * 43 + "=\n", "a\n1\n" + "A" * 43 + "=\n\nx\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="origin, tree size and root hash"):
        notes.read_checkpoint(text)


# Policies


def signed(*witnesses: SigningKey, log: SigningKey = LOG) -> bytes:
    return notes.join_note(HEAD.text(), [log.sign(HEAD.text()), *(key.cosign(HEAD.text(), 7) for key in witnesses)])


def test_a_quorum_is_so_many_different_witnesses() -> None:
    trust = policy.make_policy(LOG.verifier, [COUNCIL.verifier, UNIVERSITY.verifier, PRESS.verifier], 2)
    assert policy.read_policy(trust.text().encode()) == trust
    assert trust.needs() == "2 of example.org/council, example.org/university, example.org/press"
    enough = {
        len(some): trust.satisfied(policy.open_checkpoint(signed(*some), trust).witnessed) for some in ((), (COUNCIL,), (COUNCIL, PRESS))
    }
    assert enough == {0: False, 1: False, 2: True}
    twice = policy.open_checkpoint(signed(COUNCIL, COUNCIL), trust)
    assert not trust.satisfied(twice.witnessed)
    assert policy.make_policy(LOG.verifier).satisfied([])
    assert trust.needs("uk").startswith("2 з таких: example.org/council, ")


def test_one_witness_is_not_two_and_a_log_is_not_its_own() -> None:
    namesake = SigningKey(COUNCIL.name, COSIGNS, b"n" * 32)
    for pair in ([COUNCIL, COUNCIL], [COUNCIL, namesake]):
        with pytest.raises(InputRefused, match="a name of its own"):
            policy.make_policy(LOG.verifier, [key.verifier for key in pair], 1)
    # One key under two names, in a policy that somebody wrote.
    renamed = SigningKey("example.org/other", COSIGNS, COUNCIL.seed)
    with pytest.raises(InputRefused, match="no other line names"):
        policy.read_policy(f"log {LOG.verifier}\nwitness a {COUNCIL.verifier}\nwitness b {renamed.verifier}\ngroup g 2 a b\nquorum g\n".encode())
    own = SigningKey("example.org/own", COSIGNS, LOG.seed)
    for lines in ((f"log {LOG.verifier}", f"witness a {own.verifier}"), (f"witness a {own.verifier}", f"log {LOG.verifier}")):
        with pytest.raises(InputRefused, match="with a key of the log"):
            policy.read_policy("\n".join([*lines, "quorum a\n"]).encode())


def test_a_policy_without_end_is_refused_before_it_is_read() -> None:
    with pytest.raises(InputRefused, match="at most 65536"):
        policy.read_policy(f"log {LOG.verifier}\n".encode() * 100_000)


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u0085", "\ufeff", "\v", "\r"])
def test_no_space_but_space_and_tab_divides_a_policy(space: str) -> None:
    text = f"\tlog  {LOG.verifier} \nquorum none\n"
    assert policy.read_policy(text.encode()).logs == (LOG.verifier,)
    with pytest.raises(InputRefused):
        policy.read_policy(text.replace("  ", space).encode())
    with pytest.raises(InputRefused):
        policy.read_policy((space + text).encode())


def test_groups_within_groups() -> None:
    text = (
        f"# whom we trust\nlog {LOG.verifier}\nwitness a {COUNCIL.verifier}\nwitness b {UNIVERSITY.verifier}\nwitness c {PRESS.verifier}\n"
        "group near any a b\ngroup all all near c\nquorum all\n"
    )
    trust = policy.read_policy(text.encode())
    assert [trust.satisfied(some) for some in (("a",), ("a", "b"), ("a", "c"), ("c",))] == [False, False, True, False]


def test_every_fault_of_a_policy_is_named_with_its_line() -> None:
    text = f"log {COUNCIL.verifier}\nwitness a {LOG.verifier}\nwitness none {PRESS.verifier}\ngroup g 2 a\nlog x\nquorum h\nquorum none\nhello\n"
    with pytest.raises(InputRefused) as refused:
        policy.read_policy(text.encode())
    rows = {fault.row for fault in refused.value.faults}
    assert rows >= {1, 2, 3, 4, 5, 6, 8}
    with pytest.raises(InputRefused, match="no quorum"):
        policy.read_policy(f"log {LOG.verifier}\n".encode())
    with pytest.raises(InputRefused):
        policy.make_policy(LOG.verifier, [COUNCIL.verifier], 2)
    with pytest.raises(InputRefused, match="UTF-8"):
        policy.read_policy(b"\xff")


def test_a_checkpoint_of_nobody_we_trust_is_refused() -> None:
    stranger = SigningKey("example.org/fund", SIGNS, b"s" * 32)
    trust = policy.make_policy(LOG.verifier)
    with pytest.raises(InputRefused, match="no signature of the log"):
        policy.open_checkpoint(signed(log=stranger), trust)
    with pytest.raises(InputRefused, match="that the policy trusts"):
        policy.open_checkpoint(signed(), policy.make_policy(verifier_key(PETER)))
    opened = policy.open_checkpoint(signed(COUNCIL), trust)
    assert opened.ignored == ("example.org/council",)
    assert not opened.witnessed


def test_a_key_passes_to_the_next_by_both_signatures() -> None:
    new, stranger = (SigningKey("example.org/fund", SIGNS, seed * 32) for seed in (b"n", b"s"))
    note = policy.rotation(LOG, new)
    assert policy.rotates(note)
    assert policy.rotated(note) == (LOG.verifier, new.verifier)
    with pytest.raises(InputRefused, match="one signature"):
        policy.rotated(note[: note.rindex("— ")])
    # Signed by another than the key it names.
    with pytest.raises(InputRefused, match="a false signature"):
        policy.rotated(policy.rotation(stranger, new).replace(str(stranger.verifier), str(LOG.verifier)))
    elsewhere = (SigningKey("example.org/other", SIGNS, seed * 32) for seed in (b"n", b"s"))
    with pytest.raises(InputRefused, match="keys of the log"):
        policy.rotated(policy.rotation(*elsewhere).replace("\nexample.org/other\n", "\nexample.org/fund\n", 1))
    with pytest.raises(ValueError, match="keeps its name"):
        policy.rotation(LOG, SigningKey("example.org/other", SIGNS, b"n" * 32))
    with pytest.raises(InputRefused):
        notes.read_checkpoint(read_note(note.encode()).text)
