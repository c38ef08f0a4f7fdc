/* Selecting words of a text by mouse, touch or keyboard offers to comment on exactly these words. Offsets are counted in
   code points, as the server counts them. By keyboard without caret browsing: the text takes focus, the arrow keys move
   word by word, and Shift widens the choice. */
(() => {
  "use strict";
  const button = document.createElement("a");
  button.className = "quote-button button";
  button.textContent = "Comment on these words";
  button.hidden = true;

  const points = (text) => Array.from(text).length;

  function range() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const chosen = selection.getRangeAt(0);
    const element = chosen.commonAncestorContainer.nodeType === 1 ? chosen.commonAncestorContainer : chosen.commonAncestorContainer.parentElement;
    const home = element && element.closest("[data-quote-to]");
    return home && chosen.toString().trim() ? { home, chosen } : null;
  }

  function offsets({ home, chosen }) {
    const before = document.createRange();
    before.selectNodeContents(home);
    const skipped = home.textContent.length - home.textContent.trimStart().length;
    before.setEnd(chosen.startContainer, chosen.startOffset);
    const whole = home.textContent.trim();
    const from = Math.max(0, before.toString().length - skipped);
    const to = Math.min(whole.length, from + chosen.toString().length);
    const exact = whole.slice(from, to);
    const start = points(whole.slice(0, from)) + points(exact) - points(exact.trimStart());
    return { start, end: start + points(exact.trim()) };
  }

  function offer() {
    const found = range();
    if (!found) {
      if (document.activeElement !== button) button.hidden = true;
      return;
    }
    const { start, end } = offsets(found);
    button.href = `${found.home.dataset.quoteTo}?start=${start}&end=${end}#comment`;
    const box = found.chosen.getBoundingClientRect();
    if (button.previousElementSibling !== found.home) found.home.after(button);
    button.hidden = false;
    button.style.insetBlockStart = `${box.bottom + window.scrollY + 8}px`;
    button.style.insetInlineStart = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - 240))}px`;
  }

  function word(home, direction, extend) {
    const selection = document.getSelection();
    if (!selection.rangeCount || !home.contains(selection.anchorNode)) selection.collapse(home, 0);
    selection.modify(extend ? "extend" : "move", direction, "word");
  }

  document.addEventListener("selectionchange", offer);
  document.addEventListener("keydown", (event) => {
    const home = event.target.closest && event.target.closest("[data-quote-to]");
    if (event.key === "Escape") {
      button.hidden = true;
      return;
    }
    if (!home || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      word(home, event.key === "ArrowRight" ? "right" : "left", event.shiftKey);
      event.preventDefault();
    } else if (event.key === "Enter" && !button.hidden) {
      button.click();
    }
  });
  for (const home of document.querySelectorAll("[data-quote-to]")) home.tabIndex = 0;
})();
