/* A film from elsewhere: its player comes only after the click on the poster. Without this script the link leads to the film. */

for (const poster of document.querySelectorAll("a[data-player]")) {
  poster.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();

    const screen = document.createElement("div");
    screen.className = "film__screen";
    const player = document.createElement("iframe");
    player.src = poster.dataset.player;
    player.title = poster.dataset.title;
    player.allow = "autoplay; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin";
    screen.append(player);
    poster.replaceWith(screen);
    player.focus();
  });
}
