"""What every page of the admin shares: administrators see everything; writing is opened one model at a time."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from dossiers.rules.jour import moment_words


class LectureSeule(admin.ModelAdmin):
    """Read only. A subclass opens what may be written, and names its page (`titre_ajout`). No actions in bulk."""

    actions = None
    titre_ajout = ""
    list_per_page = 50
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        titre = self.opts.verbose_name_plural.capitalize()
        return super().changelist_view(request, {"title": titre, **(extra_context or {})})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().add_view(request, form_url, {"title": self.titre_ajout, **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        titre = self.opts.verbose_name.capitalize()
        return super().change_view(request, object_id, form_url, {"title": titre, **(extra_context or {})})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def moment(champ: str, libelle: str) -> Callable[[Any, Model], str | None]:
    """A column that shows a date and its hour, short, and sorts by it."""

    @admin.display(description=libelle, ordering=champ)
    def afficher(self: Any, objet: Model) -> str | None:
        le = getattr(objet, champ)
        return moment_words(le) if le else None

    return afficher


class EnLigne:
    """Rows shown inside another page, read only: as a table or one below the other."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Choix(admin.SimpleListFilter):
    """A filter on a column, whose choices are known without a query: set `title`, `parameter_name` and `choix`."""

    choix: tuple[tuple[str, str], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> tuple[tuple[str, str], ...]:
        return self.choix

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset
