/* Small helps. Every essential act works without this file. */
(() => {
  "use strict";
  const jeton = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];

  /* A page left open while its owner signed in again elsewhere: send today's token, lose nothing. */
  document.addEventListener("submit", (event) => {
    const champ = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    if (champ && jeton()) champ.value = jeton();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (jeton()) event.detail.headers["X-CSRFToken"] = jeton();
  });

  /* What htmx could not do is said, in words, where screen readers listen. */
  const annoncer = (texte) => {
    const zone = document.getElementById("annonces");
    if (!zone) return;
    const alerte = document.createElement("div");
    alerte.className = "fr-alert fr-alert--error fr-alert--sm fr-mb-3w";
    alerte.appendChild(document.createElement("p")).textContent = texte;
    zone.replaceChildren(alerte);
  };
  const PANNE = "Cette action n’a pas abouti. Votre saisie est toujours là : vérifiez votre connexion, puis réessayez.";
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((nom) =>
    document.addEventListener(nom, () => annoncer(PANNE)));

  /* Messages one can put away. */
  const montrer = (racine) => racine.querySelectorAll("[data-segur-fermer]").forEach((b) => { b.hidden = false; });
  montrer(document);
  document.addEventListener("htmx:load", (event) => montrer(event.detail.elt));
  document.addEventListener("click", (event) => {
    const bouton = event.target.closest("[data-segur-fermer]");
    if (bouton) bouton.closest("[data-segur-fermable]").remove();
  });

  /* The error summary takes the focus; its links lead into the field itself. */
  const resume = document.querySelector("[data-segur-resume]");
  if (resume) resume.focus();
})();
