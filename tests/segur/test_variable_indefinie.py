"""The guard itself: an undefined variable fails in our templates, and only there."""

import pytest
from django.conf import settings
from django.template import Context, Engine, Origin, Template

from tests.variable_indefinie import VariableIndefinie

OURS = str(settings.BASE_DIR / "templates" / "depot" / "essai.html")
THEIRS = str(settings.BASE_DIR / "templates" / "dsfr" / "essai.html")


def render(source: str, name: str = OURS, **context: object) -> str:
    return Template(source, origin=Origin(name), engine=Engine()).render(Context(context))


@pytest.mark.parametrize(
    "source", ["{{ faute }}", "{{ dossier.faute }}", "{{ faute|upper }}", "{% with a=faute %}{% endwith %}"]
)
def test_undefined_fails_in_our_templates(source):
    with pytest.raises(VariableIndefinie, match="faute"):
        render(source, dossier={"nom": "A"})


@pytest.mark.parametrize(
    "source", ["{% if faute %}x{% endif %}", "{{ faute|default:'' }}", "{% for a in faute %}x{% endfor %}"]
)
def test_asking_whether_it_is_there_stays_silent(source):
    assert render(source) == ""


def test_library_templates_keep_their_silence():
    assert render("{{ faute }}{{ faute|default:'b' }}", THEIRS) == "b"


def test_defined_goes_through_its_filters():
    assert render("{{ nom|upper|lower }} {{ dossier.nom }} {{ 'x' }}", nom="Ab", dossier={"nom": "C"}) == "ab C x"
