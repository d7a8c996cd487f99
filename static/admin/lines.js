// Lines of a proposal: the button adds an empty one here, without asking the server.
const lines = document.querySelector("[data-lines]");
const empty = document.querySelector("template[data-empty-line]");
const button = document.querySelector("[data-add-line]");
const total = document.querySelector(`#id_${lines?.dataset.prefix}-TOTAL_FORMS`);
const most = document.querySelector(`#id_${lines?.dataset.prefix}-MAX_NUM_FORMS`);

button?.addEventListener("click", (event) => {
  const place = Number(total.value);
  if (place >= Number(most.value)) return;
  event.preventDefault();
  const line = document.createRange().createContextualFragment(empty.innerHTML.replaceAll("__prefix__", place));
  lines.append(line);
  total.value = place + 1;
  lines.lastElementChild.querySelector("select, input")?.focus();
});
