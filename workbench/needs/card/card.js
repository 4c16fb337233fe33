"use strict";
/* The trade-show card: what staff write down at a stand, kept on the device until it is exported. Texts of others are
   shown as text and never as markup; nothing is asked of any network. */
const facts = JSON.parse(document.getElementById("facts").textContent);
const at = (id) => document.getElementById(id);
const IMPORTANCE = ["Nice to have", "Useful", "Important", "Cannot work without it"];
const SHOWN = 5; // needs that are shown before anybody asks for more

/* What is kept: in the browser's own store, a key an entry, so that two open pages do not overwrite one another; in
   memory where the browser keeps nothing. */
const store = (() => {
  const prefix = `workbench-card:${facts.card}:`;
  const memory = new Map();
  let box = null;
  try {
    box = window.localStorage;
    box.setItem(`${prefix}try`, "1");
    box.removeItem(`${prefix}try`);
  } catch {
    box = null;
  }
  const parsed = (text) => {
    try {
      return text ? JSON.parse(text) : null;
    } catch {
      return null;
    }
  };
  return {
    safe: () => box !== null && memory.size === 0,
    get: (name) => (memory.has(name) ? memory.get(name) : parsed(box && box.getItem(prefix + name))),
    put(name, value) {
      try {
        if (!box) throw new Error("no store");
        box.setItem(prefix + name, JSON.stringify(value));
        memory.delete(name);
      } catch {
        memory.set(name, value);
      }
    },
    drop(name) {
      memory.delete(name);
      if (box) box.removeItem(prefix + name);
    },
    names() {
      const found = new Set(memory.keys());
      for (let i = 0; box && i < box.length; i += 1) {
        const key = box.key(i);
        if (key.startsWith(prefix)) found.add(key.slice(prefix.length));
      }
      return [...found];
    },
  };
})();

const entries = () =>
  store
    .names()
    .filter((name) => name.startsWith("entry:"))
    .map(store.get)
    .filter((one) => one && one.id)
    .sort((a, b) => (a.made < b.made ? -1 : a.made > b.made ? 1 : a.id < b.id ? -1 : 1));

let editing = null; // the entry that is being changed
let gone = []; // what Undo brings back
let wide = false; // whether all needs are shown

