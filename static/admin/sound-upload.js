// Says before anything is sent that a sound is too large; without this, the site says it.
const words = { nl: (megabytes) => `Dit bestand is groter dan ${megabytes} MB. Exporteer het geluid met 128 kilobit per seconde: dat volstaat voor stemmen.` };

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.dataset.mostBytes) return;
  const most = Number(target.dataset.mostBytes);
  const file = target.files?.[0];
  target.setCustomValidity(file && file.size > most ? words.nl(Math.floor(most / 1024 ** 2)) : "");
  if (!target.checkValidity()) {
    target.reportValidity();
    target.value = "";
  }
});
