/* Arrows walk over the dates of the month, Page Up and Page Down over months. Without this script Tab does it all. */

const table = document.querySelector("[data-month-table]");
const dates = [...table.querySelectorAll("a")];

function walk(event, step) {
  const at = dates.indexOf(document.activeElement);
  const next = dates[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

/* The nearest date in the same column, a week or more up or down. */
function climb(event, direction) {
  const cell = document.activeElement.closest("td");
  if (!cell) return;
  for (let row = cell.parentElement; (row = direction < 0 ? row.previousElementSibling : row.nextElementSibling); ) {
    const link = row.cells[cell.cellIndex].querySelector("a");
    if (link) {
      event.preventDefault();
      link.focus();
      return;
    }
  }
}

function turn(event, to) {
  const link = document.querySelector(`[data-month="${to}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

const KEYS = {
  ArrowLeft: (event) => walk(event, -1),
  ArrowRight: (event) => walk(event, 1),
  ArrowUp: (event) => climb(event, -1),
  ArrowDown: (event) => climb(event, 1),
  PageUp: (event) => turn(event, "before"),
  PageDown: (event) => turn(event, "after"),
};

table.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  KEYS[event.key]?.(event);
});
