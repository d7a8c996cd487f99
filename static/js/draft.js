// A draft of a long form, kept in this browser alone for a week: never sent, thrown away when the form has come or when somebody says so.
// Attachments and what guards the form are not kept. Without this script the form works too.

const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = "draft:";

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key));
    if (kept && Date.now() - kept.at < WEEK) return kept.said;
    localStorage.removeItem(PREFIX + key);
  } catch {
    // no storage here, or something else under that name
  }
  return null;
}

function drop(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // no storage here
  }
}

/** Drafts of whatever form that are older than a week. */
function dropOld() {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) read(name.slice(PREFIX.length));
  } catch {
    // no storage here
  }
}

/** The fields that a person fills in. */
function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "file", "submit", "button", "password"].includes(field.type) && !field.closest(".form__trap"),
  );
}

function isChoice(field) {
  return field.type === "radio" || field.type === "checkbox";
}

function saidIn(form) {
  const said = {};
  for (const field of fieldsOf(form)) {
    if (isChoice(field) ? field.checked : field.value !== field.defaultValue && field.value.trim()) said[field.name] = field.value;
  }
  return said;
}

/** Fill in what was kept; folded parts with something in them open. */
function putBack(form, said) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in said)) continue;
    if (isChoice(field)) field.checked = field.value === said[field.name];
    else field.value = said[field.name];
    if (field.value && !isChoice(field) && field.tagName !== "SELECT") field.closest("details")?.setAttribute("open", "");
  }
}

function keepDraft(form) {
  const key = form.dataset.draft;
  const note = document.querySelector(`[data-draft-note="${CSS.escape(key)}"]`);
  try {
    localStorage.setItem(`${PREFIX}try`, "");
    localStorage.removeItem(`${PREFIX}try`);
  } catch {
    return;
  }
  note.hidden = false;
  const kept = read(key);
  // A form that came back with something wrong holds the newer words.
  if (kept && !document.querySelector(".error-summary")) {
    putBack(form, kept);
    note.querySelector("[data-draft-found]").hidden = false;
  }
  let waiting;
  const keep = () => {
    clearTimeout(waiting);
    const said = saidIn(form);
    try {
      if (Object.keys(said).length) localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), said }));
      else drop(key);
    } catch {
      // full: what was kept before stays
    }
  };
  form.addEventListener("input", () => {
    note.querySelector("[data-draft-said]").textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400);
  });
  form.addEventListener("submit", keep);
  addEventListener("pagehide", () => {
    if (waiting) keep();
  });
  note.querySelector("[data-draft-drop]").addEventListener("click", () => {
    clearTimeout(waiting);
    waiting = undefined;
    drop(key);
    form.reset();
    for (const field of fieldsOf(form)) {
      if (isChoice(field)) field.checked = false;
      else if (field.tagName !== "SELECT" && field.name !== "language") field.value = "";
    }
    note.querySelector("[data-draft-found]").hidden = true;
    const word = note.querySelector("[data-draft-said]");
    word.textContent = word.dataset.words;
  });
}

dropOld();
for (const done of document.querySelectorAll("[data-draft-done]")) drop(done.dataset.draftDone);
for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
