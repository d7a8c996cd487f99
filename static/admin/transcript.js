// The transcript beside its sound: insert the time, jump to a line, take in a file. Without this it is a textarea.
const TIMED = /^\s*(?:\[|\()?((?:\d{1,3}:)?\d{1,3}:[0-5]\d)(?:[.,](\d{1,3}))?/;
const WORDS = {
  insert: "Zet hier de tijd",
  back: "5 seconden terug",
  lines: "Regels: klik om erheen te springen",
  none: "Kies eerst een geluid en bewaar: dan kan je hier luisteren terwijl je typt.",
};

const seconds = (clock, rest = "0") =>
  clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(`0.${rest || 0}`);

const written = (at) => {
  const whole = Math.floor(at);
  const pad = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return `${hours ? `${hours}:` : ""}${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
};

const vtt = (at) => `${String(Math.floor(at / 3600)).padStart(2, "0")}:${written(at % 3600)}.${String(Math.floor((at % 1) * 1000)).padStart(3, "0")}`;

// Each line with a time, what is said after it, and where it stands in the text.
function linesOf(text) {
  const found = [];
  let place = 0;
  for (const line of text.split("\n")) {
    const timed = TIMED.exec(line);
    if (timed) {
      const rest = line.includes("-->") ? "" : line.slice(timed[0].length).replace(/^[\])]\s*/, "");
      found.push({ at: seconds(timed[1], timed[2]), place, words: rest });
    } else if (found.length && line.trim() && !found.at(-1).words && !/^\d+$/.test(line.trim())) {
      found.at(-1).words = line.replace(/<v(?:\.\S+)?\s+([^>]+)>/g, "$1: ").replace(/<[^>]*>/g, "");
    }
    place += line.length + 1;
  }
  return found;
}

function made(kind, name, text = "") {
  const element = document.createElement(kind);
  element.className = name;
  element.textContent = text;
  return element;
}

function begin(area) {
  const player = document.querySelector("[data-studio-player]");
  const box = made("div", "studio-transcript");
  area.before(box);
  takeInFile(area);
  if (!player) {
    box.append(made("p", "help", WORDS.none));
    return;
  }
  const own = player.cloneNode();
  own.removeAttribute("data-studio-player");
  own.setAttribute("aria-label", "Geluid");
  const deeds = made("div", "studio-transcript__deeds");
  const insert = made("button", "button button-small", WORDS.insert);
  const back = made("button", "button button-small button-secondary", WORDS.back);
  insert.type = back.type = "button";
  deeds.append(insert, back);
  const list = made("ol", "studio-transcript__lines");
  list.setAttribute("aria-label", WORDS.lines);
  box.append(own, deeds, list);

  let lines = [];
  const draw = () => {
    lines = linesOf(area.value);
    list.replaceChildren(
      ...lines.map(({ at, place, words }) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.append(made("time", "", written(at)), made("span", "", words));
        button.addEventListener("click", () => {
          own.currentTime = at;
          own.play().catch(() => {});
          area.setSelectionRange(place, place);
        });
        item.append(button);
        return item;
      }),
    );
  };
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 400);
  });
  back.addEventListener("click", () => {
    own.currentTime = Math.max(own.currentTime - 5, 0);
  });
  insert.addEventListener("click", () => {
    const mark = area.value.startsWith("WEBVTT") ? `\n${vtt(own.currentTime)} --> ${vtt(own.currentTime + 4)}\n` : `[${written(own.currentTime)}] `;
    area.focus();
    area.setRangeText(mark, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  own.addEventListener("timeupdate", () => {
    const now = lines.findLastIndex(({ at }) => at <= own.currentTime + 0.05);
    [...list.children].forEach((item, index) => item.classList.toggle("is-now", index === now));
  });
  draw();
}

// A chosen file goes into the text at once, so that it can be looked at and is not sent again with each save.
function takeInFile(area) {
  const input = area.form?.querySelector("input[type=file][name$=transcript_file]");
  input?.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file || file.size > 2 * 1024 ** 2) return;
    area.value = await file.text();
    input.value = "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

document.querySelectorAll("textarea[data-transcript]").forEach(begin);
