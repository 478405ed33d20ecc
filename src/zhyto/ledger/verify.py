"""The whole check of a published log: what its static files prove, and what they do not, each in a sentence.

`verify` reads by a function and returns findings; nobody is trusted but the policy the reader brings. `Finding.demanded` tells whether the verdict hangs on
it: the check has succeeded where every demanded finding is proven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from zhyto.faults import Fault, InputRefused
from zhyto.formats import SAYS_TOTALS
from zhyto.ledger import leaf, tiles, totals
from zhyto.ledger.leaf import POSTING_BYTES
from zhyto.ledger.notes import Note, VerifierKey, read_checkpoint, read_note, signed_by
from zhyto.ledger.policy import Opened, Policy, open_checkpoint, rotated, rotates
from zhyto.ledger.receipt import Receipt
from zhyto.ledger.receipt import check as check_receipt
from zhyto.money import format_amount
from zhyto.texts import Said, how_many, in_a_row, said_by

_ROW = POSTING_BYTES + 2
UNSIGNED = 1 << 20
"""So many entries are read, to look for changes of the log's key, where neither a key of the policy has signed nor a quorum of it cosigned."""

Tell = Callable[[str, int, int], None]
"""Progress: (stage, done, total)."""
Several = Callable[[Iterable[str]], Iterator[bytes]]
"""Files of the log by their paths, in this order; may read ahead. Raises OSError where one is missing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing proven, or not, in the words of both languages. why: what was found, where it is not proven; technical."""

    code: str
    proven: bool
    demanded: bool
    uk: str
    en: str
    why: tuple[Said, ...] = ()


@dataclass
class Contents:
    """What the entries of a log say. points: 65 bytes each (a statement's are nothing); statements: (index, text)."""

    size: int
    hashes: bytearray = field(repr=False)
    recorded: npt.NDArray[np.uint64] = field(repr=False)
    hidden: npt.NDArray[np.uint8] = field(repr=False)
    points: npt.NDArray[np.uint8] = field(repr=False)
    posting: npt.NDArray[np.bool_] = field(repr=False)
    statements: list[tuple[int, str]] = field(default_factory=list)
    strange: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Extra:
    """A further check, made of the verified contents: its name, what it shows, and a function that lists faults (none: proven).

    Where the function gives None the log holds nothing of the kind; absent_uk, absent_en say what then is not proven.
    """

    code: str
    uk: str
    en: str
    check: Callable[[Contents, tiles.Read], list[Said] | None]
    absent_uk: str = ""
    absent_en: str = ""


@dataclass(frozen=True)
class Verdict:
    """The findings of a check. checkpoint: the bytes to keep for the next time; empty where something demanded is not proven."""

    findings: tuple[Finding, ...]
    origin: str = ""
    size: int = 0
    checkpoint: bytes = field(default=b"", repr=False)

    @property
    def ok(self) -> bool:
        """Whether everything demanded is proven."""
        return all(finding.proven for finding in self.findings if finding.demanded)


# What no check of public files can show. Said each time, so that nobody takes silence for proof.
LIMITS = (
    Finding(
        "negative",
        False,
        False,
        "Що жодна окрема сума не є від'ємною: доведено лише суми. Від'ємна виплата могла б сховатися всередині однієї опублікованої суми, але не поза нею.",
        "That no single amount is negative: only sums are proven. A negative payment could hide inside one published sum, but never outside of it.",
    ),
    Finding(
        "people",
        False,
        False,
        "Що за кожним записом стоїть жива людина, яка отримала гроші: це показують квитанції людей і виписки банку, а не цей журнал.",
        "That a living person received the money of each posting: people's receipts and the bank's statements show that, not this log.",
    ),
)


