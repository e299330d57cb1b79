"""The sitemap: every public page of the help."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dossiers.queries.aide import aide_of
from dossiers.queries.fiche import effectifs, fiches_courantes

FIXES = ("accueil", "guide", "contact", "ecps", "terminologies", "criteres")
# What one file may hold, by the protocol.
ADRESSES_MAX = 50_000


@require_safe
def plan(request: HttpRequest) -> StreamingHttpResponse:
    """XML of sitemaps.org, written as it is read."""
    return StreamingHttpResponse(_lines(request), content_type="application/xml; charset=utf-8")


def _lines(request: HttpRequest) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for nom in FIXES:
        yield _url(request, reverse(f"aide:{nom}"))
    servies = {portee.thematique for portee, _ in effectifs().values()}
    for thematique in (t for t in aide_of().thematiques if t.code in servies):
        yield _url(request, reverse("aide:thematique", args=[thematique.code]))
    fiches = fiches_courantes().order_by("code").values_list("code", "publie_le")[:ADRESSES_MAX]
    for code, publie_le in fiches.iterator(chunk_size=2_000):
        yield _url(request, reverse("aide:fiche", args=[code]), f"{localdate(publie_le):%Y-%m-%d}")
    yield "</urlset>\n"


def _url(request: HttpRequest, chemin: str, jour: str = "") -> str:
    date = f"<lastmod>{jour}</lastmod>" if jour else ""
    return f"<url><loc>{escape(request.build_absolute_uri(chemin))}</loc>{date}</url>\n"
