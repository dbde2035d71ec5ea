"""What can go wrong with a user's input or output, each with one line that says what to do."""

from __future__ import annotations


class KgError(Exception):
    """Base of every error whose message is meant for the user."""


class InputError(KgError):
    """One input cannot be used; the others can. `where` names it as the user did."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem


class UsageError(KgError):
    """The command was called with something that can never work (exit status 2)."""


class OutputError(KgError):
    """The output cannot be written; what was there before is untouched (exit status 3)."""
