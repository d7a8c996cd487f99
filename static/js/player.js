/* An episode: its own player over the browser's, chapters that jump, a transcript that follows and can be searched.
   Where somebody was is kept on this device alone. Without this script the browser's player, the text and its links are there. */

const PLACES = "lus.podcast.places";
const SPEED = "lus.podcast.speed";
const KEPT = 30; // episodes of which the place is remembered

function read(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    /* a browser that keeps nothing: then nothing is kept */
  }
}

function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)}:${two(seconds % 60)}` : `${Math.floor(seconds / 3600)}:${rest}`;
}

const moment = (fragment) => {
  const found = /^#t=(\d+(?:\.\d+)?)$/.exec(fragment);
  return found ? Number(found[1]) : null;
};

class Player {
  constructor(root) {
    this.root = root;
    this.key = root.dataset.key;
    this.sound = root.querySelector("audio");
    this.play = root.querySelector("[data-play]");
    this.seek = root.querySelector("[data-seek]");
    this.speed = root.querySelector("[data-speed]");
    this.now = root.querySelector("[data-now]");
    this.at = root.querySelector("[data-at]");
    this.note = root.querySelector("[data-note]");
    this.length = Number(root.dataset.length);
    this.start = 0; // where it begins once somebody presses play
    this.listeners = [];
    this.savedAt = 0;

    root.querySelector(".player__panel").hidden = false;
    this.sound.controls = false;
    this.sound.hidden = true;
    root.classList.add("player--ours");
    this.listen();
    this.resume();
    this.show();
  }

  get place() {
    return this.sound.readyState > 0 ? this.sound.currentTime : this.start;
  }

  listen() {
    this.play.addEventListener("click", () => this.toggle());
    for (const button of this.root.querySelectorAll("[data-skip]")) {
      button.addEventListener("click", () => this.skip(Number(button.dataset.skip)));
    }
    this.seek.addEventListener("input", () => this.go(Number(this.seek.value) / 1000));
    this.speed.addEventListener("change", () => {
      this.sound.playbackRate = Number(this.speed.value);
      write(SPEED, this.speed.value);
    });
    this.sound.addEventListener("loadedmetadata", () => {
      if (Number.isFinite(this.sound.duration)) this.length = this.sound.duration * 1000;
      this.seek.max = String(Math.round(this.length));
      if (this.start) this.sound.currentTime = this.start;
      this.sound.playbackRate = Number(this.speed.value);
    });
    for (const name of ["play", "pause", "timeupdate", "seeked", "ended"]) this.sound.addEventListener(name, () => this.show());
    this.sound.addEventListener("timeupdate", () => this.keep());
    this.sound.addEventListener("pause", () => this.keep(true));
    this.sound.addEventListener("ended", () => this.forget());
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    const act = { k: () => this.toggle(), j: () => this.skip(-15), l: () => this.skip(30) }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  toggle() {
    if (this.sound.paused) this.sound.play();
    else this.sound.pause();
  }

  skip(seconds) {
    this.go(this.place + seconds);
  }

  go(seconds) {
    const target = Math.min(Math.max(seconds, 0), this.length / 1000);
    this.start = target;
    if (this.sound.readyState > 0) this.sound.currentTime = target;
    this.show();
  }

  jump(seconds) {
    this.go(seconds);
    this.sound.play();
  }

  resume() {
    const speed = read(SPEED, "1");
    if ([...this.speed.options].some((option) => option.value === speed)) this.speed.value = speed;
    const asked = moment(location.hash);
    const kept = read(PLACES, {})[this.key];
    if (asked !== null) {
      this.start = asked;
    } else if (typeof kept === "number" && kept > 3 && kept * 1000 < this.length - 3000) {
      this.start = kept;
      this.note.textContent = this.note.dataset.resumed;
    }
  }

  keep(now = false) {
    if (!now && Math.abs(this.sound.currentTime - this.savedAt) < 2) return;
    this.savedAt = this.sound.currentTime;
    const places = read(PLACES, {});
    delete places[this.key];
    places[this.key] = Math.round(this.sound.currentTime * 10) / 10;
    write(PLACES, Object.fromEntries(Object.entries(places).slice(-KEPT)));
  }

  forget() {
    const places = read(PLACES, {});
    delete places[this.key];
    write(PLACES, places);
    this.start = 0;
  }

  show() {
    const at = this.place * 1000;
    const playing = !this.sound.paused && !this.sound.ended;
    this.root.classList.toggle("player--playing", playing);
    this.play.setAttribute("aria-label", playing ? this.play.dataset.on : this.play.dataset.off);
    this.seek.value = String(Math.round(at));
    this.seek.setAttribute("aria-valuetext", `${clock(at)} ${this.seek.dataset.of} ${clock(this.length)}`);
    this.at.textContent = clock(at);
    this.root.style.setProperty("--done", `${this.length ? Math.min((at / this.length) * 100, 100) : 0}%`);
    for (const listener of this.listeners) listener(at, playing);
  }
}

class Chapters {
  constructor(player) {
    this.links = [...document.querySelectorAll("[data-jump]")];
    for (const link of this.links) {
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        player.jump(Number(link.dataset.jump));
      });
    }
    player.listeners.push((at) => this.mark(player, at));
    this.mark(player, player.place * 1000);
  }

  mark(player, at) {
    const current = this.links.findLast((link) => Number(link.dataset.jump) * 1000 <= at + 50);
    if (current === this.current) return;
    this.current?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "true");
    this.current = current;
    player.now.textContent = current ? current.lastElementChild.textContent : "";
  }
}

class Words {
  constructor(root, player) {
    this.root = root;
    this.cues = [...root.querySelectorAll(".cue")].map((element) => ({
      element, from: Number(element.dataset.from), to: Number(element.dataset.to), text: element.textContent,
    }));
    this.tools = root.querySelector("[data-words-tools]");
    this.field = this.tools.querySelector("input[type=search]");
    this.count = this.tools.querySelector("[data-words-count]");
    this.follow = this.tools.querySelector("[data-words-follow]");
    this.marks = [];
    this.mark = -1;
    this.tools.hidden = false;
    this.field.addEventListener("input", () => this.search());
    this.tools.addEventListener("submit", (event) => {
      event.preventDefault();
      this.next();
    });
    document.addEventListener("click", (event) => this.onClick(event, player));
    player.listeners.push((at, playing) => this.show(at, playing));
  }

  onClick(event, player) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !(event.target instanceof Element)) return;
    const link = event.target.closest('a[href^="#t="]');
    const cue = event.target.closest(".cue");
    const seconds = link ? moment(link.getAttribute("href")) : cue ? Number(cue.dataset.from) / 1000 : null;
    if (seconds === null || !getSelection().isCollapsed) return;
    event.preventDefault();
    if (link) history.replaceState(null, "", link.getAttribute("href"));
    player.jump(seconds);
  }

  show(at, playing) {
    const current = this.cues.findLast((cue) => cue.from <= at + 50);
    const said = current && at < current.to + 400 && (playing || at > 0) ? current : undefined;
    if (said === this.said) return;
    const before = this.said?.element;
    before?.classList.remove("cue--said");
    said?.element.classList.add("cue--said");
    this.said = said;
    if (said && playing && this.follow.checked && this.inSight(before ?? said.element)) {
      said.element.scrollIntoView({ block: "nearest" });
    }
  }

  /* Whoever reads elsewhere on the page is left where they are. */
  inSight(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > -80 && box.top < window.innerHeight + 80;
  }

  search() {
    const wanted = this.field.value.trim();
    this.marks = [];
    this.mark = -1;
    for (const cue of this.cues) this.highlight(cue, wanted);
    const { none } = this.tools.dataset;
    this.count.textContent = !wanted ? "" : this.marks.length ? `${this.marks.length}` : none;
  }

  highlight(cue, wanted) {
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const { element, text } = cue;
    const found = plain(text);
    const word = plain(wanted);
    if (!word || found.length !== text.length || !found.includes(word)) {
      if (element.childElementCount) element.textContent = text;
      return;
    }
    const pieces = [];
    let from = 0;
    for (let place = found.indexOf(word); place >= 0; place = found.indexOf(word, from)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(place, place + word.length);
      pieces.push(text.slice(from, place), mark);
      this.marks.push(mark);
      from = place + word.length;
    }
    element.replaceChildren(...pieces, text.slice(from));
  }

  next() {
    if (!this.marks.length) return;
    this.marks[this.mark]?.classList.remove("cue__here");
    this.mark = (this.mark + 1) % this.marks.length;
    const here = this.marks[this.mark];
    here.classList.add("cue__here");
    here.scrollIntoView({ block: "center" });
    this.count.textContent = `${this.mark + 1} ${this.tools.dataset.found} ${this.marks.length}`;
  }
}

const root = document.querySelector("[data-player]");
if (root) {
  const player = new Player(root);
  new Chapters(player);
  const words = document.querySelector("[data-words]");
  if (words) new Words(words, player);
  player.show();
}
