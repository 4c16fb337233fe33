// A list of things to read and act on: quotes, calls, surveys. Everything a person typed goes in as text.
const node = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? "" });

// A place within this server, or a mail to be written: nothing else is a link here.
const safe = (href) => /^(mailto:|[a-z_]+\.ipynb(\?|$))/.test(href);

function entry({ id, text, sub, tag, tone, share, colour, actions = [], href, selectable }, send) {
  const item = node("li", `wb-entry ${tone ? `wb-tone-${tone}` : ""}`);
  const words = node(selectable ? "button" : "div", "wb-entry-words");
  if (selectable) words.addEventListener("click", () => send({ act: [id, "select"] }));
  const line = node("p", "wb-entry-text", text);
  if (tag) line.prepend(node("b", "wb-entry-tag", tag));
  words.append(line);
  if (share !== undefined && share !== null) {
    const track = node("span", "wb-amount-track");
    const filled = node("b", "");
    filled.style.width = `${Math.round(share * 100)}%`;
    if (colour) filled.style.background = `var(--${colour})`;
    track.append(filled);
    words.append(track);
  }
  if (sub) words.append(node("span", "wb-entry-sub", sub));
  if (text || tag || sub) item.append(words);
  if (href && safe(href[0])) item.append(Object.assign(node("a", "wb-goto", href[1]), { href: href[0] }));
  for (const [name, label, hint] of actions) {
    const button = node("button", "wb-entry-act", label);
    button.type = "button";
    button.title = hint ?? label;
    button.addEventListener("click", () => send({ act: [id, name] }));
    item.append(button);
  }
  return item;
}

export function Entries({ model, el }) {
  el.classList.add("wb-entries");
  el.tabIndex = 0;                                      // a long list is scrolled by the arrow keys
  const list = el.appendChild(document.createElement("ul"));
  const none = el.appendChild(node("p", "wb-entries-none"));
  const send = (message) => model.send(message);
  const show = () => {
    const entries = model.get("entries");
    list.setAttribute("aria-label", model.get("label"));
    list.className = `wb-look-${model.get("look")}`;
    list.replaceChildren(...entries.map((each) => entry(each, send)));
    none.textContent = model.get("foot");
  };
  show();
  const names = ["change:entries", "change:foot", "change:label"];
  for (const name of names) model.on(name, show);
  return () => { for (const name of names) model.off(name, show); };
}
