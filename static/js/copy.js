/* An address that can be copied: the button appears where the browser can do it. Without this script it can be selected by hand. */

for (const field of document.querySelectorAll("input[data-copy]")) {
  field.addEventListener("focus", () => field.select());
  const around = field.parentElement;
  const button = around.querySelector("[data-copy-button]");
  if (!button || !navigator.clipboard) continue;
  const said = around.querySelector("[data-copy-said]");
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.focus();
      return;
    }
    button.textContent = said.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = words;
      said.textContent = "";
    }, 4000);
  });
}
