/* A page where a dossier is being examined says every minute that someone is still there, while it is in sight.
   Without this file the lock ends after ten minutes, and the next save takes it again. */
(() => {
  "use strict";
  const form = document.querySelector("[data-segur-verrou]");
  if (!form) return;
  const MINUTE = 60000;
  const dire = (texte) => document.dispatchEvent(new CustomEvent("segur:annonce", { detail: texte }));
  const jeton = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value;
  let minuterie = 0;
  const battre = async () => {
    if (document.hidden) return;
    try {
      const reponse = await fetch(form.action, { method: "POST", headers: { "X-CSRFToken": jeton() }, credentials: "same-origin" });
      if (reponse.status !== 409) return;
      clearInterval(minuterie);
      document.removeEventListener("visibilitychange", battre);
      dire(await reponse.text());
    } catch {
      /* The network is away: the next minute says more. */
    }
  };
  minuterie = setInterval(battre, MINUTE);
  document.addEventListener("visibilitychange", battre);
})();
