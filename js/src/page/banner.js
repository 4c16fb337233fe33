// The server is gone: one sentence, and the way back. What was typed is in the kept draft.
export function lost() {
  if (document.querySelector(".wb-banner")) return;
  const banner = document.createElement("div");
  banner.className = "wb-banner";
  banner.setAttribute("role", "alert");
  const sentence = document.createElement("p");
  sentence.textContent = "The connection to the workbench is lost. What you typed is safe: the draft is kept.";
  const button = document.createElement("button");
  button.textContent = "Reconnect";
  button.addEventListener("click", () => location.reload());
  banner.append(sentence, button);
  document.body.prepend(banner);
  document.documentElement.dataset.lost = "";
  button.focus();
}
