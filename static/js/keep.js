/* Keeps what is being typed into a form with data-keep, in this tab only, until it has been taken: an act that was done
   answers with a redirect, so the first page after the form that came by one says so. Signing out forgets everything. */
(() => {
  "use strict";
  const PREFIX = "keep:", SENT = "keep-sent";
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => JSON.parse(sessionStorage.getItem(key) || "{}");
  const pathOf = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;
  const choice = (one) => one.type === "radio" || one.type === "checkbox";
  const fields = (form) => [...form.elements].filter((one) => one.name && !["hidden", "password", "file", "submit"].includes(one.type));

  function keep(form, key) {
    const typed = Object.fromEntries(fields(form).filter((one) => !choice(one) || one.checked).map((one) => [one.name, one.value]));
    try {
      sessionStorage.setItem(key, JSON.stringify({ path: pathOf(form), typed }));
    } catch {
      sessionStorage.removeItem(key); // no room: rather nothing than an older state
    }
  }

  function restore(form, key) {
    const typed = read(key).typed || {};
    const untouched = !fields(form).some((one) => choice(one) && one.checked);
    for (const one of fields(form)) {
      if (choice(one)) one.checked = one.checked || (untouched && typed[one.name] === one.value);
      else if (!one.value && typed[one.name]) one.value = typed[one.name];
    }
  }

  /* Forgets what was sent by the form that led here. The page on which a session's end kept it has a form without a key. */
  function settle() {
    const sent = read(SENT);
    sessionStorage.removeItem(SENT);
    const arrival = performance.getEntriesByType("navigation")[0];
    if (!sent.path || !arrival || arrival.type !== "navigate" || !arrival.redirectCount) return;
    for (const key of keys()) if (sent.key ? key === sent.key : read(key).path === sent.path) sessionStorage.removeItem(key);
  }

  try {
    settle();
  } catch {
    return; // this browser has no storage for us
  }
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const key = PREFIX + form.dataset.keep;
    restore(form, key);
    form.addEventListener("input", () => keep(form, key));
  }
  document.addEventListener("submit", ({ target: form }) => {
    const key = form.dataset.keep ? PREFIX + form.dataset.keep : "";
    if (key) keep(form, key);
    if (pathOf(form) === "/sessions/end") keys().forEach((each) => sessionStorage.removeItem(each));
    else sessionStorage.setItem(SENT, JSON.stringify({ path: pathOf(form), key }));
  });
})();
