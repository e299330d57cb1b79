"""The queue: who must act on what, the first due first."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.actions.favori import FAVORIS_MAX
from dossiers.instruction.formulaire_file import FormulaireFile
from dossiers.models import Compte
from dossiers.queries.affichage import Colonne, colonnes_of
from dossiers.queries.favori import favoris_of
from dossiers.queries.file import Page, file_page, tab_counts
from dossiers.queries.filtre import Filtre, Referent, Vue, file_of
from segur.acces import pour_ans

# What nobody has taken, under one's own: the first few.
LIBRES = Filtre(vue=Vue.EQUIPE, referent=Referent.PERSONNE)
LIBRES_MONTRES = 5


@require_safe
@pour_ans
def file(request: HttpRequest) -> HttpResponse:
    """One page of one tab, filtered as the address says."""
    return show_file(request)


def show_file(request: HttpRequest, refus: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    """The page; `refus`: what a form of the page was refused, with what was typed in it."""
    form = FormulaireFile.read(request.GET)
    filtre, comptes = form.filtre, tab_counts(request.user)
    curseurs = {"apres": request.GET.get("apres", ""), "avant": request.GET.get("avant", "")}
    page = file_page(file_of(request.user, filtre), timezone.now(), tri=filtre.tri, **curseurs)
    contexte = {
        "form": form.propre(),
        "filtre": filtre,
        "file": form.requete,
        "page": page,
        "onglets": [(vue, _address(vue=vue.value), comptes[vue]) for vue in Vue],
        "sans_filtre": _address(vue=filtre.vue.value),
        "partout": _address(**{**form.valides, "vue": Vue.TOUS.value}),
        "favoris": favoris_of(request.user),
        "favoris_max": FAVORIS_MAX,
        "colonnes": colonnes_of(request.user),
        "toutes_colonnes": list(Colonne),
        "refus": refus,
        **_links(form.valides, page),
        **_libres(request.user, filtre, page),
    }
    return render(request, "instruction/file.html", contexte, status=status)


def _libres(compte: Compte, filtre: Filtre, page: Page) -> dict[str, object]:
    """What nobody has taken, apart from what is the person's: on the first page of their tab."""
    requete = urlencode({"vue": LIBRES.vue.value, "referent": LIBRES.referent.value})
    if filtre.vue is not Vue.MOI or filtre.affine or page.precedente:
        return {"libres": None, "file_libres": requete}
    libres = file_page(file_of(compte, LIBRES), timezone.now(), taille=LIBRES_MONTRES)
    return {"libres": libres, "file_libres": requete}


def _links(valides: dict[str, str], page: Page) -> dict[str, str]:
    return {
        "precedente": _address(**valides, avant=page.precedente) if page.precedente else "",
        "suivante": _address(**valides, apres=page.suivante) if page.suivante else "",
    }


def _address(**parametres: str) -> str:
    """Of the queue, from whatever page shows it: a refused form shows it from its own address."""
    return f"{reverse('instruction:file')}?{urlencode(parametres)}"
