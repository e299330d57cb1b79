"""The public door: home, sign-in, account, legal pages, health, and the demonstration's mails."""

from django.urls import path

from dossiers.accueil import agenda, avis, boite, connexion, courriels, decision, pages, relances, sante, tiers

urlpatterns = [
    path("", pages.accueil, name="accueil"),
    path("connexion/", connexion.Connexion.as_view(), name="connexion"),
    path("deconnexion/", connexion.Deconnexion.as_view(), name="deconnexion"),
    path("compte/", pages.compte, name="compte"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<str:jeton>.ics", agenda.flux, name="agenda_flux"),
    path("relances/", relances.relances, name="relances"),
    path("relances/arret/<str:jeton>/", relances.arret, name="relances_arret"),
    path("tiers/arret/<str:jeton>/", tiers.arret, name="tiers_arret"),
    path("mes-courriels/", boite.mes_courriels, name="mes_courriels"),
    path("decision/", decision.ask, name="decision"),
    path("decision/<str:numero>/", decision.verify, name="decision_numero"),
    path("decision/<str:numero>/<str:empreinte>/", decision.verify, name="decision_empreinte"),
    path("avis/<str:jeton>/", avis.avis, name="avis"),
    path("avis/<str:jeton>/<uuid:piece>/", avis.apercu, name="avis_apercu"),
    path("mot-de-passe/", connexion.ChangeMotDePasse.as_view(), name="mot_de_passe_changer"),
    path("mot-de-passe/oublie/", connexion.OublieMotDePasse.as_view(), name="mot_de_passe_oublie"),
    path("mot-de-passe/oublie/envoye/", connexion.EnvoyeMotDePasse.as_view(), name="mot_de_passe_envoye"),
    path("mot-de-passe/choisir/<uidb64>/<token>/", connexion.ChoisitMotDePasse.as_view(), name="mot_de_passe_choisir"),
    path("plan-du-site/", pages.plan_du_site, name="plan_du_site"),
    path("accessibilite/", pages.page, {"nom": "accessibilite"}, name="accessibilite"),
    path("mentions-legales/", pages.page, {"nom": "mentions_legales"}, name="mentions_legales"),
    path("donnees-personnelles/", pages.page, {"nom": "donnees_personnelles"}, name="donnees_personnelles"),
    path("cookies/", pages.cookies, name="cookies"),
    path("robots.txt", pages.robots, name="robots"),
    path("sante/", sante.sante, name="sante"),
    path("courriels/", courriels.courriels, name="courriels"),
    path("courriels/<str:nom>/", courriels.courriel, name="courriel"),
]
