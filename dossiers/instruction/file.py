"""The queue: what waits for the ANS."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.instruction.formulaire_file import FormulaireFile
from dossiers.queries.file import Page, Vue, file_of, file_page
from segur.acces import pour_ans


@require_safe
@pour_ans
def file(request: HttpRequest) -> HttpResponse:
    """One page of one tab, filtered as the address says."""
    form = FormulaireFile.read(request.GET)
    filtre = form.filtre
    curseurs = {"apres": request.GET.get("apres", ""), "avant": request.GET.get("avant", "")}
    page = file_page(file_of(request.user, filtre), timezone.now(), recents=filtre.recents, **curseurs)
    contexte = {
        "form": form.propre(),
        "filtre": filtre,
        "page": page,
        "onglets": [(vue, _address(vue=vue.value)) for vue in Vue],
        "sans_filtre": _address(vue=filtre.vue.value),
        "partout": _address(**{**form.valides, "vue": Vue.TOUS.value}),
        **_links(form.valides, page),
    }
    return render(request, "instruction/file.html", contexte)


def _links(valides: dict[str, str], page: Page) -> dict[str, str]:
    return {
        "precedente": _address(**valides, avant=page.precedente) if page.precedente else "",
        "suivante": _address(**valides, apres=page.suivante) if page.suivante else "",
    }


def _address(**parametres: str) -> str:
    return "?" + urlencode(parametres)
