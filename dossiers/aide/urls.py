"""The guided help: public pages, and the same answers seen from a dossier."""

from django.urls import path

from dossiers.aide import (
    contact,
    criteres,
    dossier,
    ecps,
    fiche,
    guide,
    jointe,
    messages,
    pages,
    plan,
    recherche,
    terminologies,
)

app_name = "aide"
urlpatterns = [
    path("", pages.accueil, name="accueil"),
    path("guide/", guide.guide, name="guide"),
    path("recherche/", recherche.recherche, name="recherche"),
    path("thematique/<slug:thematique>/", pages.thematique, name="thematique"),
    path("exigence/<slug:exigence>/", pages.exigence, name="exigence"),
    path("reponse/<slug:fiche>/", fiche.fiche, name="fiche"),
    path("reponse/<slug:fiche>/avis/", fiche.vote, name="vote"),
    path("contact/", contact.contact, name="contact"),
    path("e-cps/", ecps.assistant, name="ecps"),
    path("terminologies/", terminologies.catalogue, name="terminologies"),
    path("terminologies/criteres/", criteres.questionnaire, name="criteres"),
    path("terminologies/solution/<uuid:solution>/", terminologies.declare, name="declarer"),
    path("dossier/<uuid:uuid>/exigence/<slug:exigence>/", dossier.exigence, name="exigence_dossier"),
    path("dossier/<uuid:uuid>/messages/", messages.thread, name="messages"),
    path("dossier/<uuid:uuid>/messages/sans-suite/", messages.close, name="sans_suite"),
    path("dossier/<uuid:uuid>/messages/jointe/<uuid:jointe>/", jointe.original, name="jointe"),
    path("dossier/<uuid:uuid>/messages/jointe/<uuid:jointe>/apercu/", jointe.apercu, name="jointe_apercu"),
    path("dossier/<uuid:uuid>/messages/jointe/<uuid:jointe>/quarantaine/", jointe.quarantine, name="ecarter_jointe"),
    path("dossier/<uuid:uuid>/messages/jointe/<uuid:jointe>/quarantaine/lever/", jointe.lift, name="rendre_jointe"),
    path("sitemap.xml", plan.plan, name="plan"),
]
