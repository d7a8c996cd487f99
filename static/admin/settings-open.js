// The settings of a block that has a use-by date stand open: a promise is never hidden behind the gear.
function openDatedSettings() {
  for (const part of document.querySelectorAll("[data-block-settings][hidden]")) {
    const date = part.querySelector("input[id$='-use_by']");
    const gear = document.querySelector(`[data-streamfield-action="SETTINGS"][aria-controls="${CSS.escape(part.id)}"]`);
    if (date && date.value && gear) gear.click();
  }
}

// The editor draws the blocks when the document is ready.
window.addEventListener("load", () => requestAnimationFrame(openDatedSettings));
