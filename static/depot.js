/* A proof is dropped, pasted, photographed or chosen; its sending is seen, cancelled, tried again. Without this file the
   same field has its button. Bounds and sentences are the server's: they stand on the field (dossiers/depot/champ.py). */
(() => {
  "use strict";
  const ECHEC = "L’envoi n’a pas abouti. Votre fichier est toujours là\u00a0: vérifiez votre connexion, puis réessayez.";
  const ANNULE = "Envoi annulé\u00a0: rien n’a été déposé.";
  const LAQUELLE = "Cette page attend plusieurs fichiers\u00a0: cliquez dans la zone du bon, puis collez à nouveau.";
  const ZONE = "[data-segur-depot]";
  const envois = new WeakMap(); /* zone → its request */
  let touchee = ""; /* the id of the zone last used: a picture pasted on the page goes there */

  const zones = () => [...document.querySelectorAll(ZONE)];
  const zoneOf = (event) => (event.target instanceof Element ? event.target.closest(ZONE) : null);
  const champOf = (zone) => zone.querySelector("input[type=file]");
  const partOf = (zone, nom) => zone.querySelector(`[data-depot="${nom}"]`);
  const say = (texte) => { document.getElementById("depot-dit").textContent = texte; };
  const stop = (zone) => {
    const xhr = envois.get(zone);
    envois.delete(zone);
    delete zone.dataset.etat;
    delete zone.dataset.dit;
    if (xhr) xhr.abort();
  };
  const isSending = (zone) => ["envoi", "verification"].includes(zone.dataset.etat);

  /* ---- what is given: checked at once, then it leaves alone, by htmx */

  const refusal = ({ accept, dataset }, fichier) => {
    const { size, type } = fichier, pdf = type === "application/pdf";
    if (!size) return dataset.vide;
    if (type && !accept.split(",").includes(type)) return JSON.parse(dataset.rejets)[type] || dataset.pasAdmis;
    if (size > Number(pdf ? dataset.octetsMaxPdf : dataset.octetsMax)) return pdf ? dataset.tropLourdPdf : dataset.tropLourd;
    return "";
  };
  const setError = (champ, phrase) => {
    const id = `${champ.id}_error`;
    const groupe = document.getElementById(id) || document.createElement("div");
    const ligne = document.createElement("p");
    Object.assign(groupe, { id, className: "fr-messages-group" }).replaceChildren(ligne);
    Object.assign(ligne, { className: "fr-message fr-message--error", textContent: phrase });
    champ.closest(".fr-upload-group").append(groupe);
    champ.closest(".fr-upload-group").classList.add("fr-upload-group--error");
    champ.setAttribute("aria-invalid", "true");
    champ.setAttribute("aria-describedby", `${champ.id}_helptext ${id}`);
    say(phrase);
  };
  const clearError = (champ) => { /* of what was given before: it says nothing of what is given now */
    const groupe = document.getElementById(`${champ.id}_error`);
    if (!groupe) return;
    groupe.remove();
    champ.closest(".fr-upload-group").classList.remove("fr-upload-group--error");
    champ.removeAttribute("aria-invalid");
    champ.setAttribute("aria-describedby", `${champ.id}_helptext`);
  };
  document.addEventListener("change", (event) => {
    const zone = zoneOf(event);
    if (!zone || event.target !== champOf(zone)) return;
    const champ = event.target;
    const { fichiersMax, tropDeFichiers } = champ.dataset;
    const phrase = champ.files.length > Number(fichiersMax) ? tropDeFichiers
      : [...champ.files].map((fichier) => refusal(champ, fichier)).find(Boolean);
    stop(zone); /* what is given replaces what was on its way */
    if (phrase) {
      champ.value = "";
      setError(champ, phrase);
    } else clearError(champ);
    if (!champ.files.length) event.stopPropagation();
  }, true);

  document.addEventListener("input", (event) => { /* a file is no answer of the draft: it travels alone */
    if (zoneOf(event)) event.stopPropagation();
  }, true);

  /* What is to follow the proof in place follows what is on its way to it; a file that got there is there once. */
  const isFollowing = ({ form, name }) => form.elements[`suite_${name}`] && form.elements[`suite_${name}`].value;
  const give = (zone, fichiers) => {
    const champ = champOf(zone), lot = new DataTransfer();
    const avant = isSending(zone) && isFollowing(champ) ? [...champ.files] : [];
    [...avant, ...fichiers].forEach((fichier) => lot.items.add(fichier));
    champ.files = lot.files;
    champ.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* ---- dropped: elsewhere on the page a file does nothing, rather than open in place of the form */

  const hold = (ici, ailleurs) => zones().forEach((zone) => {
    const survol = zone === ici ? "ici" : ailleurs;
    if (survol) zone.dataset.survol = survol; else delete zone.dataset.survol;
  });
  const carriesFiles = (event) => event.dataTransfer && event.dataTransfer.types.includes("Files") && zones().length;
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = zoneOf(event) ? "copy" : "none";
    hold(zoneOf(event), "page");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) hold(null, ""); });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    hold(null, "");
    if (zoneOf(event) && event.dataTransfer.files.length) give(zoneOf(event), [...event.dataTransfer.files]);
  });

  /* ---- pasted: a text goes where it always went, a screenshot to the zone in use, or to the only one */

  const two = (nombre) => String(nombre).padStart(2, "0");
  const named = (fichier) => {
    if (!/^image\.\w+$/.test(fichier.name)) return fichier;
    const t = new Date(), suffixe = fichier.name.split(".").pop();
    const jour = `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}`;
    const nom = `copie-ecran-${jour}-${two(t.getHours())}${two(t.getMinutes())}.${suffixe}`;
    return new File([fichier], nom, { type: fichier.type });
  };
  const isText = (event) => event.clipboardData.types.includes("text/plain")
    && event.target instanceof Element && event.target.matches("textarea, input:not([type=file], [type=radio])");
  ["focusin", "pointerdown"].forEach((nom) => document.addEventListener(nom, (event) => {
    if (zoneOf(event)) touchee = zoneOf(event).id;
  }));
  document.addEventListener("paste", (event) => {
    const fichiers = [...event.clipboardData.files], toutes = zones();
    if (!fichiers.length || !toutes.length || isText(event)) return;
    event.preventDefault();
    const zone = zoneOf(event) || document.getElementById(touchee) || (toutes.length === 1 ? toutes[0] : null);
    if (!zone) document.dispatchEvent(new CustomEvent("segur:annonce", { detail: LAQUELLE }));
    else give(zone, fichiers.map(named));
  });

  /* ---- on its way */

  const show = (zone, recu, total) => {
    const progres = zone.querySelector("progress"), { files } = champOf(zone);
    const nom = files.length > 1 ? `${files.length} fichiers` : files[0].name;
    const part = Math.floor((100 * recu) / total);
    zone.dataset.etat = part < 100 ? "envoi" : "verification";
    if (part < 100) progres.value = part; else progres.removeAttribute("value");
    const texte = part < 100 ? `Envoi de ${nom}\u00a0: ${part}\u00a0%` : `Envoi de ${nom} terminé\u00a0: vérification…`;
    partOf(zone, "texte").textContent = texte;
    const quart = String(Math.floor(part / 25));
    if (zone.dataset.dit !== quart) say(texte);
    zone.dataset.dit = quart;
  };
  const end = (zone, xhr) => {
    if (envois.get(zone) !== xhr) return;
    envois.delete(zone);
    delete zone.dataset.dit;
    if (xhr.status === 200) return;
    zone.dataset.etat = "echec";
    const phrase = xhr.status === 413 ? champOf(zone).dataset.tropEnsemble : ECHEC;
    partOf(zone, "echec").textContent = phrase;
    say(phrase);
  };
  const cancel = (zone) => {
    stop(zone);
    champOf(zone).value = "";
    champOf(zone).focus();
    say(ANNULE);
  };
  document.addEventListener("htmx:beforeSend", ({ target, detail: { xhr } }) => {
    if (!target.matches(ZONE)) return;
    envois.set(target, xhr);
    show(target, 0, 1);
    xhr.upload.addEventListener("progress", (avance) => show(target, avance.loaded, avance.total));
    xhr.addEventListener("loadend", () => end(target, xhr));
  });

  /* A draft that comes back meanwhile draws the fields anew: what is on its way, or failed, keeps its place. */
  document.addEventListener("htmx:beforeSwap", ({ target, detail: { xhr } }) => {
    if (target.matches(ZONE) && xhr.status === 200) delete target.dataset.etat;
  });
  document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
    target.querySelectorAll(`${ZONE}[data-etat]`).forEach((zone) => {
      const neuve = fragment.querySelector("#" + CSS.escape(zone.id));
      const actif = zone.contains(document.activeElement) && document.activeElement;
      if (neuve) neuve.replaceWith(zone);
      if (actif) queueMicrotask(() => actif.focus({ preventScroll: true }));
    });
  });

  /* ---- buttons */

  const photograph = (champ) => { /* the telephone opens its camera; the same field otherwise offers its pictures */
    const { accept } = champ;
    champ.accept = accept.split(",").filter((type) => type.startsWith("image/")).join(",");
    champ.setAttribute("capture", "environment");
    champ.click();
    champ.removeAttribute("capture");
    champ.accept = accept;
  };
  const GESTES = {
    annuler: cancel,
    photo: (zone) => photograph(champOf(zone)),
    reessayer: (zone) => champOf(zone).dispatchEvent(new Event("change", { bubbles: true })),
  };
  document.addEventListener("click", (event) => {
    const bouton = event.target.closest("button[data-depot]");
    if (bouton) GESTES[bouton.dataset.depot](bouton.closest(ZONE));
  });

  /* Leaving the page would lose a file on its way; a form that is sent takes it along. */
  let soumis = false;
  document.addEventListener("submit", () => { soumis = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!soumis && zones().some(isSending)) event.preventDefault();
  });
})();
