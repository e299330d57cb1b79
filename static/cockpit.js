/* The cockpit: one requirement at a time, one key per verdict. Without this file the same fields and buttons are there. */
(() => {
  "use strict";
  const form = document.getElementById("examen");
  const cockpit = form && form.querySelector("[data-segur-cockpit]");
  if (!cockpit) return;
  const lignes = [...cockpit.querySelectorAll("[data-exigence]")];
  const dialogues = { touches: document.getElementById("touches"), confirmer: document.getElementById("confirmer") };
  const VERDICTS = { c: "conforme", x: "a_corriger", o: "sans_objet" };
  const SOUVENIR = "segur:touches";
  let courante = null;

  const demander = (nom, detail) => document.dispatchEvent(new CustomEvent(nom, { detail }));
  const annoncer = (texte) => demander("segur:annonce", texte);
  const choixOf = (ligne) => ligne.querySelector(".segur-verdict input:checked");
  const avis = (ligne) => (choixOf(ligne) ? choixOf(ligne).value : "");
  const motifOf = (ligne) => ligne.querySelector("textarea");
  const titreOf = (ligne) => ligne.querySelector("h3").textContent.trim();
  const jugeables = lignes.filter((ligne) => ligne.querySelector(".segur-verdict")); /* what is waived has no verdict */
  const restantes = () => jugeables.filter((ligne) => !avis(ligne));

  /* ---- the requirement in hand: its detail is unfolded, its proof in the viewer */

  const choisir = (ligne, focus = true) => {
    if (ligne && ligne !== courante) {
      if (courante) courante.removeAttribute("data-courante");
      courante = ligne;
      ligne.dataset.courante = "";
      demander("segur:preuve", { piece: ligne.dataset.preuve, champ: ligne.dataset.champ });
    }
    if (!focus || !courante) return;
    courante.focus({ preventScroll: true });
    courante.scrollIntoView({ block: "nearest" });
  };
  const bouger = (pas) => choisir(lignes[Math.min(lignes.length - 1, Math.max(0, lignes.indexOf(courante) + pas))]);
  /* The next requirement without a verdict, after this one then from the top; the decision when there is none. */
  const avancer = () => {
    const rang = lignes.indexOf(courante), suite = [...lignes.slice(rang + 1), ...lignes.slice(0, rang)];
    const reste = suite.find((ligne) => restantes().includes(ligne));
    if (reste) return choisir(reste);
    const titre = document.getElementById("titre-decision");
    titre.focus({ preventScroll: true });
    titre.parentElement.scrollIntoView({ block: "nearest" });
  };
  const juger = (valeur) => {
    const choix = courante.querySelector(`.segur-verdict input[value="${valeur}"]`);
    if (!choix) return;
    choix.checked = true;
    choix.dispatchEvent(new Event("change", { bubbles: true }));
    if (valeur !== "a_corriger") return avancer();
    courante.focus({ preventScroll: true });
    courante.querySelector(".segur-correction-saisie").scrollIntoView({ block: "nearest" });
  };

  /* ---- the reason: a numbered text that may be written again */

  const ecrire = (modele) => {
    const champ = motifOf(modele.closest("[data-exigence]"));
    champ.value = modele.dataset.texte;
    champ.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const motiver = (numero) => {
    const modele = courante.querySelectorAll(".segur-motifs input")[numero - 1];
    if (avis(courante) !== "a_corriger" || !modele) return;
    modele.checked = true;
    ecrire(modele);
  };
  cockpit.addEventListener("change", (event) => {
    if (event.target.matches(".segur-motifs input")) ecrire(event.target);
  });

  /* ---- where the verdicts chosen here stand, in the words of instruction/_rapide.html */

  const compte = cockpit.querySelector("[data-segur-compte]");
  const compter = () => {
    const total = jugeables.length, reste = restantes().length;
    const contestees = jugeables.filter((ligne) => avis(ligne) === "a_corriger").length;
    const exigences = (nombre) => `${nombre} exigence${nombre > 1 ? "s" : ""}`;
    const faites = reste ? `${exigences(reste)} sur ${total} à examiner.` : "Chaque exigence a son avis.";
    compte.textContent = `${reste === total ? `${exigences(total)} à examiner.` : faites} ${contestees ? `${contestees} à corriger.` : "Rien n’est contesté."}`;
  };
  cockpit.addEventListener("change", (event) => { if (event.target.matches(".segur-verdict input")) compter(); });

  /* ---- what decides */

  const accepter = () => {
    const claires = restantes().filter((ligne) => !("douteuse" in ligne.dataset));
    claires.forEach((ligne) => { ligne.querySelector('input[value="conforme"]').checked = true; });
    compter();
    const reste = restantes();
    if (reste.length) choisir(reste[0]);
    else document.getElementById("titre-decision").scrollIntoView({ block: "nearest" });
    annoncer(reste.length
      ? "Ce qui ne fait pas de doute est marqué «\u00a0conforme\u00a0». Le reste attend votre avis. Rien n’est encore enregistré."
      : "Tout ce qui restait est marqué «\u00a0conforme\u00a0». Rien n’est encore enregistré.");
  };
  const bouton = (geste) => form.querySelector(`[data-decision][value="${geste}"]`) || form.querySelector(`.segur-decision [value="${geste}"]`);
  const presser = (geste) => { if (bouton(geste)) bouton(geste).click(); };
  const decider = (event, geste) => {
    const reste = restantes(), contestees = lignes.filter((ligne) => avis(ligne) === "a_corriger");
    const douteuses = lignes.filter((ligne) => "douteuse" in ligne.dataset && avis(ligne) === "conforme");
    if (geste !== "valider" || reste.length || contestees.length || !douteuses.length) return; /* the server says what is missing */
    event.preventDefault();
    dialogues.confirmer.querySelector("[data-segur-douteuses]").replaceChildren(...douteuses.map((ligne) => {
      const point = document.createElement("li");
      point.textContent = titreOf(ligne);
      return point;
    }));
    dialogues.confirmer.showModal();
    dialogues.confirmer.querySelector("[data-segur-confirme]").focus();
  };
  let parti = false;
  window.addEventListener("pageshow", () => { parti = false; });
  form.addEventListener("submit", (event) => {
    if (parti) event.preventDefault(); /* pressed twice */
    parti = true;
  });

  document.addEventListener("click", (event) => {
    const cible = event.target, decision = cible.closest("[data-decision]");
    if (decision) decider(event, decision.value);
    if (cible.closest("[data-segur-conforme]")) { event.preventDefault(); accepter(); }
    if (cible.closest("[data-segur-touches]")) dialogues.touches.showModal();
    if (cible.closest("[data-segur-refermer]")) cible.closest("dialog").close();
    const lien = cible.closest('a[href^="#"]'), but = lien && document.getElementById(lien.hash.slice(1));
    if (but && cockpit.contains(but)) choisir(but.closest("[data-exigence]"), but.matches("[data-exigence]"));
  });
  /* A hand that presses must find what it pressed when it lets go: nothing moves before the click, then under it. */
  let presse = false;
  document.addEventListener("pointerdown", () => { presse = true; }, true);
  document.addEventListener("keydown", () => { presse = false; }, true);
  cockpit.addEventListener("focusin", (event) => { if (!presse) choisir(event.target.closest("[data-exigence]"), false); });
  cockpit.addEventListener("click", (event) => {
    const ligne = event.target.closest("[data-exigence]");
    if (!ligne || ligne === courante) return;
    const avant = ligne.getBoundingClientRect().top;
    choisir(ligne, false);
    window.scrollBy(0, ligne.getBoundingClientRect().top - avant);
  });
  document.addEventListener("segur:zone", ({ detail }) => choisir(document.getElementById(`exigence-${detail.code}`)));

  /* ---- the keys: never while one types, nor with Ctrl, Alt or Meta; whoever speaks to the computer puts them out */

  const TOUCHES = {
    j: () => bouger(1), k: () => bouger(-1), ArrowDown: () => bouger(1), ArrowUp: () => bouger(-1),
    a: accepter, m: () => { if (motifOf(courante) && motifOf(courante).offsetParent) motifOf(courante).focus(); },
    z: () => { if (avis(courante) === "a_corriger") demander("segur:dessiner", { code: courante.dataset.exigence }); },
    v: () => presser("valider"), d: () => presser("demander_complements"), s: () => presser("examiner"),
    "?": () => dialogues.touches.showModal(),
  };
  const DE_LA_VUE = { "+": "plus", "=": "plus", "-": "moins", "0": "entiere", w: "largeur", l: "lue", r: "tourner", n: "suivante", g: "page", b: "comparer", u: "superposer" };
  const actives = dialogues.touches.querySelector("[data-segur-actives]");
  try { actives.checked = localStorage.getItem(SOUVENIR) !== "non"; } catch { /* no memory here */ }
  actives.addEventListener("change", () => { try { localStorage.setItem(SOUVENIR, actives.checked ? "oui" : "non"); } catch { /* the same */ } });
  const isTyped = (cible) => cible.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit], [type=button])");

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (isTyped(target)) {
      if (key === "Escape" && target.closest("[data-exigence]")) choisir(target.closest("[data-exigence]"));
      return;
    }
    if (key.startsWith("Arrow") && target.matches("input, [data-fenetre]")) return;
    const lettre = key.length === 1 ? key.toLowerCase() : key;
    if (!actives.checked && lettre !== "?") return;
    if (VERDICTS[lettre]) juger(VERDICTS[lettre]);
    else if (/^[1-9]$/.test(key)) motiver(Number(key));
    else if (TOUCHES[lettre]) TOUCHES[lettre]();
    else if (DE_LA_VUE[lettre]) demander("segur:vue", DE_LA_VUE[lettre]);
    else return;
    event.preventDefault();
  });

  cockpit.dataset.actif = "";
  if (jugeables.some(avis)) compter(); /* what was typed came back with the page */
  const fautive = lignes.find((ligne) => ligne.querySelector(".fr-message--error, .fr-messages-group .fr-message"));
  choisir(fautive || restantes()[0] || lignes[0], false);
})();
