// Starts what Wagtail starts with inline scripts, so that the admin's content security policy allows none (docs/adr/0020).
// A mark <span data-lus-start="InlinePanel" data-arguments="[{…}]"> stands where Wagtail's script stood.

(() => {
  const STARTERS = /^(?:init(?:Date|DateTime|Time)Chooser|createTaskChooser|Chooser|[A-Z]\w*(?:Chooser|Panel))$/;

  function start(mark) {
    const { lusStart: name, arguments: json } = mark.dataset;
    if (!STARTERS.test(name) || typeof window[name] !== "function") return;
    mark.remove();
    const given = JSON.parse(json);
    if (/^[A-Z]/.test(name)) new window[name](...given);
    else window[name](...given);
  }

  const startAll = (root) => root.querySelectorAll("[data-lus-start]").forEach(start);

  document.addEventListener("DOMContentLoaded", () => {
    startAll(document);
    // Forms in dialogs, and panels within panels, come later.
    new MutationObserver((changes) => {
      changes.forEach(({ addedNodes }) =>
        addedNodes.forEach((node) => {
          if (node.nodeType !== Node.ELEMENT_NODE) return;
          if (node.matches("[data-lus-start]")) start(node);
          else startAll(node);
        }),
      );
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
