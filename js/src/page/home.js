// The home page: shows what came with it, asks for the rest, and again every few seconds while it is looked at.
import { themeSwitch } from "./theme.js";

const one = (selector) => document.querySelector(selector);
const base = JSON.parse(one("#wb-page").textContent).base;
const token = new URLSearchParams(location.search).get("token");

// With a token in the address the cookie is set by now; the token need not stay to be copied about.
if (token && one("#wb-home")) history.replaceState(null, "", location.pathname);

const api = async (name, given = {}) => {
  const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  const response = await fetch(`${base}workbench/api/${name}`, {
    ...given, headers: { "X-XSRFToken": decodeURIComponent(xsrf), "Content-Type": "application/json" },
  });
  const answer = await response.json();
  if (answer.error) throw new Error(answer.error);
  return answer;
};

function element(name, text, className = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(text);
  return made;
}

function ago(when, now = Date.now()) {
  const minutes = Math.max(0, Math.round((now - Date.parse(when)) / 60000));
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 60 * 24) return `${Math.round(minutes / 60)} h ago`;
  return new Date(when).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
}

// "7 of 10 are in": the figure first, as the board's own top shows it.
function fact(sentence) {
  const [, figure, rest] = sentence.match(/^([\d.,]+(?: of [\d.,]+)?)\s+(.*)$/s) ?? [null, null, sentence];
  const line = document.createElement("li");
  if (figure) line.append(element("b", figure));
  line.append(element("span", rest));
  return line;
}

function headlines(state) {
  if (!state.headlines) return;
  for (const card of document.querySelectorAll("[data-part]")) {
    const facts = state.headlines.filter(({ part }) => part === card.dataset.part).slice(0, 4);
    card.querySelector(".wb-facts").replaceChildren(...facts.map(({ sentence }) => fact(sentence)));
  }
}

function draw(state) {
  if (state.version === undefined) return;
  const { when, who } = state.saved ?? {};
  one("#wb-product").textContent = state.product || "Your product";
  one("#wb-when").textContent = when ? `Saved ${ago(when)} by ${who}` : "Nothing saved yet";
  one(".wb-empty").hidden = !state.empty;
  one(".wb-columns").classList.toggle("wb-quiet", Boolean(state.empty));
  headlines(state);
}

// The version that this browser saw last: kept for the visit, so that a reload does not lose the news.
function lastSeen({ workspace, version }) {
  const key = `wb-seen-${workspace}`;
  const since = sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? String(version);
  sessionStorage.setItem(key, since);
  localStorage.setItem(key, String(version));
  return since;
}

async function news(state) {
  const { count, who, sentences } = await api(`news?since=${lastSeen(state)}`);
  const people = who.length > 3 ? `${who.slice(0, 2).join(", ")} and ${who.length - 2} others` : who.join(", ").replace(/, ([^,]*)$/, " and $1");
  one(".wb-news-sum").textContent = count ? `${count.toLocaleString("en")} ${count === 1 ? "change" : "changes"} by ${people}` : "No changes: everything is as you left it.";
  one(".wb-news ul").replaceChildren(...sentences.map((sentence) => element("li", sentence)));
}

async function switcher(state) {
  if (!state.local) return;
  const { products } = await api("products");
  const select = one("#wb-products");
  const options = products.map(({ file, name, current }) => new Option(name, file, current, current));
  if (!products.some(({ current }) => current)) options.unshift(new Option(state.product || "This workspace", "", true, true));
  select.replaceChildren(...options);
  select.disabled = options.length < 2;
  one(".wb-switch").hidden = false;
}

async function open(wanted) {
  await api("products", { method: "POST", body: JSON.stringify(wanted) });
  location.reload();
}

function dialog() {
  const box = one("#wb-create");
  const problem = box.querySelector(".wb-problem");
  one("#wb-new").addEventListener("click", () => {
    problem.textContent = "";
    box.showModal();
  });
  box.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    open({ name: one("#wb-name").value }).catch((error) => (problem.textContent = error.message));
  });
  one("#wb-products").addEventListener("change", ({ target }) => target.value && open({ open: target.value }));
}

async function live(shown) {
  let last = shown;
  for (;;) {
    const known = last.headlines !== null && last.version !== undefined;
    await new Promise((done) => setTimeout(done, known ? 5000 : 400));
    if (document.hidden && known) continue;
    const state = await api("home").catch(() => null);
    if (!state || state.version === undefined) continue;
    draw(state);
    if (state.version !== last.version || state.workspace !== last.workspace) {
      news(state).catch(() => {});
      if (last.version === undefined) switcher(state).catch(() => {});
    }
    last = state;
  }
}

function start() {
  themeSwitch();
  const place = one("#wb-home");
  if (!place) return;
  const state = JSON.parse(place.textContent);
  draw(state);
  dialog();
  if (state.version !== undefined) {
    news(state).catch(() => {});
    switcher(state).catch(() => {});
  }
  live(state);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
