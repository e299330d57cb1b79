"""Components draw what their usage says; no template holds an inline script or style."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from dossiers.templatetags.graphique import barres

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
# What a strict CSP refuses, and what would fetch from elsewhere.
INTERDITS = {
    "style attribute": r"<[^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "event handler": r"<[^>]*\son\w+\s*=",
    "inline script": r"<script\b(?![^>]*\bsrc=)",
    "script in htmx": r"\bhx-on\b|hx-vals=[\"']js:|hx-trigger=[\"'][^\"']*\[",
    "javascript address": r"javascript:",
    "foreign asset": r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_no_template_needs_what_the_csp_refuses(path: Path):
    text = path.read_text("utf-8")
    assert [name for name, pattern in INTERDITS.items() if re.search(pattern, text, re.I)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<p style="color:red">', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ("<a onclick='x()'>", "event handler"),
        ("<script>x()</script>", "inline script"),
        ("<button hx-on:click='x()'>", "script in htmx"),
        ("<a href='javascript:x()'>", "javascript address"),
        ('<img src="https://ailleurs.example/a.png">', "foreign asset"),
    ],
)
def test_the_scan_sees_each_fault(text, name):
    assert [n for n, pattern in INTERDITS.items() if re.search(pattern, text, re.I)] == [name]


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "templates" / "composants").glob("*.html")), ids=lambda path: path.name
)
def test_each_component_opens_with_its_usage(path: Path):
    assert re.match(r"(\{% load [\w ]+ %\}<!DOCTYPE html>\s*)?\{% comment %\}", path.read_text("utf-8"))


def draw(name: str, **context) -> str:
    return re.sub(r"\s+", " ", render_to_string(f"composants/{name}.html", context))


@pytest.mark.parametrize(("lignes", "lu"), [([], 0), ([("Éditeur", 0)], 1)])
def test_bars_of_nothing_or_of_zeros_do_not_fail(lignes, lu):
    assert draw("barres", **barres("Titre", lignes)).count("<rect") == lu


def test_widths_are_numbers_for_a_browser_not_for_a_reader():
    assert 'width="33.33%"' in draw("barres", **barres("T", [("a", 3), ("b", 1)]))


def test_stepper_leaves_out_the_next_step_at_the_end():
    assert "Étape suivante" in draw("stepper", rang=1, total=4, titre="Candidature", suivante="Éligibilité")
    assert "Étape suivante" not in draw("stepper", rang=4, total=4, titre="Attribution")


def test_pages_of_a_list_show_only_when_there_are_several():
    assert draw("pagination_suite", precedente="", suivante="").strip() == ""
    html = draw("pagination_suite", precedente="", suivante="?apres=3")
    assert (html.count(' href="'), html.count("aria-disabled")) == (1, 1)


def test_an_empty_value_is_said_and_zero_is_a_value():
    html = draw("definition", lignes=[("NIL", ""), ("Pièces", 0)])
    assert re.findall(r"<dd>(?:<span[^>]*>)?([^<]+)", html) == ["non renseigné", "0"]


def test_what_people_wrote_is_escaped():
    html = draw("alerte", type="info", texte="<b>x</b>") + draw("definition", lignes=[("<i>", "<b>")])
    assert "<b>" not in html
    assert "<i>" not in html
