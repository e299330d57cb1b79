/* The proofs beside the requirements: one at a time, zoomed, turned, compared. Without this file they are simply shown.
   It is told what to do by buttons (data-vue) and by events: segur:vue, segur:preuve. What is drawn: zone.js. */
(() => {
  "use strict";
  const boite = document.querySelector("[data-segur-visionneuse]");
  if (!boite) return;
  const figures = [...boite.querySelectorAll("figure[data-piece]")];
  const courantes = figures.filter((figure) => !("remplacee" in figure.dataset));
  const outil = (nom) => boite.querySelector(`[data-vue="${nom}"]`);
  const fenetreOf = (figure) => figure.querySelector("[data-fenetre]");
  const cadreOf = (figure) => figure.querySelector(".segur-preuve__cadre");
  const UNITE = 10000;
  let montree = figures[0], compare = false, superpose = false;
  /* What is looked at: `zoom` times the whole, the point (x, y) of the picture at the middle, quarters of a turn. */
  let vue = { zoom: 1, x: 0.5, y: 0.5, tour: 0 }, cadrage = "largeur"; /* kept when the window changes, until one zooms */

  const dire = (texte) => { boite.querySelector("[data-vue-dit]").textContent = texte; };
  const mesures = (figure) => {
    const fenetre = fenetreOf(figure), image = fenetre.querySelector("img");
    const l = image.naturalWidth || 1, h = image.naturalHeight || 1, couchee = vue.tour % 2 === 1;
    const base = Math.min(fenetre.clientWidth / (couchee ? h : l), fenetre.clientHeight / (couchee ? l : h));
    return { l, h, couchee, base, fl: fenetre.clientWidth, fh: fenetre.clientHeight };
  };
  const matrice = (figure) => {
    const { l, h, base, fl, fh } = mesures(figure);
    return new DOMMatrix().translate(fl / 2, fh / 2).rotate(90 * vue.tour).scale(base * vue.zoom).translate(-vue.x * l, -vue.y * h);
  };
  const borne = (valeur, min, max) => Math.min(max, Math.max(min, valeur));
  const visibles = () => figures.filter((figure) => !figure.hidden && fenetreOf(figure));
  const poser = () => visibles().forEach((figure) => { cadreOf(figure).style.transform = matrice(figure).toString(); });
  const regarder = (change) => {
    cadrage = "";
    vue = { ...vue, ...change };
    vue.zoom = borne(vue.zoom, 0.5, 20);
    vue.x = borne(vue.x, -1, 2);
    vue.y = borne(vue.y, -1, 2);
    poser();
  };
  /* A move of the window, in its own pixels. */
  const pousser = (dx, dy) => {
    if (!fenetreOf(montree)) return;
    const { l, h, base } = mesures(montree);
    const { x, y } = new DOMMatrix().rotate(-90 * vue.tour).transformPoint(new DOMPoint(dx, dy));
    regarder({ x: vue.x - x / (base * vue.zoom * l), y: vue.y - y / (base * vue.zoom * h) });
  };
  const cadrer = (x, y, largeur, hauteur) => {
    const { l, h, couchee, base, fl, fh } = mesures(montree);
    const [large, haute] = couchee ? [hauteur * h, largeur * l] : [largeur * l, hauteur * h];
    const echelle = Math.min(fl / (large * 1.1), fh / (haute * 1.6), 2.5);
    regarder({ zoom: echelle / base, x: x + largeur / 2, y: y + hauteur / 2 });
  };
  const parts = (texte) => texte.split(" ").map((nombre) => Number(nombre) / UNITE);

  const VUES = {
    plus: () => regarder({ zoom: vue.zoom * 1.3 }),
    moins: () => regarder({ zoom: vue.zoom / 1.3 }),
    entiere: () => regarder({ zoom: 1, x: 0.5, y: 0.5 }),
    largeur: () => {
      const { l, h, couchee, base, fl, fh } = mesures(montree);
      const echelle = fl / (couchee ? h : l), cote = couchee ? l : h;
      const milieu = fh / 2 / (echelle * cote); /* the top of the picture at the top of the window */
      regarder({ zoom: echelle / base, x: couchee ? milieu : 0.5, y: couchee ? 0.5 : milieu });
    },
    lue: () => { if (montree.dataset.lue) cadrer(...parts(montree.dataset.lue)); else dire("Aucune zone n’a été lue sur cette preuve."); },
    tourner: () => { regarder({ tour: (vue.tour + 1) % 4 }); VUES.entiere(); },
    page: () => {
      const hauts = parts(montree.dataset.pages), ici = hauts.findLastIndex((haut) => haut <= vue.y);
      const rang = (ici + 1) % hauts.length, bas = hauts[rang + 1] ?? 1;
      cadrer(0, hauts[rang], 1, (bas - hauts[rang]) / 1.5);
      dire(`Page ${rang + 1} sur ${hauts.length}.`);
    },
    suivante: () => montrer(courantes[(courantes.indexOf(montree) + 1) % courantes.length]),
    comparer: () => { compare = !compare; if (!compare) superpose = false; disposer(); VUES.entiere(); },
    superposer: () => { superpose = !superpose; compare = superpose || compare; disposer(); VUES.entiere(); },
  };

  const rivaleOf = (figure) => figures.find((autre) => autre.dataset.piece === figure.dataset.rivale);
  /* True when nobody would tell one from the other: no point of theirs differs by more than what compressing changes. */
  const ECART = 32, COTE = 1200;
  const points = (image, l, h) => {
    const toile = new OffscreenCanvas(l, h).getContext("2d", { willReadFrequently: true });
    toile.drawImage(image, 0, 0, l, h);
    return toile.getImageData(0, 0, l, h).data;
  };
  const pareilles = (...deux) => {
    const images = deux.map((figure) => figure.querySelector("[data-fenetre] img"));
    if (!images.every((image) => image && image.complete && image.naturalWidth)) return false;
    const [{ naturalWidth: l, naturalHeight: h }, autre] = images, echelle = Math.min(1, COTE / Math.max(l, h));
    if (l !== autre.naturalWidth || h !== autre.naturalHeight) return false;
    const [un, deuxieme] = images.map((image) => points(image, Math.ceil(l * echelle), Math.ceil(h * echelle)));
    return un.every((valeur, rang) => Math.abs(valeur - deuxieme[rang]) <= ECART);
  };
  const disposer = () => {
    const rivale = rivaleOf(montree), deux = compare && rivale;
    figures.forEach((figure) => { figure.hidden = figure !== montree && !(deux && figure === rivale); });
    boite.toggleAttribute("data-compare", Boolean(deux && !superpose));
    boite.toggleAttribute("data-superpose", Boolean(deux && superpose));
    if (deux && montree.previousElementSibling !== rivale) montree.before(rivale); /* what came before, on the left */
    outil("comparer").hidden = outil("superposer").hidden = !rivale;
    outil("comparer").setAttribute("aria-pressed", String(Boolean(deux)));
    outil("superposer").setAttribute("aria-pressed", String(Boolean(deux && superpose)));
    outil("page").hidden = montree.dataset.pages.split(" ").length < 2;
    outil("suivante").hidden = courantes.length < 2;
    outil("lue").hidden = !montree.dataset.lue;
    if (!deux) return;
    if (superpose) dire(pareilles(montree, rivale) ? "Les deux images sont identiques à l’œil." : "Les deux preuves sont superposées\u00a0: là où elles diffèrent, l’image est double.");
    else dire(`À gauche, la preuve envoyée au tour ${rivale.dataset.tour}\u202f; à droite, celle du tour ${montree.dataset.tour}.`);
  };
  const montrer = (figure) => {
    if (!figure || figure === montree) return;
    montree = figure;
    vue = { zoom: 1, x: 0.5, y: 0.5, tour: 0 };
    compare = superpose = false;
    disposer();
    dire(courantes.length > 1 ? `Preuve ${courantes.indexOf(figure) + 1} sur ${courantes.length}.` : "");
    ouvrir();
  };
  /* At first: the whole width, where text is read, from the top. */
  const ouvrir = () => visibles().forEach((figure) => {
    const image = fenetreOf(figure).querySelector("img");
    if (image.complete && image.naturalWidth) faire("largeur"); else image.addEventListener("load", () => faire("largeur"), { once: true });
  });
  const eclairer = (champ) => boite.querySelectorAll(".segur-zone").forEach((zone) => {
    zone.classList.toggle("segur-zone--vedette", Boolean(champ) && zone.classList.contains(`segur-zone--${champ}`));
  });

  const CADRAGES = ["entiere", "largeur", "lue"];
  const faire = (nom) => {
    if (!fenetreOf(montree) && nom !== "suivante") return;
    VUES[nom]();
    if (CADRAGES.includes(nom)) cadrage = nom;
  };
  document.addEventListener("click", (event) => {
    const bouton = event.target.closest("button[data-vue]");
    if (bouton) faire(bouton.dataset.vue);
  });
  document.addEventListener("segur:vue", ({ detail }) => { if (!(outil(detail) && outil(detail).hidden)) faire(detail); });
  document.addEventListener("segur:preuve", ({ detail }) => {
    montrer(figures.find((figure) => figure.dataset.piece === detail.piece));
    eclairer(detail.champ);
  });

  /* ---- the hand: drag, pinch, wheel; the keyboard: arrows while the window has the focus */

  const doigts = new Map();
  let ecart = 0;
  boite.addEventListener("pointerdown", (event) => {
    const fenetre = event.target.closest("[data-fenetre]");
    if (!fenetre || event.defaultPrevented) return;
    fenetre.setPointerCapture(event.pointerId);
    doigts.set(event.pointerId, event);
    ecart = 0;
  });
  boite.addEventListener("pointermove", (event) => {
    const avant = doigts.get(event.pointerId);
    if (!avant) return;
    doigts.set(event.pointerId, event);
    if (doigts.size === 1) return pousser(event.clientX - avant.clientX, event.clientY - avant.clientY);
    const [un, deux] = [...doigts.values()], neuf = Math.hypot(un.clientX - deux.clientX, un.clientY - deux.clientY);
    if (ecart) regarder({ zoom: vue.zoom * (neuf / ecart) });
    ecart = neuf;
  });
  ["pointerup", "pointercancel"].forEach((nom) => boite.addEventListener(nom, (event) => doigts.delete(event.pointerId)));
  boite.addEventListener("wheel", (event) => {
    if (!event.target.closest("[data-fenetre]")) return;
    event.preventDefault();
    if (event.ctrlKey) regarder({ zoom: vue.zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15) });
    else pousser(-event.deltaX, -event.deltaY);
  }, { passive: false });
  const PAS = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  boite.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !event.target.matches("[data-fenetre]") || !PAS[event.key]) return;
    event.preventDefault();
    pousser(...PAS[event.key]);
  });
  const veille = new ResizeObserver(() => { if (cadrage) faire(cadrage); else poser(); });
  figures.filter(fenetreOf).forEach((figure) => veille.observe(fenetreOf(figure)));
  /* As high as what is left of the window under it; on a small screen the style sheet says. */
  const ajuster = () => {
    const haut = Math.max(8, boite.parentElement.getBoundingClientRect().top);
    boite.style.height = innerWidth < 992 ? "" : `${Math.max(288, innerHeight - haut - 8)}px`;
  };
  ["scroll", "resize"].forEach((nom) => window.addEventListener(nom, ajuster, { passive: true }));

  /* ---- what zone.js asks: the proof in sight, and where a point of the screen falls on it, in ten-thousandths */

  document.addEventListener("segur:situer", ({ detail }) => {
    const figure = detail.figure || montree, { l, h } = mesures(figure), cadre = fenetreOf(figure).getBoundingClientRect();
    const { x, y } = matrice(figure).inverse().transformPoint(new DOMPoint(detail.clientX - cadre.left, detail.clientY - cadre.top));
    detail.x = Math.round(borne(x / l, 0, 1) * UNITE);
    detail.y = Math.round(borne(y / h, 0, 1) * UNITE);
  });
  document.addEventListener("segur:montree", ({ detail }) => { detail.figure = montree; detail.centre = [vue.x, vue.y, vue.zoom]; });

  figures.filter(fenetreOf).forEach((figure) => {
    const fenetre = fenetreOf(figure);
    fenetre.tabIndex = 0;
    fenetre.setAttribute("role", "group");
    fenetre.setAttribute("aria-label", `${fenetre.querySelector("img").alt} : flèches pour la déplacer`);
  });
  boite.dataset.actif = "";
  ajuster();
  disposer();
  ouvrir();
})();
