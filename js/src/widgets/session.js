// What a page and its kernel say to one another outside the widgets: hello, keys, link, downloads, who saved.
import { paper, save } from "./paper.js";

const inDashboard = () => Boolean(document.getElementById("wb-page"));
const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");

function ago(when) {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(when)) / 60000));
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 60 * 24) return `${Math.round(minutes / 60)} h ago`;
  return new Date(when).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
}

const download = ({ name, text }) => save(new Blob([text], { type: "text/csv;charset=utf-8" }), name);

// In whose name is saved: the answer is one message, so that nothing typed last can come after it.
function askName({ known }, done) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "wb-ask" });
  dialog.innerHTML = `<form method="dialog"><h2>In whose name?</h2>
    <p>Your name goes with what you save, so that others see who changed what. This browser keeps it.</p>
    <label>Name <input maxlength="60" required autocomplete="name"></label>
    <div><button type="button" class="wb-cancel">Cancel</button><button class="wb-answer">Save</button></div></form>`;
  const input = dialog.querySelector("input");
  input.value = known;
  dialog.querySelector(".wb-cancel").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    const name = input.value.trim();
    if (!name) return event.preventDefault();
    try {
      localStorage.setItem("wb-who", name);
    } catch { /* a browser that keeps nothing asks again next time */ }
    return done(name);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  input.select();
}

// JupyterLab has a theme of its own: follow it.
function followLab() {
  const apply = () => {
    document.documentElement.dataset.theme = document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
    document.dispatchEvent(new Event("wb-theme"));
  };
  const observer = new MutationObserver(apply);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  apply();
  return () => observer.disconnect();
}

export function Session({ model, el }) {
  el.classList.add("wb-session");
  const sheet = paper(model, el);
  const saved = () => {
    const { product, when, who } = model.get("saved");
    const others = model.get("others");
    const here = others.length && `also here: ${others.join(", ")}`;
    const text = [product, when && `saved ${ago(when)} by ${who}`, here].filter(Boolean).join(" · ");
    const place = document.getElementById("wb-saved");
    if (place) place.textContent = text;
  };
  const query = () => {
    if (!inDashboard()) return;
    const address = new URL(location.href);
    const token = address.searchParams.get("token");
    address.search = model.get("query");
    if (token) address.searchParams.set("token", token);
    history.replaceState(null, "", address);
  };
  const onMessage = (message) => {
    if (message.download) download(message.download);
    if (message.ask) askName(message.ask, (name) => model.send({ name }));
    if (message.picture) sheet.picture(message.picture);
    if (message.print) window.print();
    if (message.copy) navigator.clipboard?.writeText(location.href);
  };
  const onKey = (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (document.querySelector(".wb-ask")) return;
    if (command && event.key.toLowerCase() === "z" && !typing()) {
      event.preventDefault();
      model.send({ key: event.shiftKey ? "redo" : "undo" });
    } else if (command && event.key.toLowerCase() === "s") {
      event.preventDefault();
      model.send({ key: "save" });
    } else if (event.key === "/" && !typing()) {
      event.preventDefault();
      document.querySelector(".wb-search input")?.focus();
    } else if (event.key === "?" && !typing()) {
      model.send({ key: "keys" });
    }
  };
  // While it is caught: the fields of a form keep their keys to themselves.
  const onEscape = (event) => {
    const open = document.querySelector(".wb-dialog") && !document.querySelector(".wb-ask");
    if (event.key === "Escape" && open) model.send({ key: "close" });
  };
  model.on("change:saved change:others", saved);
  model.on("change:query", query);
  model.on("msg:custom", onMessage);
  const inLab = !inDashboard();
  if (inLab) model.send({ hello: { search: "", tab: (globalThis.workbenchTab ??= `lab-${Date.now().toString(36)}`) } });
  const unfollow = inLab ? followLab() : () => {};
  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onEscape, true);
  const clock = setInterval(saved, 30000);
  saved();
  return () => {
    clearInterval(clock);
    unfollow();
    sheet.end();
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("keydown", onEscape, true);
    model.off("change:saved change:others", saved);
    model.off("change:query", query);
    model.off("msg:custom", onMessage);
  };
}
