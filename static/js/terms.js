/* A word of the word list shows its meaning in place: by click, touch or Enter; Escape or a click elsewhere closes it.
   Without this script, or without popovers, the word is a link to the word list. */

const GAP = 8;

function place(word, meaning) {
  const at = (word.getClientRects()[0] ?? word.getBoundingClientRect());
  const width = meaning.offsetWidth;
  const left = Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - width - GAP));
  const below = at.bottom + GAP;
  const fits = below + meaning.offsetHeight < window.innerHeight || at.top < meaning.offsetHeight + GAP;
  const top = fits ? below : at.top - meaning.offsetHeight - GAP;
  meaning.style.left = `${left + window.scrollX}px`;
  meaning.style.top = `${top + window.scrollY}px`;
}

function explain(link, number) {
  const word = document.createElement("button");
  word.type = "button";
  word.className = "term";
  word.append(...link.childNodes);

  const meaning = document.createElement("span");
  meaning.className = "term-meaning";
  meaning.id = `term-${number}`;
  meaning.popover = "auto";
  meaning.textContent = link.dataset.meaning;

  word.setAttribute("popovertarget", meaning.id);
  word.setAttribute("aria-describedby", meaning.id);
  meaning.addEventListener("toggle", (event) => {
    if (event.newState === "open") place(word, meaning);
  });
  link.replaceWith(word, meaning);
}

if ("popover" in HTMLElement.prototype) {
  document.querySelectorAll("a.term[data-meaning]").forEach(explain);
}
