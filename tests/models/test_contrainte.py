"""Every constraint of every model refuses what it must: in the database, and before it with its French sentence."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint

from dossiers.models import (
    Absence,
    Appartenance,
    Appui,
    Avis,
    Compte,
    Consultation,
    Decision,
    Dispense,
    Dossier,
    Editeur,
    Envoi,
    Etape,
    Evenement,
    Examen,
    Favori,
    Fiche,
    Integration,
    Jointe,
    Jugement,
    Lecture,
    LigneLot,
    Lot,
    Message,
    Motif,
    Mots,
    Note,
    Piece,
    Recherche,
    Reglage,
    Relance,
    Relecture,
    Repere,
    Reponse,
    Retenue,
    Solution,
    Soumission,
    Tentative,
    Terminologie,
    Tiers,
    Verrou,
    Vocable,
    Vote,
)
from dossiers.models.editeur import SIREN_FORMATION
from tests.aide.outils import publish
from tests.factories import LUNDI, make_compte, make_decided, make_dossier, make_editeur, make_membre, make_referentiel

pytestmark = pytest.mark.django_db


@dataclass
class Monde:
    """A company, a member, a reviewer, and a dossier sent and contested; `autre` is a second solution of theirs."""

    dossier: Dossier
    soumission: Soumission
    autre: Dossier


@pytest.fixture(scope="module")
def monde(base_du_module) -> Monde:
    dossier = make_decided("demander_complements")
    autre = make_dossier(dossier.cree_par)
    return Monde(dossier, dossier.soumissions.get(), autre)


def _copy(objet: Model, **champs) -> Model:
    """The same row once more, with other values."""
    objet.pk = None
    objet._state.adding = True
    for nom, valeur in {"uuid": None, **champs}.items():
        if nom != "uuid" or hasattr(objet, "uuid"):
            setattr(objet, nom, valeur or (objet._meta.get_field(nom).get_default() if nom == "uuid" else valeur))
    return objet


def _relecture(m: Monde, **champs) -> Relecture:
    qui = {"premier": m.dossier.cree_par, "le": LUNDI}
    return Relecture(soumission=m.soumission, **{"regle": "refus", "decision": "refuser", **qui, **champs})


def _jugement(m: Monde, **champs) -> Jugement:
    relecture = _relecture(m)
    relecture.save()
    return Jugement(relecture=relecture, exigence="nie", **champs)


def _avis(m: Monde, **champs) -> Avis:
    qui = {"dossier": m.dossier, "soumission": m.soumission, "demande_par": m.dossier.cree_par}
    return Avis(nom="A", courriel="a@exemple.fr", question="B", le=LUNDI, expire_le=LUNDI, **qui, **champs)


def _copy_dossier(m: Monde, **champs) -> Dossier:
    return _copy(Dossier.objects.get(pk=m.dossier.pk), **{"numero": 99, **champs})


def _copy_soumission(m: Monde, **champs) -> Soumission:
    return _copy(Soumission.objects.get(pk=m.soumission.pk), **{"tour": 9, **champs})


def _decision(m: Monde, **champs) -> Decision:
    """Of the submission, whose document is put away."""
    ancienne = Decision.objects.get(soumission=m.soumission)
    Decision.objects.filter(pk=ancienne.pk)._raw_delete(Decision.objects.db)
    return _copy(ancienne, **champs)


def _examen(m: Monde, **champs) -> Examen:
    return Examen(
        **{
            "soumission": m.soumission,
            "exigence": "x",
            "verdict": "conforme",
            "par": m.soumission.par,
            "le": LUNDI,
            **champs,
        }
    )


def _pointed(m: Monde, **champs) -> Examen:
    """A correction that points at something of the proof."""
    zone = {"page": 1, "zone_x": 1000, "zone_y": 2000, "zone_largeur": 3000, "zone_hauteur": 400}
    verdict = {"verdict": "a_corriger", "motif": "Coupée.", "piece": Piece.objects.get(dossier=m.dossier)}
    return _examen(m, **{**verdict, **zone, **champs})


def _motif(**champs) -> Motif:
    return Motif(**{"code": "a-b", "libelle": "L", "texte": "T", "modifie_le": LUNDI, **champs})


def _reponse(m: Monde, **champs) -> Reponse:
    return Reponse(**{"editeur": m.dossier.editeur, "code": "x", "par": m.dossier.cree_par, "le": LUNDI, **champs})


def _twice(objet: Model) -> Model:
    objet.save()
    return _copy(type(objet).objects.get(pk=objet.pk))


def _fiche(**champs) -> Fiche:
    """A published answer once more, with other values."""
    return _copy(Fiche.objects.get(pk=publish().pk), **champs)


def _message(**champs) -> Message:
    return Message(
        **{"courriel": "a@exemple.fr", "objet": "A", "texte": "B", "contexte": [["A", "B"]], "le": LUNDI, **champs}
    )


def _jointe(m: Monde, **champs) -> Jointe:
    message = _message(dossier=m.dossier)
    message.save()
    donnees = {"nom": "a.png", "type": "png", "taille": 1, "largeur": 1, "hauteur": 1, "sha256": "0" * 64}
    de_qui = {"dossier": m.dossier, "message": message, "deposee_par": m.dossier.cree_par, "deposee_le": LUNDI}
    return Jointe(**{**donnees, **de_qui, "fichier": "originaux/a", **champs})


def _lot(m: Monde, **champs) -> Lot:
    return Lot(**{"genre": "relancer", "par": m.dossier.cree_par, "cree_le": LUNDI, "total": 2, **champs})


def _ligne_lot(m: Monde, **champs) -> LigneLot:
    """The second of a lot that has one."""
    lot = _lot(m)
    lot.save()
    LigneLot.objects.create(lot=lot, rang=1, dossier=m.dossier, version=0)
    return LigneLot(**{"lot": lot, "rang": 2, "dossier": m.autre, "version": 0, **champs})


def _terminologie(**champs) -> Terminologie:
    return Terminologie(**{"code": "t", "nom": "T", "couche": "socle", "usage": "U", "gestionnaire": "G", **champs})


def _integration(m: Monde) -> Integration:
    terminologie = _terminologie()
    terminologie.save()
    return Integration(solution=m.dossier.solution, terminologie=terminologie, par=m.dossier.cree_par, le=LUNDI)


def _relance(m: Monde) -> Relance:
    lieu = {"dossier": m.dossier, "etape": 2, "tour": 1, "code": "nie", "echelon": "premiere", "sorte": "manque"}
    return Relance.objects.create(**lieu, destinataire=m.dossier.cree_par, le=LUNDI)


def _retenue() -> Retenue:
    return Retenue.objects.create(le=LUNDI, prevues=3, habituel=1, seuil=2)


def _dispense(m: Monde, **champs) -> Dispense:
    quoi = {"dossier": m.dossier, "origine": m.dossier, "exigence": "nil", "motif": "A", "le": LUNDI}
    return Dispense(**{**quoi, "accordee_par": m.dossier.cree_par, **champs})


def _lecture(m: Monde, **champs) -> Lecture:
    """Of a proof that has none yet."""
    Lecture.objects.filter(piece__dossier=m.dossier).delete()
    return Lecture(**{"piece": m.dossier.pieces.get(), "demandee_le": LUNDI, **champs})


def _second_repere(m: Monde) -> Repere:
    lecture = Lecture.objects.get(piece__dossier=m.dossier)
    Repere.objects.get_or_create(lecture=lecture, texte="A1234")
    return Repere(lecture=lecture, texte="A1234")


def _verrou(m: Monde, **champs) -> Verrou:
    return Verrou(**{"dossier": m.autre, "par": m.soumission.par, "depuis": LUNDI, "jusqu_a": LUNDI, **champs})


def _absence(m: Monde, **champs) -> Absence:
    compte, jour = m.soumission.par, LUNDI.date()
    return Absence(**{"compte": compte, "du": jour, "au": jour, "declaree_par": compte, "declaree_le": LUNDI, **champs})


def _favori(m: Monde, **champs) -> Favori:
    return Favori(**{"compte": m.soumission.par, "nom": "A", "requete": "vue=tous", "cree_le": LUNDI, **champs})


# Constraint → its sentence, and a row that it must refuse.
REFUS = {
    "editeur_siren_neuf_chiffres": (
        "Un SIREN compte neuf chiffres.",
        lambda m: Editeur(raison_sociale="A", siren="73282932A"),
    ),
    "editeur_raison_sociale_renseignee": (
        "Indiquez la raison sociale.",
        lambda m: Editeur(raison_sociale="", siren="732829320"),
    ),
    "editeur_siren_de_formation": (
        "Ce SIREN est celui de l’entreprise d’entraînement, et d’elle seule.",
        lambda m: Editeur(raison_sociale="A", siren=SIREN_FORMATION),
    ),
    "dossier_formation_sans_relance": (
        "Un dossier de formation n’est jamais relancé.",
        lambda m: _copy_dossier(m, formation=True, prochaine_relance=LUNDI),
    ),
    "dispense_une_portee": (
        "Une dispense vaut pour un dossier, une solution ou une entreprise, un seul.",
        lambda m: _dispense(m, solution=m.dossier.solution),
    ),
    "dispense_motivee": ("Une dispense porte son exigence et son motif.", lambda m: _dispense(m, motif="")),
    "dispense_finit_apres": ("Une dispense finit après avoir commencé.", lambda m: _dispense(m, expire_le=LUNDI)),
    "dispense_levee_entiere": (
        "Une levée porte son auteur, sa date et son motif.",
        lambda m: _dispense(m, levee_le=LUNDI, levee_par=m.dossier.cree_par),
    ),
    "appartenance_unique": (
        "Cette personne appartient déjà à une entreprise.",
        lambda m: Appartenance(compte=m.dossier.cree_par, editeur=make_editeur(), role="salarie"),
    ),
    "appartenance_role_connu": (
        "Ce rôle n’existe pas.",
        lambda m: Appartenance(compte=make_compte(), editeur=m.dossier.editeur, role="patron"),
    ),
    "compte_role_ans_connu": (
        "Ce rôle à l’ANS n’existe pas.",
        lambda m: Compte(courriel="a@exemple.fr", password="x", role_ans="patron"),
    ),
    "referentiel_version_unique": (
        "Cette version est déjà publiée.",
        lambda m: _copy(make_referentiel()),
    ),
    "solution_unique": (
        "Cette version de ce logiciel est déjà enregistrée.",
        lambda m: _copy(Solution.objects.get(pk=m.dossier.solution_id)),
    ),
    "solution_nommee": (
        "Indiquez le nom du logiciel et sa version majeure.",
        lambda m: Solution(editeur=m.dossier.editeur, nom="Logiciel", version_majeure=""),
    ),
    "dossier_numero_unique": (
        "Ce numéro est déjà pris dans cette entreprise.",
        lambda m: _copy_dossier(m, numero=m.autre.numero),
    ),
    "dossier_etape_connue": ("Le parcours compte quatre étapes.", lambda m: _copy_dossier(m, etape=5)),
    "dossier_etat_connu": ("Cet état n’existe pas.", lambda m: _copy_dossier(m, etat="perdue")),
    "dossier_doutes_dits": ("Un dossier douteux dit pourquoi.", lambda m: _copy_dossier(m, douteux=True)),
    "verrou_dans_l_ordre": (
        "Un verrou ne finit pas avant d’avoir commencé.",
        lambda m: _verrou(m, jusqu_a=LUNDI - timedelta(seconds=1)),
    ),
    "absence_unique": ("Cette absence est déjà déclarée.", lambda m: _twice(_absence(m))),
    "absence_dans_l_ordre": (
        "Le dernier jour ne peut pas précéder le premier.",
        lambda m: _absence(m, au=LUNDI.date() - timedelta(days=1)),
    ),
    "favori_unique": ("Vous avez déjà une vue de ce nom.", lambda m: _twice(_favori(m))),
    "favori_nomme": ("Donnez un nom à cette vue.", lambda m: _favori(m, nom="")),
    "etape_unique": ("Cette étape existe déjà.", lambda m: Etape(dossier=m.dossier, numero=2)),
    "etape_numero_connu": ("Le parcours compte quatre étapes.", lambda m: Etape(dossier=m.dossier, numero=5)),
    "evenement_rang_unique": (
        "Ce rang est déjà pris.",
        lambda m: Evenement(dossier=m.dossier, rang=1, geste="x", etape=1, le=LUNDI, precedent="x", empreinte="x"),
    ),
    "soumission_unique": ("Ce tour a déjà été soumis.", lambda m: _copy_soumission(m, tour=1)),
    "soumission_decidee_entiere": (
        "Une décision porte son auteur et sa date.",
        lambda m: _copy_soumission(m, decidee_par=None),
    ),
    "decision_revocation_entiere": (
        "Une révocation porte son auteur, sa date et son motif.",
        lambda m: _decision(m, revoquee_le=LUNDI),
    ),
    "examen_unique": ("Cette exigence est déjà examinée.", lambda m: _examen(m, exigence="nie")),
    "examen_verdict_connu": ("Ce verdict n’existe pas.", lambda m: _examen(m, verdict="bof")),
    "examen_correction_motivee": (
        "Indiquez le motif de la correction demandée.",
        lambda m: _examen(m, verdict="a_corriger"),
    ),
    "examen_zone_dans_l_image": (
        "La zone d’une correction tient tout entière dans son image.",
        lambda m: _pointed(m, zone_x=7001),
    ),
    "motif_redige": ("Un motif a un titre et un texte.", lambda m: _motif(texte="")),
    "motif_kind_connu": ("Cette sorte d’exigence n’existe pas.", lambda m: _motif(kind="photo")),
    "motif_format_connu": ("Ce format n’existe pas.", lambda m: _motif(format="rond")),
    "piece_courante_unique": (
        "Une pièce est déjà en place à ce rang pour cette exigence.",
        lambda m: _copy(Piece.objects.get(dossier=m.dossier)),
    ),
    "piece_non_vide": (
        "Ce fichier est vide.",
        lambda m: _copy(Piece.objects.get(dossier=m.dossier), exigence="x", taille=0),
    ),
    "relance_unique": (
        "Cette personne a déjà été relancée de ce point à cet échelon.",
        lambda m: _copy(_relance(m)),
    ),
    "relance_sorte_connue": ("Cette sorte de relance n’existe pas.", lambda m: _copy(_relance(m), sorte="menace")),
    "envoi_destinataire": (
        "Un courriel a son destinataire.",
        lambda m: _copy(Envoi.objects.first(), destinataire=None),
    ),
    "tiers_un_seul": (
        "Ce dossier a déjà un contact chez l’éditeur tiers.",
        lambda m: _copy(Tiers.objects.create(dossier=m.dossier, courriel="a@b.fr", par=m.dossier.cree_par, le=LUNDI)),
    ),
    "retenue_une_seule_ouverte": ("Une retenue attend déjà une décision.", lambda m: _copy(_retenue())),
    "retenue_etat_connu": ("Cet état n’existe pas.", lambda m: _copy(_retenue(), etat="perdue")),
    "lecture_etat_connu": ("Cet état de lecture n’existe pas.", lambda m: _lecture(m, etat="perdue")),
    "lecture_maintenue_signee": (
        "Une réponse maintenue porte son auteur et sa date.",
        lambda m: _lecture(m, maintenu="Le NIL lu est un autre."),
    ),
    "repere_unique": ("Ce numéro est déjà noté pour cette lecture.", _second_repere),
    "piece_analyse_connue": (
        "Cet état d’analyse n’existe pas.",
        lambda m: _copy(Piece.objects.get(dossier=m.dossier), exigence="x", analyse="peut-etre"),
    ),
    "piece_quarantaine_motivee": (
        "Une quarantaine porte son motif.",
        lambda m: _copy(Piece.objects.get(dossier=m.dossier), exigence="x", quarantaine_le=LUNDI),
    ),
    "relecture_deux_personnes": (
        "La seconde lecture est celle d’une autre personne.",
        lambda m: _relecture(m, second=m.dossier.cree_par, seconde_decision="refuser", seconde_le=LUNDI),
    ),
    "relecture_seconde_entiere": (
        "Une seconde lecture porte son auteur, sa date et sa décision.",
        lambda m: _relecture(m, seconde_le=LUNDI),
    ),
    "relecture_dispense_motivee": (
        "Une dispense porte son auteur, sa date et son motif.",
        lambda m: _relecture(m, dispensee_le=LUNDI, dispensee_par=m.dossier.cree_par),
    ),
    "relecture_decision_connue": ("Cette décision n’existe pas.", lambda m: _relecture(m, decision="danser")),
    "jugement_unique": ("Cette exigence a déjà son jugement.", lambda m: _twice(_jugement(m))),
    "jugement_verdict_connu": ("Ce verdict n’existe pas.", lambda m: _jugement(m, second="peut-être")),
    "avis_rendu_entier": (
        "Un avis rendu porte son texte et sa date, et sa demande n’est pas retirée.",
        lambda m: _avis(m, reponse="Oui."),
    ),
    "avis_retrait_entier": ("Un retrait porte son auteur et sa date.", lambda m: _avis(m, retire_le=LUNDI)),
    "avis_sens_connu": (
        "Ce sens n’existe pas.",
        lambda m: _avis(m, sens="ravi", reponse="Oui.", repondu_le=LUNDI),
    ),
    "note_ecrite": ("Écrivez la note.", lambda m: Note(dossier=m.dossier, par=m.dossier.cree_par, le=LUNDI)),
    "reglage_valeur_connue": (
        "Cette valeur n’existe pas.",
        lambda m: Reglage(code="lecture", valeur="peut_etre", par=m.dossier.cree_par, le=LUNDI),
    ),
    "reponse_editeur_unique": (
        "Cette réponse existe déjà pour l’entreprise.",
        lambda m: _twice(_reponse(m)),
    ),
    "reponse_solution_unique": (
        "Cette réponse existe déjà pour la solution.",
        lambda m: _twice(_reponse(m, solution=m.dossier.solution)),
    ),
    "reponse_dossier_unique": (
        "Cette réponse existe déjà pour le dossier.",
        lambda m: _twice(_reponse(m, dossier=m.dossier)),
    ),
    "fiche_version_unique": ("Cette version est déjà publiée.", lambda m: _fiche(courante=False)),
    "fiche_courante_unique": ("Une autre version de cette fiche est en vigueur.", lambda m: _fiche(version=2)),
    "appui_unique": ("Cette exigence est déjà citée.", lambda m: _twice(Appui(fiche=publish(), exigence="nil"))),
    "vote_unique": (
        "Vous avez déjà donné votre avis sur cette réponse.",
        lambda m: _twice(Vote(fiche=publish(), votant="a", utile=True, le=LUNDI)),
    ),
    "consultation_unique": (
        "Cette lecture est déjà connue.",
        lambda m: _twice(Consultation(fiche=publish(), dossier=m.dossier, exigence="nil", le=LUNDI)),
    ),
    "recherche_unique": (
        "Cette recherche est déjà connue.",
        lambda m: _twice(Recherche(texte="a", dispositif="b", derniere_le=LUNDI)),
    ),
    "message_ecrit": ("Écrivez un objet et un message.", lambda m: _message(texte="")),
    "message_cote_connu": (
        "Un message est écrit par l’éditeur ou par l’ANS.",
        lambda m: _message(cote="tiers"),
    ),
    "jointe_non_vide": ("Ce fichier est vide.", lambda m: _jointe(m, taille=0)),
    "jointe_analyse_connue": ("Cet état d’analyse n’existe pas.", lambda m: _jointe(m, analyse="x")),
    "jointe_quarantaine_motivee": (
        "Une quarantaine porte son motif.",
        lambda m: _jointe(m, quarantaine_le=LUNDI),
    ),
    "lot_borne": ("Un lot compte de 1 à 500 dossiers.", lambda m: _lot(m, total=501)),
    "lot_genre_connu": ("Ce genre de lot n’existe pas.", lambda m: _lot(m, genre="valider")),
    "lot_etat_connu": ("Cet état n’existe pas.", lambda m: _lot(m, etat="perdu")),
    "lot_compte_juste": (
        "Un lot ne compte pas plus de lignes réglées que de dossiers.",
        lambda m: _lot(m, fait=2, refus=1),
    ),
    "ligne_lot_dossier_unique": ("Ce dossier est déjà dans le lot.", lambda m: _ligne_lot(m, dossier=m.dossier)),
    "ligne_lot_rang_unique": ("Ce rang est déjà pris dans le lot.", lambda m: _ligne_lot(m, rang=1)),
    "ligne_lot_etat_connu": ("Cet état n’existe pas.", lambda m: _ligne_lot(m, etat="perdue")),
    "ligne_lot_refus_motive": ("Un refus porte sa phrase.", lambda m: _ligne_lot(m, etat="refusee")),
    "dossier_reponse_attendue_datee": (
        "Une réponse est attendue de quelqu’un, depuis un moment.",
        lambda m: _copy_dossier(m, reponse_attendue="ans"),
    ),
    "message_de_quelqu_un": (
        "Indiquez une adresse électronique pour recevoir la réponse.",
        lambda m: _message(courriel=""),
    ),
    "terminologie_couche_connue": ("Cette couche n’existe pas.", lambda m: _terminologie(couche="haute")),
    "integration_unique": (
        "Cette terminologie est déjà déclarée pour cette solution.",
        lambda m: _twice(_integration(m)),
    ),
    "reponse_une_portee": (
        "Une réponse est celle d’une solution ou d’un dossier, pas des deux.",
        lambda m: _reponse(m, solution=m.dossier.solution, dossier=m.dossier),
    ),
}


def _constraints() -> dict[str, CheckConstraint | UniqueConstraint]:
    models = apps.get_app_config("dossiers").get_models()
    return {contrainte.name: contrainte for model in models for contrainte in model._meta.constraints}


def test_every_constraint_is_tried_here_and_speaks_french():
    assert {nom: contrainte.violation_error_message for nom, contrainte in _constraints().items()} == {
        nom: phrase for nom, (phrase, _) in REFUS.items()
    }


@pytest.mark.parametrize("nom", REFUS)
def test_constraint_says_why(nom, monde):
    phrase, offense = REFUS[nom]
    with pytest.raises(ValidationError) as erreur:
        offense(monde).validate_constraints()
    assert phrase in erreur.value.messages


@pytest.mark.parametrize("nom", REFUS)
def test_constraint_stops_a_form(nom, monde):
    with pytest.raises(ValidationError):
        REFUS[nom][1](monde).full_clean()


@pytest.mark.parametrize("nom", REFUS)
def test_constraint_holds_in_the_database(nom, monde):
    objet = REFUS[nom][1](monde)
    with pytest.raises(IntegrityError) as erreur, transaction.atomic():
        objet.save(force_insert=True)
    assert _is_of(nom, objet, str(erreur.value))


def _is_of(nom: str, objet: Model, message: str) -> bool:
    """PostgreSQL names the constraint; SQLite names a check, and the columns of a unique one."""
    contrainte = _constraints()[nom]
    colonnes = ", ".join(
        f"{objet._meta.db_table}.{objet._meta.get_field(champ).column}" for champ in getattr(contrainte, "fields", ())
    )
    return nom in message or (bool(colonnes) and message == f"UNIQUE constraint failed: {colonnes}")


UNIQUES = {
    "editeur_siren": lambda m: _copy(Editeur.objects.get(pk=m.dossier.editeur_id)),
    "compte_courriel": lambda m: _copy(Compte.objects.get(pk=m.dossier.cree_par_id)),
    "envoi_cle": lambda m: _copy(Envoi.objects.first()),
    "mots_fiche": lambda m: _copy(Mots.objects.get(fiche=publish())),
    "vocable_mot": lambda m: _twice(Vocable(mot="a")),
    "terminologie_code": lambda m: _twice(_terminologie()),
    "motif_code": lambda m: _twice(_motif()),
    "verrou_dossier": lambda m: _twice(_verrou(m)),
    "tentative_cle": lambda m: _copy(Tentative.objects.create(cle="a", derniere_le=LUNDI)),
}


@pytest.mark.parametrize("nom", UNIQUES)
def test_unique_column(nom, monde):
    with pytest.raises(IntegrityError), transaction.atomic():
        UNIQUES[nom](monde).save(force_insert=True)


@pytest.mark.parametrize(
    "reponse",
    [
        lambda m: _reponse(m),
        lambda m: _reponse(m, solution=m.dossier.solution),
        lambda m: _reponse(m, solution=m.autre.solution),
        lambda m: _reponse(m, dossier=m.dossier),
        lambda m: _reponse(m, dossier=m.autre),
    ],
)
def test_same_answer_may_be_told_at_each_place(reponse, monde):
    autres = [
        _reponse(monde),
        _reponse(monde, solution=monde.dossier.solution),
        _reponse(monde, solution=monde.autre.solution),
        _reponse(monde, dossier=monde.dossier),
        _reponse(monde, dossier=monde.autre),
    ]
    nouvelle = reponse(monde)
    for autre in autres:
        if (autre.solution_id, autre.dossier_id) != (nouvelle.solution_id, nouvelle.dossier_id):
            autre.save()
    nouvelle.save()
    assert Reponse.objects.filter(code="x").count() == 5


@pytest.mark.parametrize(
    "champs",
    [
        {"piece": None},
        {"page": None},
        {"page": 0},
        {"zone_largeur": None},
        {"zone_largeur": 99},
        {"zone_hauteur": 99},
        {"zone_x": 7001},
        {"zone_y": 9601},
        {"verdict": "conforme"},
        {"verdict": "sans_objet"},
    ],
)
def test_a_zone_is_whole_in_its_picture_and_only_of_a_correction(champs, monde):
    with pytest.raises(IntegrityError), transaction.atomic():
        _pointed(monde, **champs).save()


@pytest.mark.parametrize("champs", [{}, {"zone_x": 7000}, {"zone_y": 9600}, {"zone_x": 0, "zone_largeur": 10_000}])
def test_a_zone_at_the_edge_holds(champs, monde):
    _pointed(monde, **champs).save()
    gardee = Examen.objects.get(exigence="x").zone
    assert (gardee.piece, gardee.page) == (str(Piece.objects.get(dossier=monde.dossier).uuid), 1)


def test_replaced_proofs_may_be_many(monde):
    for jours in (1, 2):
        piece = Piece.objects.filter(dossier=monde.dossier, remplacee_le=None).get()
        _copy(piece, remplacee_le=LUNDI + timedelta(days=jours)).save(force_insert=True)
    assert Piece.objects.filter(dossier=monde.dossier, exigence="preuve_cnda").count() == 3


def test_what_is_right_passes(monde):
    for objet in (monde.dossier.editeur, monde.dossier.solution, make_membre().appartenances.get()):
        objet.full_clean()
