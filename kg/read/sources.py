"""What a user names as SOURCE, as single files in a fixed order, each still called as the user called it."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.read.decode import clean

STANDARD_INPUT = "-"
SIDECAR = ".yaml"
PLAIN = frozenset({".txt", ".md"})
PAGES = frozenset({".html", ".htm"})
LINES = frozenset({".jsonl"})
KNOWN = PLAIN | PAGES | LINES
_KNOWN_SHOWN = ".txt .md .html .htm .jsonl"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input when there is no path. `where` is its name for people."""

    path: Path | None
    where: str

    @property
    def suffix(self) -> str:
        """The suffix that decides how the file is read, in lower case."""
        return "" if self.path is None else self.path.suffix.lower()

    @property
    def stem(self) -> str:
        """The name of the file without its suffix."""
        return "stdin" if self.path is None else shown(self.path.stem)

    @property
    def sidecar(self) -> Path | None:
        """The metadata file beside it, where there is one."""
        if self.path is None:
            return None
        beside = self.path.with_suffix(SIDECAR)
        return beside if beside.is_file() else None


def expand(sources: Sequence[str]) -> Iterator[Source | InputError]:
    """The files behind the arguments, in the order of the arguments; a folder is walked in the order of the names.

    Inside folders hidden files, sidecars, unknown suffixes, README files and links to folders are passed over.
    """
    for source in sources:
        if source == STANDARD_INPUT:
            yield Source(None, "standard input")
            continue
        path = Path(source)
        try:
            mode = _mode(path)
        except OSError as error:
            yield InputError(shown(path), _why(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        else:
            yield _file(path, mode)


def shown(name: str | Path) -> str:
    """A file name as one printable line, whatever bytes it is made of.

    >>> shown("a\\nb.txt")
    'a�b.txt'
    """
    return clean(str(name)).replace("\n", "\ufffd").replace("\r", "\ufffd").replace("\t", "\ufffd")


def _mode(path: Path) -> int:
    """The kind of a file. Raises `OSError` when nothing is there or nothing may be seen."""
    try:
        return path.stat().st_mode
    except ValueError as error:  # a NUL in the name
        raise FileNotFoundError from error


def _file(path: Path, mode: int) -> Source | InputError:
    where = shown(path)
    if not stat.S_ISREG(mode):
        return InputError(where, "is not a regular file")
    suffix = path.suffix.lower()
    if suffix == SIDECAR:
        return InputError(where, "holds metadata, not an article; name the article beside it")
    if suffix not in KNOWN:
        kind = f"the suffix {shown(suffix)!r}" if suffix else "a name without suffix"
        return InputError(where, f"has {kind}; known are {_KNOWN_SHOWN}")
    return Source(path, where)


def _folder(folder: Path) -> Iterator[Source | InputError]:
    found = False
    waiting = [folder]  # a stack, so that no depth of folders is too deep
    while waiting:
        here = waiting.pop()
        try:
            mode = _mode(here)
            if stat.S_ISDIR(mode):
                if here is folder or not here.is_symlink():
                    names = sorted((p.name for p in here.iterdir() if not p.name.startswith(".")), reverse=True)
                    waiting += [here / name for name in names]
                continue
        except OSError as error:
            found = True
            yield InputError(shown(here), _why(error))
            continue
        if here.suffix.lower() in KNOWN and here.stem.upper() != "README" and stat.S_ISREG(mode):
            found = True
            yield Source(here, shown(here))
    if not found:
        yield InputError(shown(folder), f"holds no article; expected files ending in {_KNOWN_SHOWN}")


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; name a file, a folder or - for standard input"
    return f"cannot be read ({error.strerror})"
