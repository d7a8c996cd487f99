// Cards of the board by mouse: dropping one on a column presses the button of that state in the card's own form.
const board = document.querySelector("[data-board]");
const told = document.querySelector("[data-board-status]");
let held = null;

const may = (column) => held?.dataset.moves.split(" ").includes(column.dataset.state);

function letGo() {
  held?.classList.remove("lus-request--held");
  held = null;
  for (const column of board.querySelectorAll(".lus-column--open, .lus-column--over")) {
    column.classList.remove("lus-column--open", "lus-column--over");
  }
}

function drop(card, state) {
  const button = card.querySelector(`button[name="to"][value="${state}"]`);
  button?.form.requestSubmit(button);
}

for (const card of board?.querySelectorAll("[data-card]") ?? []) {
  if (!card.dataset.moves.trim()) continue;
  card.draggable = true;
  card.addEventListener("dragstart", (event) => {
    held = card;
    card.classList.add("lus-request--held");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.id);
    for (const column of board.querySelectorAll("[data-state]")) column.classList.toggle("lus-column--open", may(column));
    told.textContent = board.dataset.told;
  });
  card.addEventListener("dragend", letGo);
}

for (const column of board?.querySelectorAll("[data-state]") ?? []) {
  column.addEventListener("dragover", (event) => {
    if (!may(column)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    column.classList.add("lus-column--over");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("lus-column--over");
  });
  column.addEventListener("drop", (event) => {
    if (!may(column)) return;
    event.preventDefault();
    drop(held, column.dataset.state);
    letGo();
  });
}
