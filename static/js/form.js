// Forms that ask something of people: focus goes to what is not right, and a busy form gets its proof of work.
// Without this script everything works too; a busy form then asks to wait half a minute.

function focusOnErrors() {
  document.querySelector(".error-summary[autofocus]")?.focus();
}

/** The challenge of this form, null when it asks none. */
async function challengeOf(form) {
  const response = await fetch(form.dataset.challenge, { headers: { Accept: "application/json" }, cache: "no-store" });
  return response.status === 200 ? response.json() : null;
}

/** The number behind `challenge`, found in a worker so that the page stays alive; null when it cannot be found. */
function solve(challenge, address) {
  return new Promise((resolve) => {
    const worker = new Worker(address, { type: "module" });
    worker.onmessage = (event) => {
      worker.terminate();
      resolve(event.data);
    };
    worker.onerror = () => {
      worker.terminate();
      resolve(null);
    };
    worker.postMessage(challenge);
  });
}

async function prove(form) {
  const challenge = await challengeOf(form);
  if (!challenge) return;
  const number = await solve(challenge, form.dataset.worker);
  if (number === null) return;
  const { algorithm, challenge: hash, salt, signature } = challenge;
  form.elements.altcha.value = btoa(JSON.stringify({ algorithm, challenge: hash, number, salt, signature }));
}

/** What the pressed button says goes along: `form.submit()` leaves it out. */
function carry(form, button) {
  if (!button?.name) return;
  const said = document.createElement("input");
  said.type = "hidden";
  said.name = button.name;
  said.value = button.value;
  form.append(said);
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const say = setTimeout(() => {
    form.querySelector(".form__busy").textContent = form.dataset.busy;
  }, 400);
  try {
    await prove(form);
  } catch {
    // the server says what to do without a proof
  }
  carry(form, event.submitter);
  form.submit();
  clearTimeout(say);
}

focusOnErrors();
for (const form of document.querySelectorAll("[data-safe-form]")) form.addEventListener("submit", send);
// Back in this tab, the form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-safe-form]")) delete form.dataset.sending;
});
