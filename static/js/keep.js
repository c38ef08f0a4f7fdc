/* Keeps what is being typed into a form with data-keep until it has been sent, in this tab only. */
(() => {
  "use strict";
  const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "password" && one.type !== "file");
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const name = `keep:${form.dataset.keep}`;
    const kept = JSON.parse(sessionStorage.getItem(name) || "{}");
    for (const one of fields(form)) {
      if (one.type === "radio" || one.type === "checkbox") one.checked = one.checked || kept[one.name] === one.value;
      else if (!one.value && kept[one.name]) one.value = kept[one.name];
    }
    form.addEventListener("input", () => {
      const typed = {};
      for (const one of fields(form)) if ((one.type !== "radio" && one.type !== "checkbox") || one.checked) typed[one.name] = one.value;
      sessionStorage.setItem(name, JSON.stringify(typed));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(name));
  }
})();