/* ---- small things ---- */
const made = (tag, kind = "", text = "") => {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  node.textContent = text;
  return node;
};
const many = (count, one, more = `${one === "entry" ? "entrie" : one}s`) => `${count} ${count === 1 ? one : more}`;
const two = (number) => String(number).padStart(2, "0");
const day = (when) => `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
const uuid = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

const say = (words, back = []) => {
  gone = back;
  at("words").textContent = words;
  at("undo").hidden = back.length === 0;
};

const refuse = (id, sentence) => {
  at(`${id}-wrong`).textContent = sentence;
  at(id).setAttribute("aria-invalid", String(Boolean(sentence)));
  return Boolean(sentence);
};

/* ---- taps ---- */
const tap = (group, value, text) => {
  const label = made("label", "tap");
  const input = document.createElement("input");
  input.type = "radio";
  input.name = group;
  input.value = value;
  label.append(input, made("span", "", text));
  return label;
};
const chosen = (group) => document.querySelector(`input[name="${group}"]:checked`)?.value ?? "";
const choose = (group, value) => {
  for (const input of document.querySelectorAll(`input[name="${group}"]`)) input.checked = input.value === value;
};
const lay = (id, pairs) => at(id).replaceChildren(...pairs.map(([value, text]) => tap(id, value, text)));
const remembered = (list, id, name) => {
  // what a later card does not offer any more
  if (id && !list.some((pair) => pair[0] === id)) list.push([id, name || id]);
};
const named = (list, id) => list.find((pair) => pair[0] === id)?.[1] ?? "";

const layAll = () => {
  lay("segments", [...facts.segments.map(([id, name]) => [`=${id}`, name]), ["", "Somebody else"]]);
  lay("needs", [["new", "Something new"], ...facts.needs.map(([id, title]) => [`=${id}`, title])]);
};

const sift = () => {
  const words = at("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [place, label] of [...at("needs").children].entries()) {
    const text = label.textContent.toLowerCase();
    const held = label.firstChild.checked || place === 0;
    const wanted = words.length ? words.every((word) => text.includes(word)) : wide || place <= SHOWN;
    label.hidden = !(held || wanted);
    shown += wanted && place > 0 ? 1 : 0;
  }
  at("none").textContent = words.length && !shown ? "No known need has these words: it may be something new." : "";
  at("all").hidden = words.length > 0 || facts.needs.length <= SHOWN;
  at("all").textContent = wide ? "Show fewer" : `Show all ${facts.needs.length} needs`;
  at("all").setAttribute("aria-expanded", String(wide));
};

/* ---- the form ---- */
const consented = () => {
  const agreed = at("consent").checked;
  at("person").hidden = !agreed;
  at("without").hidden = agreed;
  for (const id of ["name", "email"]) {
    at(id).disabled = !agreed;
    if (!agreed) at(id).value = "";
  }
  if (!agreed) refuse("email", "");
};

const read = () => {
  const [segment, need] = [chosen("segments").slice(1), chosen("needs")];
  const company = at("company").value.trim();
  const customer = facts.customers.find((pair) => pair[1].toLowerCase() === company.toLowerCase());
  const known = need.startsWith("=") ? need.slice(1) : "";
  const form = {
    quote: at("quote").value.trim(),
    segment,
    segment_name: named(facts.segments, segment),
    need: known,
    need_title: named(facts.needs, known),
    fresh: need === "new",
    importance: chosen("importance") === "" ? null : Number(chosen("importance")),
    answer: chosen("answer") === "yes",
    customer: customer ? customer[0] : "",
    company,
    consent: at("consent").checked,
  };
  if (form.consent) Object.assign(form, { name: at("name").value.trim(), email: at("email").value.trim() });
  return form;
};

const fill = (one) => {
  remembered(facts.segments, one.segment, one.segment_name);
  remembered(facts.needs, one.need, one.need_title);
  layAll();
  for (const id of ["quote", "company"]) at(id).value = one[id] ?? "";
  choose("segments", one.segment ? `=${one.segment}` : one.id ? "" : null);
  choose("needs", one.need ? `=${one.need}` : one.fresh ? "new" : null);
  choose("importance", String(one.importance ?? "-"));
  choose("answer", one.answer ? "yes" : "no");
  at("consent").checked = Boolean(one.consent);
  consented();
  for (const id of ["name", "email"]) at(id).value = (one.consent && one[id]) || "";
  for (const id of ["quote", "company", "email"]) refuse(id, "");
  at("find").value = "";
  wide = false;
  sift();
  at("entry-head").textContent = editing ? "Change an entry" : "New entry";
  at("save").textContent = editing ? "Save changes" : "Save";
  at("cancel").hidden = !editing;
};

const drafted = () => store.put("draft", { ...read(), editing });

const wrong = (form) => {
  const person = form.name || form.email;
  const bad = [
    refuse("quote", form.quote ? "" : "Write down what they said: a few words will do.") && "quote",
    refuse("company", person && !form.company ? "Where does this person work? A contact needs a company." : "") && "company",
    refuse("email", at("email").checkValidity() ? "" : "This is no e-mail address.") && "email",
  ].filter(Boolean);
  if (bad.length) at(bad[0]).focus();
  return bad.length > 0;
};

const begin = (id = null) => {
  editing = id;
  const one = id && store.get(`entry:${id}`);
  fill(one || {});
  if (!one) store.drop("draft");
};

const save = () => {
  const form = read();
  if (wrong(form)) return;
  const now = new Date();
  const before = editing && store.get(`entry:${editing}`);
  const base = before
    ? { id: before.id, made: before.made, date: before.date, heard_by: before.heard_by }
    : { id: uuid(), made: now.toISOString(), date: day(now), heard_by: store.get("staff") };
  store.put(`entry:${base.id}`, { ...base, ...form, exported: "" });
  begin();
  store.drop("draft");
  show();
  say(before ? "Changed." : "Saved.");
  window.scrollTo(0, 0);
  at("entry-head").focus({ preventScroll: true });
};

/* ---- what is kept ---- */
const button = (text, label, act) => {
  const node = made("button", "quiet", text);
  node.type = "button";
  node.setAttribute("aria-label", label);
  node.addEventListener("click", act);
  return node;
};

const line = (one) => {
  const item = document.createElement("li");
  const about = one.need ? one.need_title : one.fresh ? "Something new" : "";
  const who = [one.company, one.consent ? one.name || one.email : ""].filter(Boolean).join(", ");
  const parts = [one.segment_name, who, about, IMPORTANCE[one.importance], one.answer ? "Answer within 48 h" : ""];
  const facts_ = made("p", "facts");
  const mark = made("span", one.exported ? "mark out" : "mark", one.exported ? "exported" : "not exported yet");
  facts_.append(`${parts.filter(Boolean).join(" · ")} `, mark);
  const row = made("div", "row");
  const short = one.quote.slice(0, 60);
  row.append(
    button("Edit", `Edit: ${short}`, () => {
      begin(one.id);
      drafted();
      say("");
      at("entry").scrollIntoView();
      at("entry-head").focus();
    }),
    button("Delete", `Delete: ${short}`, () => {
      store.drop(`entry:${one.id}`);
      if (editing === one.id) begin();
      show();
      say("Deleted.", [one]);
      at("undo").focus();
    }),
  );
  item.append(made("p", "words", one.quote), facts_, row);
  return item;
};

const show = () => {
  const all = entries();
  const [out, name] = [all.filter((one) => one.exported).length, store.get("staff")];
  at("list").replaceChildren(...all.map(line).reverse());
  at("nothing").hidden = all.length > 0;
  at("acts").hidden = all.length === 0;
  at("count").textContent = `${all.length} kept on this device`;
  at("export").textContent = `Export ${many(all.length, "entry")}`;
  at("clear").disabled = out === 0;
  for (const id of ["entry", "kept", "bar", "staff"]) at(id).hidden = !name;
  at("who").hidden = Boolean(name);
  at("staff").textContent = name || "";
  at("staff").setAttribute("aria-label", `${name}: change the name`);
  at("unsafe").hidden = store.safe();
  at("unsafe").textContent =
    "This browser keeps nothing, as in a private window or when its store is full: export before you close this page, or what you entered is lost.";
};

const exported = () => {
  const [all, now] = [entries(), new Date()];
  const rows = all.map(({ exported: _, ...row }) => row);
  const head = { format: facts.format, version: facts.version, card: facts.card, product: facts.product, event: facts.event };
  const text = JSON.stringify({ ...head, exported: now.toISOString(), entries: rows }, null, 1);
  const link = document.createElement("a");
  const words = ["trade-show-card", facts.event, day(now), store.get("staff")];
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${words.map((word) => word.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")).filter(Boolean).join("_")}.json`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  for (const one of all) store.put(`entry:${one.id}`, { ...one, exported: now.toISOString() });
  show();
  say(`${many(all.length, "entry")} exported to ${link.download}.`);
};

