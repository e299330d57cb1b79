"""How an answer is drawn: links that lead somewhere, data that cannot close its element."""

import json
import re
from types import SimpleNamespace

import pytest

from dossiers.rules.portee import Cas, Catalogue, Portee, write_portee
from dossiers.templatetags import aide


def data(*fiches) -> dict:
    (bloc,) = re.findall(r'^<script type="application/ld\+json">(.*)</script>$', aide.donnees_structurees(fiches))
    assert set(bloc) & set("<>&") == set()
    return json.loads(bloc)


def fiche(**champs) -> SimpleNamespace:
    return SimpleNamespace(**{"question": "Où ?", "essentiel": "Là.", "texte": "Le **texte**.", **champs})


def test_data_that_search_engines_read():
    page = data(fiche(), fiche(question="Quand ?"))
    assert (page["@type"], page["inLanguage"]) == ("FAQPage", "fr")
    assert [question["name"] for question in page["mainEntity"]] == ["Où ?", "Quand ?"]
    assert page["mainEntity"][0]["acceptedAnswer"]["text"].startswith("<p>Là.</p><p>Le <strong>texte</strong>.</p>")


@pytest.mark.parametrize("champ", ["question", "essentiel", "texte"])
def test_what_is_written_cannot_close_its_element(champ):
    lue = json.dumps(data(fiche(**{champ: "</script><script>alert(1)</script>&"})), ensure_ascii=False)
    assert ("</script>" in lue) is (champ == "question")
    assert "alert(1)" in lue


def test_way_to_an_answer_and_its_words_alone_once_it_is_withdrawn():
    contexte = {"reponses": {"nil"}}
    assert aide.vers(contexte, "nil", "<b>là</b>") == '<a href="/aide/reponse/nil/">&lt;b&gt;là&lt;/b&gt;</a>'
    assert aide.vers(contexte, "absente", "là") == "là"


def test_prose_and_scope():
    assert aide.prose("Le **texte** <script>") == "<p>Le <strong>texte</strong> &lt;script&gt;</p>\n"
    catalogue = Catalogue((Cas("segur"),), (("offre", "segur", "Ségur"),))
    assert aide.portee(write_portee(Portee("t", ("segur",))), catalogue) == "Ségur"


def test_one_answer_as_a_list():
    assert aide.en_liste("a") == ["a"]
