// The attendance list on a bad connection: what is ticked or written down waits on this device until the server says that it is kept.
// Without this module the same lists are forms with a button.

const RETRY = 10_000;
const PATIENCE = 8_000;

const root = document.querySelector("[data-attendance]");

if (root) start(root);

function start(section) {
  const words = section.dataset;
  const key = `lus-attendance:${words.attendance}`;
  const list = section.querySelector("[data-list]");
  const status = section.querySelector("[data-status]");
  const there = section.querySelector("[data-there]");
  const walkIn = section.querySelector("[data-walk-in]");
  const token = section.querySelector("[name=csrfmiddlewaretoken]").value;
  let busy = false;
  let signedOut = false;

  section.querySelectorAll("[data-without-script]").forEach((button) => {
    button.hidden = true;
  });

  // --- what waits: { ticks: { id: "yes" | "" }, people: [{ id, name, companions }] } ---

  function read() {
    try {
      return { ticks: {}, people: [], ...JSON.parse(localStorage.getItem(key) || "{}") };
    } catch {
      return { ticks: {}, people: [] };
    }
  }

  function write(waiting) {
    if (Object.keys(waiting.ticks).length || waiting.people.length) localStorage.setItem(key, JSON.stringify(waiting));
    else localStorage.removeItem(key);
    tell(waiting);
  }

  // --- what one sees ---

  const row = (id) => list.querySelector(`[data-person="${CSS.escape(id)}"]`);

  function mark(id, text, waits) {
    const state = row(id)?.querySelector("[data-state]");
    if (!state) return;
    state.textContent = text;
    state.toggleAttribute("data-waiting", waits);
  }

  function tell(waiting, hasSent = false) {
    const count = Object.keys(waiting.ticks).length + waiting.people.length;
    status.classList.toggle("lus-kept--waiting", count > 0);
    if (count && signedOut) status.textContent = words.signIn;
    else if (count) status.textContent = count === 1 ? words.waitingOne : words.waitingMany.replace("%n", count);
    else if (hasSent) status.textContent = words.allKept;
    if (there) {
      const ticked = [...list.querySelectorAll("[data-person]")].filter((each) => each.querySelector("input:checked"));
      there.textContent = ticked.reduce((sum, each) => sum + Number(each.dataset.seats || 1), 0);
    }
  }

  function addRow({ id, name, companions }) {
    if (row(id)) return;
    const made = section.querySelector("[data-row]").content.cloneNode(true).firstElementChild;
    made.dataset.person = id;
    made.dataset.seats = 1 + Number(companions || 0);
    made.querySelector(".lus-tick__name").textContent = Number(companions) ? `${name} + ${companions}` : name;
    made.querySelector("input").value = id;
    list.append(made);
  }

  // --- sending ---

  async function post(url, fields) {
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": token, Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.type === "opaqueredirect" || (answer.status === 403 && !isJson)) {
      signedOut = true;
      throw new Error("signed out");
    }
    if (answer.status >= 500 || !isJson) throw new Error(`not kept: ${answer.status}`);
    signedOut = false;
    return { isKept: answer.ok, why: (await answer.json()).why };
  }

  async function send() {
    if (busy) return;
    busy = true;
    let hasSent = false;
    try {
      for (let person = read().people[0]; person; person = read().people[0]) {
        const fields = { public_id: person.id, name: person.name, companions: person.companions || "" };
        const { isKept, why } = await post(words.walkInUrl, fields);
        const waiting = read();
        waiting.people = waiting.people.filter((each) => each.id !== person.id);
        write(waiting);
        mark(person.id, isKept ? words.kept : why, !isKept);
        hasSent = true;
      }
      for (let [next] = Object.entries(read().ticks); next; [next] = Object.entries(read().ticks)) {
        const [id, value] = next;
        const { isKept, why } = await post(words.tickUrl, { person: id, there: value });
        const waiting = read();
        if (waiting.ticks[id] === value) {
          delete waiting.ticks[id];
          write(waiting);
          mark(id, isKept ? words.kept : why, !isKept);
        }
        hasSent = true;
      }
    } catch {
      // It waits: the next try is at most ten seconds away.
    } finally {
      busy = false;
      tell(read(), hasSent);
    }
  }

  // --- what somebody does ---

  list.addEventListener("change", ({ target }) => {
    const person = target.closest("[data-person]");
    if (!person || target.type !== "checkbox") return;
    const waiting = read();
    waiting.ticks[person.dataset.person] = target.checked ? "yes" : "";
    person.querySelector("[data-absent]")?.remove();
    write(waiting);
    mark(person.dataset.person, words.notKept, true);
    send();
  });

  walkIn?.addEventListener("submit", (event) => {
    const { name, companions, public_id: publicId } = walkIn.elements;
    if (!name.value.trim()) return; // the server says what is missing
    event.preventDefault();
    const person = { id: publicId.value, name: name.value.trim(), companions: companions.value };
    const waiting = read();
    waiting.people.push(person);
    addRow(person);
    write(waiting);
    mark(person.id, words.notKept, true);
    walkIn.reset();
    publicId.value = crypto.randomUUID();
    name.focus();
    send();
  });

  // --- what waited here before ---

  const before = read();
  before.people.forEach(addRow);
  Object.entries(before.ticks).forEach(([id, value]) => {
    const box = row(id)?.querySelector("input[type=checkbox]");
    if (box) box.checked = value === "yes";
    mark(id, words.notKept, true);
  });
  before.people.forEach(({ id }) => mark(id, words.notKept, true));
  tell(before);
  send();

  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(() => {
    const waiting = read();
    if (Object.keys(waiting.ticks).length || waiting.people.length) send();
  }, RETRY);
}
