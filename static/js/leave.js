// A quick way out: the place in the browser's history is taken by where it leads. Twice Escape does the same. Without this it is a link.
const way = document.querySelector("[data-leave]");

function leave(event) {
  event?.preventDefault();
  document.body.hidden = true;
  window.location.replace(way.href);
}

let last = 0;
way.addEventListener("click", leave);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - last < 1500) leave();
  last = event.timeStamp;
});
