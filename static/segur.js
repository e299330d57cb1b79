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
  const annoncer = (texte, ton = "error") => {
    const zone = document.getElementById("annonces");
    if (!zone) return;
    const alerte = document.createElement("div");
    alerte.className = `fr-alert fr-alert--${ton} fr-alert--sm fr-mb-3w`;
    alerte.appendChild(document.createElement("p")).textContent = texte;
    zone.replaceChildren(alerte);
  };
  const PANNE = "Cette action n’a pas abouti. Votre saisie est toujours là : vérifiez votre connexion, puis réessayez.";
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((nom) =>
    document.addEventListener(nom, (event) => {
      /* A file says so in its place (depot.js); what asks again by itself will ask again, nobody did anything. */
      if (!event.target.matches("[data-segur-depot], [hx-trigger^=every]")) annoncer(PANNE);
    }));
  document.addEventListener("segur:annonce", (event) => annoncer(event.detail, "info"));

  /* Messages one can put away. */
  const montrer = (racine) => racine.querySelectorAll("[data-segur-fermer]").forEach((b) => { b.hidden = false; });
  montrer(document);
  document.addEventListener("htmx:load", (event) => montrer(event.detail.elt));
  document.addEventListener("click", (event) => {
    const bouton = event.target.closest("[data-segur-fermer]");
    if (bouton) bouton.closest("[data-segur-fermable]").remove();
  });

  /* A draft's answer comes back while its author goes on: what was typed since it left (anything, in the field being
     written in) is laid over what comes, and what was unfolded stays so. Of those fields, what the page is known to
     show stays as it was too: under what is typed there may be someone else's answer, that nobody has read. */
  const CHAMPS = "input[id]:not([type=file]):not([type=hidden]), textarea[id], select[id]";
  const hasChanged = (champ, envoi) => champ.type === "radio"
    ? champ.checked && envoi.get(champ.name) !== champ.value
    : envoi.has(champ.name) && envoi.get(champ.name).replace(/\r\n/g, "\n") !== champ.value;
  let enCours = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    const envoi = event.detail.requestConfig && event.detail.requestConfig.formData;
    if (!envoi || event.detail.xhr.status !== 200 || !envoi.has("montre")) return;
    const champs = [...document.querySelectorAll(CHAMPS)];
    enCours = champs.filter((champ) => hasChanged(champ, envoi)).map((champ) => champ.name);
    champs.forEach((champ) => {
      if (champ === document.activeElement || !envoi.has(champ.name)) return;
      if (champ.type === "radio") champ.defaultChecked = champ.value === envoi.get(champ.name);
      else champ.defaultValue = envoi.get(champ.name);
    });
  });
  const reporter = (ancien, neuf) => {
    if (!neuf) return;
    if (ancien.checked !== ancien.defaultChecked) neuf.checked = ancien.checked;
    else if ("defaultValue" in ancien && ancien.value !== ancien.defaultValue) neuf.value = ancien.value;
  };
  const garder = (ancien, neuf) => {
    const avant = JSON.parse(ancien.value).champs, apres = JSON.parse(neuf.value);
    enCours.forEach((nom) => { if (avant[nom]) apres.champs[nom] = avant[nom]; });
    neuf.value = JSON.stringify(apres);
  };
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    const jumeau = (element) => fragment.querySelector("#" + CSS.escape(element.id));
    if (target.id === "montre") garder(target, jumeau(target));
    target.querySelectorAll(CHAMPS).forEach((champ) => reporter(champ, jumeau(champ)));
    target.querySelectorAll("details[id][open]").forEach((detail) => { if (jumeau(detail)) jumeau(detail).open = true; });
  });

  /* The error summary takes the focus; its links lead into the field itself. */
  const resume = document.querySelector("[data-segur-resume]");
  if (resume) resume.focus();
})();
