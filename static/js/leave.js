// A quick way out: the page empties at once, and where it leads takes its place in the browser's history. Twice Escape does the same.
// Who then goes back to a page of this kind, in the same tab, is led away again. Without this script the way out is a link.
{
  const MARK = "lus";
  const TWICE = 1500; // ms between two presses

  const leave = (event) => {
    event?.preventDefault();
    const way = document.querySelector("[data-leave]").href;
    sessionStorage.setItem(MARK, "1");
    document.title = "";
    document.documentElement.hidden = true;
    window.location.replace(way);
  };

  const begin = () => {
    document.querySelector("[data-leave]").addEventListener("click", leave);
    const [came] = performance.getEntriesByType("navigation");
    if (!sessionStorage.getItem(MARK)) return;
    if (came?.type === "back_forward") leave();
    else {
      sessionStorage.removeItem(MARK);
      document.documentElement.hidden = false;
    }
  };

  // Nothing is seen before it is known how somebody came here.
  document.documentElement.hidden = sessionStorage.getItem(MARK) !== null;
  document.documentElement.dataset.leaves = "";
  document.addEventListener("DOMContentLoaded", begin);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && sessionStorage.getItem(MARK)) leave();
  });

  let last = -TWICE;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - last < TWICE) leave();
    last = event.timeStamp;
  });
}
