/* The zone of a correction, drawn on the proof in sight: by hand, or by keys (arrows move, Shift and arrows resize).
   It ends in a hidden field that the server reads again (dossiers/rules/zone.py); without this file the reason is enough. */
(() => {
  "use strict";
  const UNITE = 10000, MIN = 100, PAS = 150;
  const form = document.getElementById("examen");
  const boite = document.querySelector("[data-segur-visionneuse]");
  if (!form || !boite) return;
  const figureOf = (piece) => boite.querySelector(`figure[data-piece="${CSS.escape(piece)}"]`);
  const champOf = (code) => form.elements[`zone_${code}`];
  const barreOf = (code) => form.querySelector(`[data-zone="${CSS.escape(code)}"]`);
  const borne = (valeur, min, max) => Math.min(max, Math.max(min, valeur));
  let encours = null; /* { code, figure, x, y, largeur, hauteur, depart, avant } */

  const demander = (nom, detail) => { document.dispatchEvent(new CustomEvent(nom, { detail })); return detail; };
  const dire = (texte) => { boite.querySelector("[data-vue-dit]").textContent = texte; };
  const pageOf = (figure, y) => figure.dataset.pages.split(" ").map(Number).findLastIndex((haut) => haut <= y) + 1;
  const lire = (texte) => {
    const [piece, page, x, y, largeur, hauteur] = texte.split(";");
    return { piece, page: Number(page), x: Number(x), y: Number(y), largeur: Number(largeur), hauteur: Number(hauteur) };
  };
  const tracer = (figure, zone) => {
    const dessin = figure && figure.querySelector("[data-correction]");
    if (!dessin) return;
    dessin.replaceChildren();
    if (!zone) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", "segur-correction");
    [["x", zone.x], ["y", zone.y], ["width", zone.largeur], ["height", zone.hauteur]].forEach(([nom, valeur]) => rect.setAttribute(nom, valeur));
    dessin.append(rect);
  };

  /* The page says which zone each requirement has, in words too. */
  const montrer = (code) => {
    const texte = champOf(code).value, barre = barreOf(code), zone = texte ? lire(texte) : null;
    boite.querySelectorAll(`figure[data-ligne="${CSS.escape(code)}"]:not([data-remplacee])`).forEach((figure) => {
      tracer(figure, zone && zone.piece === figure.dataset.piece ? zone : null);
    });
    barre.querySelector("[data-zone-effacer]").hidden = !zone;
    barre.querySelector("[data-zone-dite]").textContent = zone ? "Une zone est dessinée\u00a0: l’éditeur la verra sur son image." : "";
  };

  /* Where to begin: around what the requirement in hand reads there, else around what was read, else in the middle. */
  const proposer = (figure, centre) => {
    const vedette = figure.querySelector(".segur-zone--vedette");
    if (vedette) {
      const { x, y, width, height } = vedette.getBBox(), [, , l, h] = vedette.ownerSVGElement.getAttribute("viewBox").split(" ").map(Number);
      const marge = height;
      return { x: (UNITE * (x - marge)) / l, y: (UNITE * (y - marge)) / h, largeur: (UNITE * (width + 2 * marge)) / l, hauteur: (UNITE * (height + 2 * marge)) / h };
    }
    if (figure.dataset.lue) {
      const [x, y, largeur, hauteur] = figure.dataset.lue.split(" ").map(Number);
      return { x, y, largeur, hauteur };
    }
    return { x: UNITE * centre[0] - 1000, y: UNITE * centre[1] - 600, largeur: 2000, hauteur: 1200 };
  };
  const commencer = (code) => {
    const { figure, centre } = demander("segur:montree", {});
    const sienne = figure.dataset.ligne === code && !("remplacee" in figure.dataset);
    const cible = sienne ? figure : boite.querySelector(`figure[data-ligne="${CSS.escape(code)}"]:not([data-remplacee])`);
    if (!cible || !cible.querySelector("[data-fenetre]")) return dire("Cette preuve ne s’affiche pas\u00a0: le motif suffit.");
    if (!sienne) demander("segur:preuve", { piece: cible.dataset.piece, champ: "" });
    const avant = champOf(code).value, milieu = sienne ? centre : [0.5, 0.5];
    const depart = avant && lire(avant).piece === cible.dataset.piece ? lire(avant) : proposer(cible, milieu);
    encours = { code, figure: cible, avant, depart: null };
    placer(depart);
    boite.dataset.dessin = "";
    cible.querySelector("[data-fenetre]").focus({ preventScroll: true });
    dire("Dessinez la zone\u00a0: à la souris ou au doigt, ou aux flèches (Maj pour la taille), puis Entrée. Échap abandonne.");
  };
  const placer = ({ x, y, largeur, hauteur }) => {
    encours.largeur = Math.round(borne(largeur, MIN, UNITE));
    encours.hauteur = Math.round(borne(hauteur, MIN, UNITE));
    encours.x = Math.round(borne(x, 0, UNITE - encours.largeur));
    encours.y = Math.round(borne(y, 0, UNITE - encours.hauteur));
    tracer(encours.figure, encours);
  };
  const finir = (garde) => {
    const { code, figure, avant, x, y, largeur, hauteur } = encours;
    champOf(code).value = garde ? [figure.dataset.piece, pageOf(figure, y), x, y, largeur, hauteur].join(";") : avant;
    encours = null;
    delete boite.dataset.dessin;
    montrer(code);
    dire(garde ? "La zone est gardée." : "La zone est abandonnée.");
    document.dispatchEvent(new CustomEvent("segur:zone", { detail: { code } }));
  };

  document.addEventListener("segur:dessiner", ({ detail }) => { if (champOf(detail.code)) commencer(detail.code); });
  document.addEventListener("click", (event) => {
    const barre = event.target.closest("[data-zone]");
    if (event.target.closest("[data-zone-dessiner]")) commencer(barre.dataset.zone);
    if (event.target.closest("[data-zone-effacer]")) {
      champOf(barre.dataset.zone).value = "";
      montrer(barre.dataset.zone);
      barre.querySelector("[data-zone-dessiner]").focus();
    }
  });

  const SENS = { ArrowLeft: [-PAS, 0], ArrowRight: [PAS, 0], ArrowUp: [0, -PAS], ArrowDown: [0, PAS] };
  document.addEventListener("keydown", (event) => {
    if (!encours) return;
    if (event.key === "Tab") return finir(true);
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      finir(event.key === "Enter");
    } else if (SENS[event.key]) {
      event.preventDefault();
      const [dx, dy] = SENS[event.key], { x, y, largeur, hauteur } = encours;
      placer(event.shiftKey ? { x, y, largeur: largeur + dx, hauteur: hauteur + dy } : { x: x + dx, y: y + dy, largeur, hauteur });
    }
  }, true);

  boite.addEventListener("pointerdown", (event) => {
    const fenetre = event.target.closest("[data-fenetre]");
    if (!encours || !fenetre || !encours.figure.contains(fenetre)) return;
    event.preventDefault();
    event.stopPropagation();
    fenetre.setPointerCapture(event.pointerId);
    encours.depart = demander("segur:situer", { figure: encours.figure, clientX: event.clientX, clientY: event.clientY });
  }, true);
  boite.addEventListener("pointermove", (event) => {
    if (!encours || !encours.depart) return;
    event.stopPropagation();
    const ici = demander("segur:situer", { figure: encours.figure, clientX: event.clientX, clientY: event.clientY }), { depart } = encours;
    placer({ x: Math.min(ici.x, depart.x), y: Math.min(ici.y, depart.y), largeur: Math.abs(ici.x - depart.x), hauteur: Math.abs(ici.y - depart.y) });
  }, true);
  boite.addEventListener("pointerup", (event) => {
    if (!encours || !encours.depart) return;
    event.stopPropagation();
    finir(true);
  }, true);

  form.querySelectorAll("[data-zone]").forEach((barre) => montrer(barre.dataset.zone));
})();
