"""Markdown of the answers: what is dangerous is shown as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.prose import is_safe, render_prose


@pytest.mark.parametrize(
    ("texte", "html"),
    [
        ("**gras**", "<p><strong>gras</strong></p>\n"),
        ("# Titre", "<h3>Titre</h3>\n"),
        ("<b>non</b>", "<p>&lt;b&gt;non&lt;/b&gt;</p>\n"),
        ("![x](https://a.fr/i.png)", '<p>!<a href="https://a.fr/i.png" rel="noopener external">x</a></p>\n'),
        ("[a](/aide/)", '<p><a href="/aide/">a</a></p>\n'),
        ("[a](mailto:a@b.fr)", '<p><a href="mailto:a@b.fr">a</a></p>\n'),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("[a](//ailleurs.fr)", "<p>[a](//ailleurs.fr)</p>\n"),
    ],
)
def test_rendering(texte, html):
    assert render_prose(texte) == html


@pytest.mark.parametrize("adresse", ["JAVASCRIPT:x", " javascript:x", "data:text/html,x", "vbscript:x", "//a.fr", ""])
def test_dangerous_addresses(adresse):
    assert not is_safe(adresse)


@given(st.text(max_size=200))
def test_no_text_of_an_author_makes_an_element_of_its_own(texte):
    html = render_prose(texte).lower()
    assert [nom for nom in ("<script", "<img", "<iframe", "<style", 'javascript:"') if nom in html] == []
