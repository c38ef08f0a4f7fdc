/* Keeps what is typed into a form of a page and not sent, in this browser, for the person who is signed in and the mandate
   that spoke, until it was taken: an act that was done answers with a redirect, so the first page after the form that came
   by one says so. Whoever comes back finds the words in their place, with their time and a button that discards them. What is
   compared is what the server sent: words that were written before the page changed are offered, and not put in its place.
   Signing out forgets everything, and so do some days. Forms with data-unkept, or with a password, are not kept at all. */
(() => {
  "use strict";
  const PREFIX = "unsent:", SENT = "sent";
  const { who, keptDays } = document.body.dataset;
  const mine = `${PREFIX}${who}:`;
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const read = (storage, key) => JSON.parse(storage.getItem(key) || "null");
  const forget = (key) => localStorage.removeItem(key);
  const pathOf = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;
  const choice = (one) => one.type === "radio" || one.type === "checkbox";
  const fields = (form) => [...form.elements].filter((one) => one.name && !["hidden", "password", "file", "submit", "button"].includes(one.type));
  const worded = (form) => form.querySelector("textarea, input[type=text], input:not([type])");
  const kept = (form) => who && form.getAttribute("method") === "post" && worded(form) && !form.querySelector("[type=password]") && !("unkept" in form.dataset);

  function keyOf(form) {
    const made = form.querySelector("input[name=_for]");
    return `${mine}${made ? made.value.split(" ")[0] : ""}:${form.dataset.keep || pathOf(form)}`;
  }

  /* Names and values, as they are now or as the server sent them. */
  function state(form, sent) {
    const found = [];
    for (const one of fields(form)) {
      if (choice(one)) (sent ? one.defaultChecked : one.checked) && found.push([one.name, one.value]);
      else if (one.options) for (const each of picked(one, sent)) found.push([one.name, each.value]);
      else found.push([one.name, (sent ? one.defaultValue : one.value).replaceAll("\r\n", "\n")]);
    }
    return found.filter(([, value]) => value !== "");
  }

  /* Of a list without a choice, a browser shows the first. */
  function picked(list, sent) {
    const found = [...list.options].filter((each) => (sent ? each.defaultSelected : each.selected));
    return found.length || list.multiple ? found : [...list.options].slice(0, 1);
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function keep(form) {
    const key = keyOf(form), earlier = read(localStorage, key), typed = state(form), refused = document.getElementById("errors");
    const sent = refused && earlier ? earlier.sent : state(form, true);
    try {
      if (same(typed, sent)) forget(key);
      else localStorage.setItem(key, JSON.stringify({ path: pathOf(form), at: Date.now(), sent, typed }));
    } catch {
      forget(key); // no room: rather nothing than an older state
    }
  }

  /* Puts the words into the fields; answers the pairs whose fields are not there yet. */
  function put(form, typed, only = () => true) {
    const left = [...typed], names = new Set(typed.map(([name]) => name));
    const take = (name, value) => {
      const at = left.findIndex((each) => each[0] === name && (value === undefined || each[1] === value));
      return at < 0 ? undefined : left.splice(at, 1)[0][1];
    };
    for (const one of fields(form)) {
      if (!only(one)) continue;
      if (choice(one)) one.checked = take(one.name, one.value) !== undefined;
      else if (one.options) for (const each of one.options) each.selected = take(one.name, each.value) !== undefined || (!names.has(one.name) && each.value === "");
      else one.value = take(one.name) ?? "";
    }
    return left;
  }

  function time(at) {
    const moment = new Date(at), today = new Date().toISOString().slice(0, 10) === moment.toISOString().slice(0, 10);
    const day = today ? "" : `${moment.toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" })}, `;
    return `${day}${moment.toISOString().slice(11, 16)} UTC`;
  }

  function button(text, pressed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-quiet";
    made.textContent = text;
    made.addEventListener("click", pressed);
    return made;
  }

  /* Lets the page itself answer to the words, as if they had been typed: a preview is made of them. */
  function tell(form, left) {
    form.addEventListener("htmx:afterSwap", () => { put(form, left, (one) => left.some(([name]) => name === one.name)); }, { once: true });
    for (const type of ["input", "change"]) (worded(form) || form).dispatchEvent(new CustomEvent(type, { bubbles: true, detail: "kept" }));
  }

  function restore(form) {
    const key = keyOf(form), found = read(localStorage, key), sent = state(form, true);
    if (!found || same(found.typed, sent)) return;
    const says = document.createElement("div"), line = document.createElement("p");
    const changed = !same(found.sent, sent) && !document.getElementById("errors");
    says.className = "notice notice-wait";
    says.setAttribute("role", "status");
    line.textContent = `Your unsaved words of ${time(found.at)}${changed ? " were written before this page changed" : ""}. `;
    const discard = button("Discard them", () => {
      forget(key);
      form.reset();
      says.remove();
    });
    const back = () => tell(form, put(form, found.typed));
    const buttons = document.createElement("p");
    buttons.className = "buttons";
    if (changed) {
      const words = document.createElement("pre");
      words.className = "kept";
      words.dir = "auto";
      words.textContent = found.typed.filter(([name]) => fields(form).some((one) => one.name === name && !choice(one))).map(([, value]) => value).join("\n\n");
      says.append(line, words);
      const again = button("Put them in the form", () => {
        back();
        again.remove();
        words.remove();
      });
      buttons.append(again, " ");
    } else {
      says.append(line);
      back();
    }
    buttons.append(discard);
    says.append(buttons);
    form.prepend(says);
    for (let at = form.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  }

  /* Forgets what was sent by the form that led here. The page on which a session's end kept it has a form without a key. */
  function settle() {
    const sent = read(sessionStorage, SENT), arrival = performance.getEntriesByType("navigation")[0];
    sessionStorage.removeItem(SENT);
    if (!sent || !arrival || arrival.type !== "navigate" || !arrival.redirectCount) return;
    for (const key of keys()) if (sent.key ? key === sent.key : (read(localStorage, key) || {}).path === sent.path) forget(key);
  }

  /* What is too old, or somebody else's who used this browser before. */
  function tidy() {
    for (const key of keys()) {
      const found = read(localStorage, key);
      if (!found || Date.now() - found.at > keptDays * 86_400_000 || (who && !key.startsWith(mine))) forget(key);
    }
  }

  try {
    settle();
    if (keptDays) tidy();
  } catch {
    return; // this browser has no storage for us
  }
  document.addEventListener("DOMContentLoaded", () => { // after htmx has seen what the server sent
    for (const form of document.forms) if (kept(form)) restore(form);
  });
  document.addEventListener("input", ({ target, detail }) => {
    if (detail !== "kept" && target.form && kept(target.form)) keep(target.form);
  });
  document.addEventListener("submit", ({ target: form }) => {
    const key = kept(form) ? keyOf(form) : "";
    if (key) keep(form);
    if (pathOf(form) === "/sessions/end") keys().forEach(forget);
    else sessionStorage.setItem(SENT, JSON.stringify({ path: pathOf(form), key }));
  });
})();