const cleared = () => {
  const out = entries().filter((one) => one.exported);
  for (const one of out) store.drop(`entry:${one.id}`);
  if (out.some((one) => one.id === editing)) begin();
  at("sure").close();
  show();
  say(`${many(out.length, "entry")} cleared.`, out);
};

/* ---- start ---- */
const press = (id, act) => at(id).addEventListener("click", act);
const enter = () => {
  const name = at("me").value.trim();
  if (refuse("me", name ? "" : "Write your name first.")) return at("me").focus();
  store.put("staff", name);
  show();
  return at("entry-head").focus();
};
press("start", enter);
press("staff", () => {
  at("me").value = store.get("staff");
  for (const id of ["entry", "kept", "bar", "staff"]) at(id).hidden = true;
  at("who").hidden = false;
  at("me").focus();
});
press("save", save);
press("cancel", () => {
  begin();
  store.drop("draft");
  say("");
});
press("count", () => {
  at("kept").scrollIntoView();
  at("kept-head").focus({ preventScroll: true });
});
press("all", () => {
  wide = !wide;
  sift();
});
press("undo", () => {
  const back = gone;
  for (const one of back) store.put(`entry:${one.id}`, one);
  show();
  say(`${many(back.length, "entry")} back.`);
  at("kept-head").focus({ preventScroll: true });
});
press("export", exported);
press("clear", () => {
  const out = entries().filter((one) => one.exported).length;
  at("sure-head").textContent = `Clear ${many(out, "exported entry", "exported entries")}?`;
  at("really").textContent = `Clear ${out}`;
  at("sure").showModal();
});
press("leave", () => at("sure").close());
press("really", cleared);
at("find").addEventListener("input", sift);
at("consent").addEventListener("change", consented);
at("entry").addEventListener("input", (event) => event.target.id !== "find" && drafted());
at("entry").addEventListener("change", drafted);
at("entry").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
});
for (const id of ["who", "entry"]) at(id).addEventListener("submit", (event) => event.preventDefault());
at("me").addEventListener("keydown", (event) => event.key === "Enter" && enter());
window.addEventListener("storage", show);
window.addEventListener("beforeunload", (event) => {
  if (!store.safe() && entries().some((one) => !one.exported)) event.preventDefault();
});

at("event").textContent = facts.event || "Trade-show card";
at("product").textContent = facts.product;
document.title = [facts.event, facts.product, "trade-show card"].filter(Boolean).join(" · ");
lay("importance", IMPORTANCE.map((text, value) => [String(value), text]));
lay("answer", [["yes", "Yes"], ["no", "No"]]);
at("find").hidden = facts.needs.length <= SHOWN;
if (facts.customers.length) {
  at("customers").append(...facts.customers.map(([, name]) => Object.assign(document.createElement("option"), { value: name })));
  at("company").setAttribute("list", "customers");
}
const draft = store.get("draft");
editing = draft?.editing && store.get(`entry:${draft.editing}`) ? draft.editing : null;
fill(draft || {});
show();
