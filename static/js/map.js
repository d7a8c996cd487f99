// Nearer and further on the map: by button, wheel with Ctrl, two fingers, keys and dragging. Without this the whole map stands there.
const map = document.querySelector("[data-map]");
const drawing = map?.querySelector("[data-map-drawing]");

if (drawing) {
  const whole = drawing.viewBox.baseVal;
  const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let seen = { ...all };
  const said = map.querySelector("[data-map-said]");

  function show() {
    const width = Math.min(seen.width, all.width);
    const height = (width * all.height) / all.width;
    const x = Math.max(all.x, Math.min(seen.x, all.x + all.width - width));
    const y = Math.max(all.y, Math.min(seen.y, all.y + all.height - height));
    seen = { x, y, width, height };
    drawing.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    map.classList.toggle("map--near", width < all.width);
    map.querySelector('[data-map-zoom="out"]').disabled = width >= all.width;
    map.querySelector('[data-map-zoom="in"]').disabled = width <= all.width / 8;
  }

  function zoom(factor, at = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }) {
    const width = Math.max(all.width / 8, Math.min(all.width, seen.width / factor));
    const ratio = width / seen.width;
    seen = { x: at.x - (at.x - seen.x) * ratio, y: at.y - (at.y - seen.y) * ratio, width, height: seen.height * ratio };
    show();
  }

  function place(event) {
    const box = drawing.getBoundingClientRect();
    return {
      x: seen.x + ((event.clientX - box.left) / box.width) * seen.width,
      y: seen.y + ((event.clientY - box.top) / box.height) * seen.height,
    };
  }

  map.querySelector("[data-map-buttons]").hidden = false;
  map.addEventListener("click", (event) => {
    const button = event.target.closest("[data-map-zoom]");
    if (!button) return;
    if (button.dataset.mapZoom === "all") {
      seen = { ...all };
      show();
    } else zoom(button.dataset.mapZoom === "in" ? 1.6 : 1 / 1.6);
  });

  // Keys work where the map as a whole has the focus.
  map.setAttribute("tabindex", "0");
  map.setAttribute("role", "group");
  map.setAttribute("aria-label", map.dataset.mapLabel);
  map.addEventListener("keydown", (event) => {
    if (event.target !== map) return;
    const step = seen.width / 6;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key in moves && seen.width < all.width) {
      seen.x += moves[event.key][0];
      seen.y += moves[event.key][1];
      show();
    } else if (event.key === "+" || event.key === "=") zoom(1.6);
    else if (event.key === "-") zoom(1 / 1.6);
    else if (event.key === "0") {
      seen = { ...all };
      show();
    } else return;
    event.preventDefault();
  });

  drawing.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return; // without Ctrl the page scrolls
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, place(event));
    },
    { passive: false },
  );

  const fingers = new Map();
  let moved = 0;
  drawing.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    moved = 0;
  });
  drawing.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const others = [...fingers.values()].filter((one) => one.pointerId !== event.pointerId);
    if (others.length === 1) {
      const was = Math.hypot(before.clientX - others[0].clientX, before.clientY - others[0].clientY);
      const is = Math.hypot(event.clientX - others[0].clientX, event.clientY - others[0].clientY);
      if (was > 0) zoom(is / was, place(event));
      moved += 10;
    } else if (seen.width < all.width) {
      const scale = seen.width / drawing.getBoundingClientRect().width;
      seen.x -= (event.clientX - before.clientX) * scale;
      seen.y -= (event.clientY - before.clientY) * scale;
      moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      show();
    }
    fingers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    drawing.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }

  // A tap says what stands there; the list keeps it.
  drawing.addEventListener("click", (event) => {
    const area = event.target.closest(".map__area");
    if (!area) return;
    if (moved > 6) return;
    map.querySelector(".map__area--chosen")?.classList.remove("map__area--chosen");
    area.classList.add("map__area--chosen");
    said.textContent = area.querySelector("title").textContent;
  });

  show();
}
