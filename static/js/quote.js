/* Choosing words of a text by mouse, touch or keyboard offers to comment on exactly these words. Offsets are counted in
   code points, as the server counts them. By keyboard: the text takes focus, the arrow keys choose a word, with Shift they
   choose more, Enter goes on, Escape lets go. */
(() => {
  "use strict";
  const homes = [...document.querySelectorAll("[data-quote-to]")];
  if (!homes.length) return;
  const HINT = "Arrow keys choose a word, with Shift more words; Enter comments on them.";
  const BEGINNING = 40; // characters of the words that go along, so that a page which has moved on notices

  const button = document.createElement("a");
  button.className = "button quote-button";
  button.textContent = "Comment on these words";
  button.hidden = true;
  const hint = document.createElement("p");
  hint.className = "quote-hint";
  hint.setAttribute("role", "status");

  const points = (text) => [...text].length;

  /* The part of the selection that lies in a text, or null. */
  function chosen() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    const home = homes.find((one) => one.contains(range.startContainer) || one.contains(range.endContainer));
    if (!home) return null;
    if (!home.contains(range.startContainer)) range.setStart(home, 0);
    if (!home.contains(range.endContainer)) range.setEnd(home, home.childNodes.length);
    return range.toString().trim() ? { home, range } : null;
  }

  /* Where the chosen words stand in the trimmed text, without the spaces around them. */
  function place({ home, range }) {
    const before = document.createRange();
    before.setStart(home, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const indent = home.textContent.length - home.textContent.trimStart().length;
    const picked = range.toString();
    const from = before.toString().length + picked.length - picked.trimStart().length;
    const words = picked.trim();
    const start = points(home.textContent.slice(indent, from));
    return { start, end: start + points(words), words };
  }

  function offer() {
    const found = chosen();
    if (!found) {
      if (document.activeElement !== button) button.hidden = true;
      return;
    }
    const { start, end, words } = place(found);
    const beginning = encodeURIComponent([...words].slice(0, BEGINNING).join(""));
    button.href = `${found.home.dataset.quoteTo}?start=${start}&end=${end}&words=${beginning}#comment`;
    if (button.previousElementSibling !== found.home) found.home.after(button);
    button.hidden = false;
    put(button, found.range.getBoundingClientRect());
  }

  /* Below the words, inside the page, whatever the direction of the text. */
  function put(element, box) {
    const ground = element.offsetParent ? element.offsetParent.getBoundingClientRect() : document.documentElement.getBoundingClientRect();
    const room = document.documentElement.clientWidth - element.offsetWidth - 8;
    const rtl = getComputedStyle(element).direction === "rtl";
    const x = Math.max(8, Math.min(rtl ? box.right - element.offsetWidth : box.left, room));
    element.style.left = `${x - ground.left}px`;
    element.style.top = `${box.bottom + 8 - ground.top}px`;
  }

  /* Words as [from, to] in the text content. */
  function wordsOf(home) {
    const text = home.textContent;
    if (!Intl.Segmenter) return [...text.matchAll(/\S+/g)].map((one) => [one.index, one.index + one[0].length]);
    const found = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)].filter((one) => one.isWordLike);
    return found.map((one) => [one.index, one.index + one.segment.length]);
  }

  /* The text node and offset for a place in the text content. */
  function at(home, offset) {
    const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && offset > node.length) {
      offset -= node.length;
      node = walker.nextNode();
    }
    return [node, offset];
  }

  const kept = new WeakMap(); // by text: the first and the last word chosen by keyboard

  function choose(home, step, wider) {
    const words = wordsOf(home);
    if (!words.length) return;
    const was = chosen() ? kept.get(home) : undefined;
    const last = Math.max(0, Math.min(words.length - 1, was ? was.last + step : 0));
    const first = was && wider ? was.first : last;
    kept.set(home, { first, last });
    const [from, to] = [words[Math.min(first, last)][0], words[Math.max(first, last)][1]];
    document.getSelection().setBaseAndExtent(...at(home, from), ...at(home, to));
    offer();
    hint.textContent = `“${home.textContent.slice(from, to)}”. Enter comments on these words.`;
    button.scrollIntoView({ block: "nearest" });
  }

  function typed(event) {
    const home = event.currentTarget;
    if (event.target !== home || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const onward = getComputedStyle(home).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      choose(home, event.key === onward ? 1 : -1, event.shiftKey);
      event.preventDefault();
    } else if (event.key === "Enter" && !button.hidden) {
      button.click();
    }
  }

  function letGo(event) {
    if (event.key !== "Escape" || button.hidden) return;
    const home = button.previousElementSibling;
    const focused = document.activeElement === button;
    button.hidden = true;
    document.getSelection().removeAllRanges();
    if (focused && home) home.focus({ preventScroll: true });
  }

  for (const home of homes) {
    home.tabIndex = 0;
    home.setAttribute("role", "group");
    home.setAttribute("aria-label", "Words to comment on");
    home.addEventListener("keydown", typed);
    home.addEventListener("focus", () => {
      home.after(hint);
      hint.textContent = HINT;
      if (!button.hidden) home.after(button);
    });
  }
  button.addEventListener("mousedown", (event) => event.preventDefault()); // pressing it must not let go of the words
  document.addEventListener("selectionchange", offer);
  document.addEventListener("keydown", letGo);
})();