def read_contents(several: Several, size: int, tell: Tell = lambda *_: None) -> Contents:
    """All entries of a log of this size. Raises OSError where a bundle is missing, ValueError where one is not what it should be."""
    found = Contents(
        size,
        bytearray(size * 32),
        np.zeros(size, dtype=np.uint64),
        np.zeros((size, 32), dtype=np.uint8),
        np.zeros((size, 65), dtype=np.uint8),
        np.zeros(size, dtype=bool),
    )
    spans = [(at, min(at + tiles.WIDTH, size)) for at in range(0, size, tiles.WIDTH)]
    paths = [tiles.tile_path("entries", at // tiles.WIDTH, end - at) for at, end in spans]
    for (at, end), path, bundle in zip(spans, paths, several(paths), strict=True):
        _take(found, at, end, bundle, path)
        tell("entries", end, size)
    return found


def _take(found: Contents, at: int, end: int, bundle: bytes, path: str) -> None:
    """Add one bundle."""
    count = end - at
    rows = np.frombuffer(bundle, dtype=np.uint8).reshape(count, _ROW).copy() if len(bundle) == count * _ROW else None
    # Most bundles hold postings only, all of one length: these are cut by arithmetic.
    if rows is not None and (rows[:, :3] == (0, POSTING_BYTES, leaf.POSTING)).all() and (rows[:, 43] == 4).all():
        # The byte before each entry becomes the 0 that a leaf hash begins with.
        rows[:, 1] = 0
        flat = rows.tobytes()
        found.hashes[at * 32 : end * 32] = b"".join([sha256(flat[i : i + _ROW - 1]).digest() for i in range(1, count * _ROW, _ROW)])
        found.recorded[at:end] = rows[:, 3:11].copy().view(">u8")[:, 0]
        found.hidden[at:end], found.points[at:end], found.posting[at:end] = rows[:, 11:43], rows[:, 43:], True
        return
    entries = tiles.unpack(bundle)
    if entries is None or len(entries) != count:
        raise ValueError(how_many("{path}: not a bundle of {count} entry", "{path}: not a bundle of {count} entries", path=path, count=count))
    for index, entry in enumerate(entries, at):
        found.hashes[index * 32 : index * 32 + 32] = sha256(b"\0" + entry).digest()
        match leaf.read(entry):
            case leaf.Posting(recorded, hidden, point) if point[0] == 4:
                found.recorded[index], found.posting[index] = recorded, True
                found.hidden[index], found.points[index] = np.frombuffer(hidden, dtype=np.uint8), np.frombuffer(point, dtype=np.uint8)
            case (int() as recorded, str() as text):
                found.recorded[index] = recorded
                found.statements.append((index, text))
            case _:
                found.strange.append(index)


def _tree(contents: Contents) -> tuple[dict[str, bytes], tiles.Tree]:
    """Every tile of the tree, computed from the entries."""
    computed = {
        tiles.tile_path(level, index, len(tile) // 32): tile
        for level, index, tile in tiles.grow(0, tiles.cut(bytes(contents.hashes)), lambda *_: b"")
    }

    def read(path: str) -> bytes:
        if path not in computed:
            raise FileNotFoundError(2, Said("no such tile"), path)
        return computed[path]

    return computed, tiles.Tree(read, contents.size)


class _Findings(list[Finding]):
    def say(self, code: str, uk: str, en: str, why: Iterable[Said | Fault] = (), demanded: bool = True, proven: bool | None = None) -> bool:
        """Add a finding; proven where nothing speaks against it."""
        reasons = tuple(one.said if isinstance(one, Fault) else one for one in why)
        good = not reasons if proven is None else proven
        self.append(Finding(code, good, demanded, uk, en, reasons))
        return good


def verify(
    read: tiles.Read,
    policy: Policy,
    kept: bytes = b"",
    several: Several | None = None,
    extras: Sequence[Extra] = (),
    k: int = totals.K,
    own_policy: bool = True,
    tell: Tell = lambda *_: None,
    keeping: str = "",
) -> Verdict:
    """Check a published log wholly.

    read: a public file by its path. policy: whom the reader trusts. kept: the checkpoint kept from an earlier check (empty: none). several: reads many files.
    own_policy: whether the reader brought the policy, rather than took it from the log itself. k: the least group the reader accepts in totals.
    keeping: name of the file that holds what is kept, or will hold it.
    Raises nothing for what is wrong with the log: that is a finding.
    """
    found = _Findings()
    many = _several(read, several)
    try:
        note = read(tiles.CHECKPOINT)
        head = read_checkpoint(read_note(note).text)
        # 140 bytes of memory each, and the number is read before its signature is known to be good.
        if head.size > tiles.MAX_SIZE:
            raise ValueError(how_many("checkpoint: {count} entry, more than {most}", "checkpoint: {count} entries, more than {most}", count=head.size,
                                      most=tiles.MAX_SIZE))
        if head.size > UNSIGNED and not _known(read_note(note), policy):
            raise ValueError(Said("checkpoint: {size} entries, signed by nobody of your policy; get the log's newest key: more than {most} are not read",
                                  size=head.size, most=UNSIGNED))
        contents = read_contents(many, head.size, tell)
        computed, tree = _tree(contents)
        root = tree.head()
    except (OSError, ValueError, InputRefused) as error:
        found.say("readable", "Журнал можна прочитати повністю.", "The log can be read whole.", [_said(error)])
        return Verdict((*found, *LIMITS))
    size = f"{head.size:,}".replace(",", " ")
    found.say(
        "tree",
        f"Записів у журналі рівно {size}: усі вони тут, і їхнє дерево має той корінь, що в контрольній точці.",
        f"The log has exactly this many entries: {size}. All of them are here, and their tree has the root that the checkpoint states.",
        [] if root == head.root else [Said("the root computed from the entries is another than the checkpoint's")],
    )
    found.say(
        "tiles",
        "Файли дерева збігаються з обчисленими із записів: квитанції, зроблені з них, правильні.",
        "The tree's files are those computed from the entries: receipts made of them are right.",
        _tiles(computed, many, tell),
    )
    trusted, before = _rotations(found, contents, policy, head.origin)
    opened = _signed(found, note, policy, trusted)
    _kept(found, kept, head.size, root, tree, policy, [*before, *trusted], head.origin, keeping)
    _distinct(found, contents)
    if root == head.root:
        _totals(found, contents, head.origin, read, k, tell)
        for extra in extras:
            wrong = extra.check(contents, read)
            if wrong is None:
                found.say(extra.code, extra.absent_uk, extra.absent_en, demanded=False, proven=False)
            else:
                found.say(extra.code, extra.uk, extra.en, wrong)
    _newest(found, opened, contents)
    _trust(found, policy, own_policy)
    done = Verdict((*found, *LIMITS), head.origin, head.size)
    return Verdict(done.findings, done.origin, done.size, note) if done.ok and opened else done


def _known(note: Note, policy: Policy) -> bool:
    """Whether a log of the policy signed, or enough of its witnesses cosigned. Raises InputRefused for a false signature."""
    signed = signed_by(note, [*policy.logs, *policy.witnesses.values()], tiles.CHECKPOINT)
    seen = [name for name, key in policy.witnesses.items() if key in signed]
    return any(key in signed for key in policy.logs) or (policy.quorum != "none" and policy.satisfied(seen))


def _several(read: tiles.Read, several: Several | None) -> Several:
    """The same, where a log that grew meanwhile may have a full tile or bundle in the place of a partial one."""

    def many(paths: Iterable[str]) -> Iterator[bytes]:
        wanted = list(paths)
        whole = [path for path in wanted if ".p/" not in path]
        files = several(whole) if several else map(read, whole)
        for path in wanted:
            yield _partial(read, path) if ".p/" in path else next(files)

    return many


def _partial(read: tiles.Read, path: str) -> bytes:
    try:
        return read(path)
    except FileNotFoundError:
        full, _, width = path.partition(".p/")
        data = read(full)
        if "/entries/" not in path:
            return data[: int(width) * 32]
        return tiles.pack((tiles.unpack(data) or [])[: int(width)])


def _said(error: Exception) -> Said:
    if isinstance(error, InputRefused):
        return in_a_row((fault.said for fault in error.faults), "\n")
    return in_a_row([error.filename or "file", said_by(error)], ": ") if isinstance(error, OSError) else said_by(error)


def _tiles(computed: dict[str, bytes], many: Several, tell: Tell) -> list[Said]:
    """Tiles that are missing or another than computed, the first few."""
    wrong: list[Said] = []
    files = many(computed)
    for done, (path, tile) in enumerate(computed.items(), 1):
        try:
            if next(files) != tile:
                wrong.append(Said("{path}: another than its entries make", path=path))
        except OSError as error:
            wrong.append(_said(error))
            break
        if len(wrong) > 4:
            break
        tell("tiles", done, len(computed))
    return wrong


def _rotations(found: _Findings, contents: Contents, policy: Policy, origin: str) -> tuple[list[VerifierKey], list[VerifierKey]]:
    """The log's keys after the rotations that its entries hold, and those it had before."""
    trusted = [key for key in policy.logs if key.name == origin]
    before = list(trusted)
    why, followed, aside = list[Fault](), 0, 0
    for index, text in contents.statements:
        if not rotates(text):
            continue
        try:
            old, new = rotated(text, Said("entry {index}", index=index))
        except InputRefused as refused:
            why += refused.faults
            continue
        before.append(old)
        if old in trusted:
            trusted = [key for key in trusted if key not in (old, new)] + [new]
            followed += 1
        else:
            # Of keys before those of the policy, or of nobody's: whoever signed it, nothing is believed for it.
            aside += 1
    if followed or why:
        found.say(
            "rotations",
            f"Змін ключа журналу: {followed}; кожен новий ключ підписано попереднім.",
            f"Changes of the log's key: {followed}; each new key is signed by the one before.",
            why,
        )
    if aside:
        found.say(
            "other_keys",
            f"Що зміни ключів, яких ваша політика не знає ({aside}), зробив фонд: через них нічому не довірено.",
            f"That the changes of keys your policy does not know ({aside}) are the fund's: nothing is believed for them.",
            demanded=False,
            proven=False,
        )
    return trusted, before


def _signed(found: _Findings, note: bytes, policy: Policy, trusted: list[VerifierKey]) -> Opened | None:
    """The checkpoint's signature and the witnesses'."""
    signed = ("Контрольну точку підписано ключем журналу, якому довіряє ваша політика.",
              Said("The checkpoint is signed by a key of the log that your policy trusts."))
    witnessed = (
        f"Свідки, яких вимагає політика ({policy.needs('uk')}), бачили саме цей журнал.",
        f"The witnesses that the policy demands ({policy.needs()}) saw this very log.",
    )
    try:
        opened = open_checkpoint(note, policy, trusted)
    except InputRefused as refused:
        found.say("signature", *signed, refused.faults)
        if policy.quorum != "none":
            found.say("witnesses", *witnessed, [Said("the checkpoint is not verified")])
        return None
    found.say("signature", *signed)
    if policy.quorum != "none" and policy.satisfied(opened.witnessed):
        uk, en = (f"{text[:-1]}: {_seen(opened)}." for text in witnessed)
        found.say("witnesses", uk, en)
    elif policy.quorum != "none":
        strangers = Said("; signatures by keys that your policy does not name: {count} ({ignored})", count=len(opened.ignored),
                         ignored=", ".join(opened.ignored[:5])) if opened.ignored else ""
        found.say("witnesses", *witnessed, [Said("witnesses of your policy that cosigned: {seen}{strangers}", seen=_seen(opened) or Said("none"),
                                                 strangers=strangers)])
    return opened


def _seen(opened: Opened) -> str:
    """Which witnesses saw the tree, and when by their clocks."""
    return ", ".join(f"{name} ({_moment(time)})" for name, time in opened.witnessed.items())


def _moment(seconds: int) -> str:
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, ValueError, OSError):
        return f"{seconds} s"


def _newest(found: _Findings, opened: Opened | None, contents: Contents) -> None:
    """Up to when the files tell of the log: an old copy is true, and hides what came after."""
    times = opened.witnessed.values() if opened else ()
    if not times and not contents.size:
        return
    last = int(contents.recorded.max()) if contents.size else 0
    when = _moment(max(times)) if times else _moment(last)
    found.say(
        "newest",
        f"Що новіших записів немає: {'свідки бачили журнал' if times else 'останній запис, за словом фонду, зроблено'} {when}. "
        "Якщо це давно, вам могли дати стару копію.",
        f"That there are no newer entries: {'the witnesses saw the log' if times else 'by the word of the fund the last entry was made'} "
        f"at {when}. If that is long ago, you may have been given an old copy.",
        demanded=False,
        proven=False,
    )


def _kept(
    found: _Findings, kept: bytes, size: int, root: bytes, tree: tiles.Tree, policy: Policy, keys: list[VerifierKey], origin: str, keeping: str
) -> None:
    """Whether the log continues the one the reader saw before. keys: of the log, those it had before among them: a kept checkpoint may bear one."""
    if not kept:
        found.say(
            "continues",
            "Що журнал продовжує той, який ви бачили раніше: "
            + (f"це перша перевірка з файлом {keeping}." if keeping else "ви не дали збереженої контрольної точки (--kept)."),
            "That the log continues the one you saw before: "
            + (f"this is the first check with the file {keeping}." if keeping else "you gave no kept checkpoint (--kept)."),
            demanded=False,
            proven=False,
        )
        return
    why: list[Said | Fault] = []
    try:
        old = open_checkpoint(kept, policy, keys, Said("kept checkpoint")).checkpoint
    except InputRefused as refused:
        why += refused.faults
    else:
        if old.origin != origin:
            why = [Said("the kept checkpoint is of {origin}, this log is {origin2}", origin=old.origin, origin2=origin)]
        elif old.size > size:
            why = [Said("entries before: {size}; now: {size2}: the log was rolled back", size=old.size, size2=size)]
        elif (root if old.size == size else tree.head(old.size)) != old.root:
            why = [Said("the first {size} entries are others than those you saw: the log was rewritten, or others were shown another one", size=old.size)]
    found.say(
        "continues",
        "Журнал продовжує той, який ви бачили раніше: нічого не змінено і не вилучено.",
        "The log continues the one you saw before: nothing was changed or taken out.",
        why,
    )


def _distinct(found: _Findings, contents: Contents) -> None:
    """Whether every entry is one a log may hold, and no posting stands there twice."""
    found.say("entries", "Кожен запис є проведенням або відкритою заявою журналу.", "Every entry is a posting or a public statement of the log.",
              [Said("entry {index} is neither", index=index) for index in contents.strange[:5]])
    hidden = np.ascontiguousarray(contents.hidden[contents.posting]).view("V32")[:, 0]
    # Eight bytes of a digest sort quickly; only where they are equal is the rest compared.
    first = contents.hidden[contents.posting][:, :8].copy().view("<u8")[:, 0]
    order = np.argsort(first)
    same = np.flatnonzero(first[order][1:] == first[order][:-1])
    places = np.flatnonzero(contents.posting)
    repeated = [(int(places[order[at]]), int(places[order[at + 1]])) for at in same if hidden[order[at]] == hidden[order[at + 1]]]
    found.say("distinct", "Жодне проведення не записано двічі.", "No posting stands in the log twice.",
              [Said("entries {pair} and {pair2} are one posting: a replay", pair=min(pair), pair2=max(pair)) for pair in repeated[:5]])


def _totals(found: _Findings, contents: Contents, origin: str, read: tiles.Read, k: int, tell: Tell) -> None:
    """Every publication of totals that the log announces."""
    covered = np.zeros(contents.size, dtype=bool)
    for index, text in contents.statements:
        later = SAYS_TOTALS.later(text.partition("\n")[0], f"entry {index}")
        if not text.startswith(totals.STATEMENT + "\n") and not later:
            continue
        said = totals.announced(text)
        name = f"{said.start}–{said.end - 1}" if said else f"(заява {index})"
        why = (
            [later.said if later else Said("the statement is not one of totals")]
            if said is None
            else _publication(said, index, contents, covered, origin, read, k, tell)
        )
        if said and said.end <= contents.size:
            covered[said.start : said.end] = True
        found.say(
            "totals",
            f"Опубліковані суми за записи {name} — це суми рівно цих проведень, кожне враховано один раз, разом вони дають нуль, "
            f"а жодна не показує менш як {k} отримувачів (число проведень доведено, число отримувачів заявлено).",
            f"The published sums over entries {name} are the sums of exactly these postings, each counted once; together they are zero, "
            f"and none shows fewer than {k} recipients (the number of postings is proven, that of recipients is claimed).",
            why,
        )
    bare = int((contents.posting & ~covered).sum())
    if bare:
        found.say(
            "uncovered",
            f"Що в сумах є всі проведення: {bare} ще не ввійшли до жодної публікації сум.",
            f"That the sums hold all postings: {bare} are in no publication of totals yet.",
            demanded=False,
            proven=False,
        )


def _publication(
    said: totals.Announced,
    index: int,
    contents: Contents,
    covered: npt.NDArray[np.bool_],
    origin: str,
    read: tiles.Read,
    k: int,
    tell: Tell,
) -> list[Said]:
    """What is wrong with one."""
    if not said.start < said.end <= index:
        return [Said("the range {start}-{end} does not lie before its statement, entry {index}", start=said.start, end=said.end, index=index)]
    why = []
    if covered[said.start : said.end].any():
        why.append(Said("the range {start}-{end} overlaps an earlier one: the difference of the two could show a few people", start=said.start, end=said.end))
    try:
        table, cells = (read(path) for path in said.paths)
        if (sha256(table).hexdigest(), sha256(cells).hexdigest()) != (said.table, said.cells):
            return [*why, Said("the files are others than those whose digests the log holds")]
        published = totals.read_totals(table, said.paths[0])
    except OSError as error:
        return [*why, _said(error)]
    except InputRefused as refused:
        return [*why, *(fault.said for fault in refused.faults)]
    if (published.origin, published.start, published.end) != (origin, said.start, said.end):
        return [*why, Said("the table is of another log or range")]
    part = slice(said.start, said.end)

    def step(done: int, total: int) -> None:
        tell("totals", done, total)

    try:
        wrong = totals.faults(published, cells, contents.points[part], contents.posting[part], k, step)
    except ValueError:
        return [*why, Said("a leaf holds a commitment that is no point of the curve")]
    return [*why, *(fault.said for fault in wrong)]


def _trust(found: _Findings, policy: Policy, own_policy: bool) -> None:
    """What the reader takes on trust."""
    if not own_policy:
        found.say(
            "policy",
            "Що це журнал саме того фонду: політику взято з нього самого. Візьміть її з іншого джерела і дайте через --policy.",
            "That this is the log of the fund you mean: the policy was taken from the log itself. Get it elsewhere and give it by --policy.",
            demanded=False,
            proven=False,
        )
    if policy.quorum == "none":
        found.say(
            "split",
            "Що всім показують один і той самий журнал: політика не вимагає жодного свідка.",
            "That everybody is shown the same log: the policy demands no witness.",
            demanded=False,
            proven=False,
        )


def verify_receipt(receipt: Receipt, policy: Policy, trusted: Sequence[VerifierKey] | None = None) -> Verdict:
    """Check one receipt: findings in the same words as those of a log."""
    found = _Findings()
    amount = format_amount(receipt.opening.amount)
    try:
        opened = check_receipt(receipt, policy, trusted)
    except InputRefused as refused:
        found.say("receipt", "Квитанція справжня.", "The receipt is genuine.", refused.faults)
        return Verdict(tuple(found), receipt.origin)
    one, when = receipt.opening, receipt.opening.effective.isoformat()
    found.say(
        "receipt",
        f"У журналі {receipt.origin} запис {receipt.index} — це проведення {one.reference or one.key} на {amount} від {when}, рахунок {one.account}.",
        f"In the log {receipt.origin} entry {receipt.index} is the posting {one.reference or one.key} of {amount} on {when}, account {one.account}.",
    )
    if policy.quorum != "none":
        seen = _seen(opened)
        found.say(
            "witnesses", f"Дерево з цим записом бачили свідки: {seen}.", f"The tree with this entry was seen by the witnesses: {seen}."
        )
    found.say(
        "latest",
        "Що після цього в журналі нічого не сторновано: квитанція показує його таким, яким він був на контрольній точці.",
        "That nothing was reversed in the log since: the receipt shows it as it was at the checkpoint.",
        demanded=False,
        proven=False,
    )
    if receipt.decision:
        found.say(
            "decision",
            f"Що рішення має номер {receipt.decision}: його в записі журналу немає.",
            f"That the decision has the number {receipt.decision}: the log's entry does not hold it.",
            demanded=False,
            proven=False,
        )
    _trust(found, policy, True)
    return Verdict(tuple(found), opened.checkpoint.origin, opened.checkpoint.size)
