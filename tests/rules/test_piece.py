"""Does a proof show what is declared? Every trap met or feared, on pages built by hand; and what must always hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.rules.piece import Attendu, Constat, Issue, Motif, judge_piece
from tests.rules.pages import make_card, make_page, make_table, shuffle, turn, write
from tests.rules.textes import commun

NIL = "0041-7702"
ENTETE = ("NIL", "Logiciel", "Version", "Statut", "Date")
BONNE = (NIL, "ALPHA", "5", "Pré-examen", "12/03/2026")
BASSE = (NIL, "ALPHA", "5", "Recette", "12/03/2026")
ECHELLE = ("Contractualisation", "Recette", "Pré-examen", "Examen", "Obtenu")


def judge(*cellules, nil: str = NIL, nie: str = "", logiciel: str = "", seuil: str = "pre_examen", **taille) -> Constat:
    page = make_page(*cellules, **taille)
    return judge_piece((page,), Attendu(nil, nie, logiciel, seuil), commun().echelle)


def table(*lignes, entete=ENTETE):
    return make_table(entete, *lignes)


def row(nil: str, statut: str, nom: str = "BÊTA"):
    return (nil, nom, "2", statut, "01/02/2026")


def card(x: float, y: float, nil: str, statut: str, nom: str = "ALPHA"):
    """A card whose every field bears its label."""
    return make_card(x, y, (nom,), ("NIL :", nil), ("Version :", "5"), ("Statut :", statut))


def badge(x: float, y: float, nil: str, statut: str, nom: str = "ALPHA"):
    """A card whose status is a badge at the right of its title."""
    return (write(nom, x, y), write(statut, x + 250, y), *make_card(x, y + 34, ("NIL :", nil), ("Version :", "5")))


def upside(x: float, y: float, nil: str, statut: str, *nom: str):
    """A card whose number comes last; the name may take several lines."""
    return make_card(x, y, *[(ligne,) for ligne in nom], ("Statut :", statut), ("NIL :", nil))


def steps(y: float = 700, x: float = 60):
    return tuple(write(texte, x + 220 * rang, y) for rang, texte in enumerate(ECHELLE))


GRILLE = ((100, 100), (600, 100), (100, 350), (600, 350))


def grid(dessin, *demandes):
    return tuple(
        cellule
        for (x, y), (nil, statut) in zip(GRILLE, demandes, strict=False)
        for cellule in dessin(x, y, nil, statut)
    )


C, D, I = Issue.CONCORDANT, Issue.DISCORDANT, Issue.ILLISIBLE  # noqa: E741

CAS = {
    # Tables.
    "one row": (Motif.CONFORME, table(BONNE)),
    "several rows": (
        Motif.CONFORME,
        table(row("0041-7701", "Recette"), BONNE, row("0041-7703", "Refusé")),
    ),
    "its row is below, its neighbours are not": (
        Motif.STATUT_INSUFFISANT,
        table(row("0041-7701", "Examen"), BASSE, row("0041-7703", "Obtenu")),
    ),
    "refused, in two lines": (
        Motif.STATUT_INSUFFISANT,
        table(row("0041-7701", "Examen"), row(NIL, "Non|accordé"), row("0041-7703", "Obtenu")),
    ),
    "wrapped status": (
        Motif.CONFORME,
        table(row("0041-7701", "Recette"), row(NIL, "En cours de|pré-examen"), row("0041-7703", "Recette")),
    ),
    "wrapped unknown status": (
        Motif.STATUT_INCONNU,
        table(row(NIL, "Pré-examen|suspendu"), row("0041-7703", "Recette")),
    ),
    "wrapped unknown status, last row": (
        Motif.STATUT_INCONNU,
        table(row("0041-7701", "Recette"), row(NIL, "Pré-examen|suspendu")),
    ),
    "unknown status": (Motif.STATUT_INCONNU, table(row(NIL, "En cours actif"), row("0041-7703", "Pré-examen"))),
    "no head": (Motif.CONFORME, table(row("0041-7703", "Recette"), entete=BONNE)),
    "no status on the row": (Motif.STATUT_ABSENT, table(row(NIL, ""), row("0041-7703", "Pré-examen"))),
    "the next step is no status": (
        Motif.STATUT_INSUFFISANT,
        table((NIL, "A", "Recette", "Pré-examen"), entete=("NIL", "Logiciel", "Statut", "Prochaine étape")),
    ),
    "the next step beside an unknown status": (
        Motif.STATUT_INCONNU,
        table((NIL, "A", "Déposé", "Pré-examen"), entete=("NIL", "Logiciel", "Statut", "Prochaine étape")),
    ),
    "the next step alone": (
        Motif.STATUT_ABSENT,
        table((NIL, "A", "", "Pré-examen"), entete=("NIL", "Logiciel", "Statut", "Prochaine étape")),
    ),
    "twice, two statuses": (Motif.NIL_PLUSIEURS_FOIS, table(BONNE, BASSE)),
    "twice, one status": (Motif.CONFORME, table(BONNE, BONNE)),
    "label over its value": (
        Motif.CONFORME,
        table(("00417", NIL, "5", "Pré-examen"), entete=("NIE", "NIL", "Version", "Statut")),
    ),
    "request number and NIE beside": (
        Motif.CONFORME,
        table(("DC-04127", "00417", NIL, "Pré-examen"), entete=("N° de demande", "NIE", "NIL", "Statut")),
    ),
    # What surrounds a table.
    "legend": (Motif.CONFORME, (*table(BONNE), *steps())),
    "legend under a row below": (Motif.STATUT_INSUFFISANT, (*table(BASSE), *steps())),
    "filter": (Motif.STATUT_INSUFFISANT, (write("Statut : Pré-examen", 60, 100), *table(BASSE))),
    "filter over an unknown status": (
        Motif.STATUT_INCONNU,
        (write("Statut : Pré-examen", 60, 100), *table(row(NIL, "Déposé"))),
    ),
    "sentence": (
        Motif.STATUT_INSUFFISANT,
        (*table(BASSE), write(f"Le passage du NIL {NIL} en Pré-examen est prévu le mois prochain.", 60, 600)),
    ),
    # Cards.
    "one card": (Motif.CONFORME, card(100, 100, NIL, "Pré-examen")),
    "one card, below": (Motif.STATUT_INSUFFISANT, card(100, 100, NIL, "Anomalies")),
    "one card, stepper": (Motif.CONFORME, (*card(100, 100, NIL, "Pré-examen"), *steps(400))),
    "one card, below, stepper": (Motif.STATUT_INSUFFISANT, (*card(100, 100, NIL, "Recette"), *steps(400))),
    "stepper alone": (Motif.STATUT_ABSENT, (*make_card(100, 100, ("ALPHA",), ("NIL :", NIL)), *steps(400))),
    "least status expected": (
        Motif.STATUT_ABSENT,
        (*make_card(100, 100, ("ALPHA",), ("NIL :", NIL)), write("Statut minimum attendu : Pré-examen", 100, 300)),
    ),
    "least status expected, in two runs": (
        Motif.STATUT_ABSENT,
        make_card(100, 100, ("ALPHA",), ("NIL :", NIL), ("Statut minimum attendu", "Pré-examen"), colonne=300),
    ),
    "next status": (
        Motif.STATUT_INSUFFISANT,
        make_card(100, 100, ("NIL :", NIL), ("Statut :", "Recette"), ("Prochain statut :", "Pré-examen"), colonne=200),
    ),
    "badge": (Motif.CONFORME, badge(100, 100, NIL, "Pré-examen")),
    "unknown badge over another card's": (
        Motif.STATUT_AMBIGU,
        (*badge(100, 100, NIL, "En cours actif"), write("BÊTA", 100, 250), write("Pré-examen", 350, 250)),
    ),
    "grid": (
        Motif.CONFORME,
        grid(card, (NIL, "Pré-examen"), ("0041-7703", "Recette"), ("0041-7704", "Refusé"), ("0041-7705", "Recette")),
    ),
    "grid, below": (
        Motif.STATUT_INSUFFISANT,
        grid(card, ("0041-7701", "Examen"), ("0041-7703", "Obtenu"), (NIL, "Recette"), ("0041-7705", "Examen")),
    ),
    "grid, unknown": (
        Motif.STATUT_INCONNU,
        grid(card, ("0041-7701", "Examen"), ("0041-7703", "Obtenu"), (NIL, "En attente"), ("0041-7705", "Examen")),
    ),
    "grid of badges": (
        Motif.CONFORME,
        grid(badge, ("0041-7701", "Recette"), ("0041-7703", "Refusé"), (NIL, "Examen"), ("0041-7705", "Recette")),
    ),
    "unknown badge in a grid": (
        Motif.STATUT_ABSENT,
        grid(badge, (NIL, "En cours actif"), ("0041-7703", "Pré-examen"), ("0041-7704", "Examen")),
    ),
    "its number on the line of another card's status": (
        Motif.STATUT_INSUFFISANT,
        (*upside(100, 100, NIL, "Recette", "A"), *upside(600, 100, "0041-7703", "Pré-examen", "B", "C")),
    ),
    "all on one line": (Motif.CONFORME, (write(f"NIE : 00417 NIL : {NIL} Statut : Pré-examen Version : 5", 60, 100),)),
    "status and its day": (
        Motif.CONFORME,
        (write(f"NIL : {NIL}", 60, 100), write("Statut : Pré-examen depuis le 02/04/2026", 60, 140)),
    ),
    "labels over values, three by three": (
        Motif.CONFORME,
        (
            *make_table(("NIE", "NIL", "Logiciel"), ("00417", NIL, "ALPHA"), y=100, pas=30),
            *make_table(("Version", "Type", "Statut"), ("5", "DMP", "Pré-examen"), y=190, pas=30),
        ),
    ),
    "lines of text": (
        Motif.CONFORME,
        tuple(
            write(f"{nom} – NIL {nil} – {statut}", 60, 100 + 50 * rang)
            for rang, (nom, nil, statut) in enumerate(
                (("ALPHA", NIL, "Pré-examen"), ("BÊTA", "0041-7703", "Recette"), ("GAMMA", "0041-7704", "Refusé"))
            )
        ),
    ),
    "the day under the status": (
        Motif.CONFORME,
        table(row("0041-7701", "Recette"), row(NIL, "Pré-examen|depuis le 02/04/2026"), row("0041-7703", "Recette")),
    ),
    "a kind of request that ends like a status": (
        Motif.STATUT_ABSENT,
        (*make_table(("NIL", "Logiciel"), (NIL, "ALPHA")), write("Dossier – Examen", 700, 250)),
    ),
    "two requests for one number": (
        Motif.STATUT_AMBIGU,
        (*make_card(100, 100, ("NIL :", NIL)), *make_card(100, 200, ("Statut :", "Recette"), ("Statut :", "Examen"))),
    ),
    "another number of its kind on the row": (
        Motif.STATUT_ABSENT,
        make_table((NIL, "0041-7703", "ALPHA", "Pré-examen"), (row("0052-1111", "Recette"))),
    ),
    "a status asked for": (
        Motif.STATUT_ABSENT,
        make_card(100, 100, ("NIL :", NIL), ("Statut demandé :", "Homologué"), colonne=200),
    ),
    "a status cut off by an ellipsis": (Motif.STATUT_INCONNU, table(row(NIL, "Examen…"))),
    "a sentence beside a status word": (
        Motif.STATUT_ABSENT,
        (*make_card(100, 100, ("NIL :", NIL)), write("au moins au statut", 100, 160), write("Pré-examen", 295, 160)),
    ),
    "a word of the menu": (
        Motif.STATUT_AMBIGU,
        (write("Examen", 20, 60), *make_card(400, 300, ("ALPHA",), ("NIL :", NIL))),
    ),
    "a legend whose line is the number's": (
        Motif.STATUT_AMBIGU,
        (
            write("Examen", 20, 60),
            *make_card(400, 300, ("ALPHA",), ("NIL :", NIL)),
            *(write(texte, 1150, 100 + 60 * rang) for rang, texte in enumerate(ECHELLE)),
        ),
    ),
    "a history": (
        Motif.STATUT_AMBIGU,
        (
            *make_card(100, 100, ("NIL :", NIL)),
            *make_table(("Date", "Statut"), ("01/02/2026", "Recette"), ("01/03/2026", "Pré-examen"), y=250),
        ),
    ),
    "the head cut off on its left": (
        Motif.IMAGE_COUPEE,
        make_table(("T", "NIL", "Logiciel"), ("Homologué", NIL, "ALPHA"), x=10),
    ),
    # Numbers.
    "another software": (Motif.AUTRE_NIL, table(row("0041-7733", "Pré-examen"))),
    "one digit away": (Motif.AUTRE_NIL, table(row("0041-7704", "Pré-examen"))),
    "another software, above a row whose number is hidden": (
        Motif.NIL_ABSENT,
        table(row("0041-7733", "Pré-examen"), row("", "Recette"), row("0052-1111", "Recette")),
    ),
    "rows close together, one has no number": (
        Motif.NIL_ABSENT,
        make_table(ENTETE, row("", "Pré-examen"), row("0052-1111", "Recette"), row("0052-2222", "Recette"), pas=23),
    ),
    "letters for digits": (Motif.NIL_INCERTAIN, table(row("OO41-77O2", "Pré-examen"))),
    "the number of the request": (
        Motif.AUTRE_NIL,
        table((NIL, "0052-9999", "A", "Pré-examen"), entete=("N° de demande", "NIL", "Logiciel", "Statut")),
    ),
    "nothing": (Motif.RIEN_LU, ()),
    "a landscape": (Motif.NIL_ABSENT, (write("Bienvenue", 300, 300),)),
}


@pytest.mark.parametrize("nom", CAS)
def test_trap(nom):
    motif, cellules = CAS[nom]
    assert judge(*cellules).motif is motif


@pytest.mark.parametrize("nom", [nom for nom, (motif, _) in CAS.items() if motif is Motif.CONFORME])
def test_outcome_of_a_conforming_page(nom):
    constat = judge(*CAS[nom][1])
    assert (constat.issue, constat.lus["nil"].texte, constat.statut in ("pre_examen", "examen")) == (C, NIL, True)


@pytest.mark.parametrize(
    ("nie", "montre", "motif"),
    [
        ("00417", "NIE : 00417", Motif.CONFORME),
        ("00417", "NIE : 00999", Motif.AUTRE_EDITEUR),
        ("00417", "NIE : OO417", Motif.NIE_INCERTAIN),
        ("00417", "Compte 00999", Motif.CONFORME),
        ("", "NIE : 00999", Motif.CONFORME),
    ],
)
def test_nie_shown_must_be_the_declared_one(nie, montre, motif):
    assert judge(*table(BONNE), write(montre, 60, 100), nie=nie).motif is motif


@pytest.mark.parametrize(
    ("lu", "motif"),
    [
        ("00041-7702", Motif.NIL_INCERTAIN),
        ("0041-77021", Motif.NIL_INCERTAIN),
        ("0041-7702-2", Motif.NIL_INCERTAIN),
        ("0041-7702.1", Motif.NIL_INCERTAIN),
        ("A0041-7702", Motif.NIL_INCERTAIN),
        ("0041- 7702", Motif.CONFORME),
        ("0041–7702", Motif.CONFORME),
        ("NIL 0041-7702", Motif.CONFORME),
        ("NIE 0041-7702", Motif.NIL_INCERTAIN),
    ],
)
def test_number_is_read_as_a_whole(lu, motif):
    assert judge(*make_table(("Numéro", "Logiciel", "Statut"), (lu, "ALPHA", "Pré-examen"))).motif is motif


def test_case_of_letters_does_not_matter():
    assert judge(*table(row("B208-31", "Examen")), nil="b208-31").motif is Motif.CONFORME


def test_threshold_is_the_one_asked():
    assert judge(*table(BONNE), seuil="obtenu").motif is Motif.STATUT_INSUFFISANT
    assert judge(*table(BASSE), seuil="recette").motif is Motif.CONFORME


@pytest.mark.parametrize(
    ("nil", "statut", "motif"),
    [(0.5, 0.99, Motif.NIL_INCERTAIN), (0.99, 0.5, Motif.STATUT_INCERTAIN), (0.99, 0.99, Motif.CONFORME)],
)
def test_what_is_badly_read_vouches_for_nothing(nil, statut, motif):
    cellules = (write("NIL", 60, 100), write("Statut", 300, 100))
    ligne = (write(NIL, 60, 150, confiance=nil), write("Pré-examen", 300, 150, confiance=statut))
    assert judge(*cellules, *ligne).motif is motif


def test_row_at_the_edge_may_be_cut():
    cellules = make_table(("NIL", "Statut"), (NIL, "Examen"), colonne=200)
    assert judge(*cellules).motif is Motif.CONFORME
    assert judge(*cellules, largeur=324).motif is Motif.IMAGE_COUPEE


class TestByName:
    ENTETE = ("Logiciel", "Version", "Statut")

    def test_status_is_told_and_a_person_must_look(self):
        constat = judge(*table(("ALPHA Cabinet", "5", "Pré-examen"), entete=self.ENTETE), logiciel="alpha cabinet")
        assert (constat.issue, constat.motif) == (I, Motif.NIL_ABSENT)
        assert (constat.lus["statut"].texte, constat.lus["logiciel"].texte) == ("Pré-examen", "ALPHA Cabinet")
        assert constat.statut == ""

    def test_name_on_two_rows_is_no_row(self):
        lignes = (("ALPHA", "5", "Pré-examen"), ("ALPHA", "4", "Recette"))
        constat = judge(*table(*lignes, entete=self.ENTETE), logiciel="ALPHA")
        assert (constat.motif, dict(constat.lus)) == (Motif.NIL_ABSENT, {})

    def test_its_row_bears_another_number(self):
        constat = judge(*table(("0088-1111", "ALPHA", "5", "Pré-examen", "")), logiciel="ALPHA")
        assert (constat.issue, constat.motif) == (D, Motif.AUTRE_NIL)
        assert "0088-1111" in constat.phrase

    def test_no_number_declared(self):
        constat = judge(*table(BONNE), nil="", logiciel="ALPHA")
        assert (constat.motif, constat.lus["statut"].texte) == (Motif.NIL_ABSENT, "Pré-examen")
        assert judge(*table(BONNE), nil="", logiciel="").phrase == (
            "Aucun NIL n’est déclaré\u00a0: saisissez-le, l’image lui sera aussitôt comparée."
        )


def test_what_else_is_shown_is_read():
    entete = ("NIE", "NIL", "Logiciel", "Version", "Type de demande", "Statut", "Mise à jour")
    constat = judge(*table(("00417", NIL, "ALPHA", "5.1", "DMP", "Pré-examen", "02/04/2026"), entete=entete))
    assert {nom: lu.texte for nom, lu in constat.lus.items() if nom != "ligne"} == {
        "nie": "00417",
        "nil": NIL,
        "logiciel": "ALPHA",
        "version": "5.1",
        "type_demande": "DMP",
        "statut": "Pré-examen",
        "date": "02/04/2026",
    }


def test_page_of_a_document_is_told():
    pages = (make_page(write("Bonjour", 10, 50)), make_page(*table(BONNE)))
    constat = judge_piece(pages, Attendu(NIL), commun().echelle)
    assert (constat.motif, constat.lus["nil"].page) == (Motif.CONFORME, 2)


def test_sentences_are_french_and_say_what_was_read():
    assert judge(*table(BASSE)).phrase == (
        "L’image montre le NIL 0041-7702 au statut «\u00a0Recette\u00a0»\u202f; il faut au moins "
        "«\u00a0Pré-examen\u00a0»\u00a0: attendez ce statut, puis déposez une nouvelle copie d’écran."
    )
    assert (
        "les NIL 0041-7711, 0041-7733" in judge(*table(row("0041-7711", "Examen"), row("0041-7733", "Examen"))).phrase
    )


def test_threshold_unknown_to_the_ladder():
    with pytest.raises(KeyError, match=r"^'depose'$"):
        judge(*table(BONNE), seuil="depose")


@given(nom=st.sampled_from(sorted(CAS)), graine=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_order_of_the_cells_changes_nothing(nom, graine):
    page = make_page(*CAS[nom][1])
    melee = judge_piece((shuffle(page, graine),), Attendu(NIL), commun().echelle)
    assert melee == judge_piece((page,), Attendu(NIL), commun().echelle)


@given(
    nom=st.sampled_from(sorted(CAS)),
    degres=st.floats(-8, 8, allow_nan=False),
    echelle=st.floats(0.5, 2.0, allow_nan=False),
)
@settings(max_examples=30, deadline=None)
def test_tilt_and_scale_change_nothing(nom, degres, echelle):
    motif, cellules = CAS[nom]
    page = turn(make_page(*cellules), degres, echelle)
    assert judge_piece((page,), Attendu(NIL), commun().echelle).motif is motif


@given(nom=st.sampled_from(sorted(CAS)), y=st.integers(620, 860), colonne=st.booleans())
@settings(max_examples=30, deadline=None)
def test_legend_makes_nothing_concordant(nom, y, colonne):
    motif, cellules = CAS[nom]
    legende = [write(texte, 1150, 100 + 60 * rang) for rang, texte in enumerate(ECHELLE)] if colonne else steps(y)
    constat = judge(*cellules, *legende)
    assert constat.issue is not C or motif is Motif.CONFORME


@given(nom=st.sampled_from(sorted(CAS)), nil=st.from_regex(r"\A[0-9A-Z]{2,5}-[0-9]{2,5}\Z"))
@settings(max_examples=30, deadline=None)
def test_number_that_is_not_there_is_never_concordant(nom, nil):
    textes = " ".join(cellule.texte for cellule in CAS[nom][1])
    assert nil in textes or judge(*CAS[nom][1], nil=nil).issue is not C


@given(textes=st.lists(st.text(max_size=30), max_size=12), graine=st.integers(0, 999))
@settings(max_examples=30, deadline=None)
def test_any_text_is_judged_without_harm(textes, graine):
    cellules = [write(texte, 40 + 300 * (rang % 4), 40 + 35 * (rang // 3)) for rang, texte in enumerate([*textes, NIL])]
    page = shuffle(make_page(*cellules), graine)
    assert judge_piece((page,), Attendu(NIL), commun().echelle).issue is not D
