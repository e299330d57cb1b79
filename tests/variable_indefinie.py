"""An undefined variable in one of our templates fails the test that renders it.

Django renders `{{ faute_de_frappe }}` as nothing. Here it raises, in our own templates only: those of Django, of the
admin and of the DSFR (and our overrides of them) count on that silence. What asks whether a variable is there stays
silent too: `{% if %}`, `{% for %}` and the filters `default` and `default_if_none`.
"""

import copy
from pathlib import Path

from django.conf import settings
from django.template import Context, VariableDoesNotExist, base

OVERRIDES = ("admin", "django", "dsfr")
FORGIVING = {"default", "default_if_none"}


class VariableIndefinie(AssertionError):
    """Names the variable, the template it is written in, and what could not be found."""


def is_ours(origin: base.Origin) -> bool:
    """True for a template of the project that overrides no library's."""
    try:
        parts = Path(str(origin)).relative_to(settings.BASE_DIR / "templates").parts
    except ValueError:
        return False
    return parts[0] not in OVERRIDES


class ExpressionStricte(base.FilterExpression):
    """Django's own expression, plus the template it was written in when silence is forbidden there."""

    __slots__ = ("origin",)

    def __init__(self, token: str, parser: base.Parser) -> None:
        super().__init__(token, parser)
        names = {function.__name__ for function, _ in self.filters}
        strict = self.is_var and is_ours(parser.origin) and not names & FORGIVING
        self.origin = parser.origin if strict else None

    def resolve(self, context: Context, ignore_failures: bool = False) -> object:
        """Django's resolution; raises `VariableIndefinie` where Django would render nothing."""
        if self.origin is None or ignore_failures:
            return super().resolve(context, ignore_failures)
        resolved = copy.copy(self)
        try:
            resolved.var = self.var.resolve(context)
        except VariableDoesNotExist as erreur:
            raise VariableIndefinie(f"« {self.token} » in {self.origin}: {erreur}") from erreur
        resolved.is_var, resolved.origin = False, None
        return resolved.resolve(context)


def forbid() -> None:
    """Makes every template compiled from now on strict."""
    base.FilterExpression = ExpressionStricte
