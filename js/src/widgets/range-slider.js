// One estimate with its range: low, likely and high on one track, each a slider of its own, and fields to type in.
// `shown` comes from Python, `edit` goes to it; a handle that is being moved is not pulled from under the hand.
import noUiSlider from "nouislider";
import { number, percent } from "./numbers.js";

const SIDES = ["low", "value", "high"];

const element = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

export function RangeSlider({ model, el }) {
  const label = model.get("label");
  const name = { low: `${label} low`, value: label, high: `${label} high` };
  const show = (value) => (model.get("percent") ? percent(value) : number(value));
  let shown = model.get("shown"), sent = shown.ack ?? 0, held = false;

  let half = null;                                       // the field with a text that is not finished yet
  const field = (side) => {
    const input = element("input", { type: "text", className: `wb-field-${side}`, autocomplete: "off" });
    input.setAttribute("aria-label", side === "value" ? `${label}, typed` : `${name[side]}, typed`);
    input.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey) { if (event.key === "s") type(side, input); return; }   // the page saves
      event.stopPropagation();
      if (event.key === "Enter" && !type(side, input, { enter: true })) model.send({ enter: side });
      if (event.key === "Escape") { input.value = show(shown[side]); input.blur(); }
    });
    input.addEventListener("input", () => { half = input; });
    input.addEventListener("blur", () => { half = null; });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("change", () => type(side, input));
    return input;
  };
  const fields = Object.fromEntries(SIDES.map((side) => [side, field(side)]));
  const unit = element("span", { className: "wb-unit", textContent: model.get("unit") });
  const track = element("div", { className: "wb-track" });
  const refusal = element("p", { className: "wb-refusal", role: "alert" });
  el.classList.add("wb-slider");
  el.append(
    element("div", { className: "wb-slider-head" }, element("label", { textContent: label }), unit, fields.value),
    track,
    element("div", { className: "wb-limits" },
      element("span", {}, "low ", fields.low), element("span", {}, "high ", fields.high)),
    refusal,
  );

  const slider = noUiSlider.create(track, {
    start: [0, 0, 0], connect: [false, true, true, false], behaviour: "unconstrained-tap", keyboardSupport: true,
    range: { min: model.get("min"), max: model.get("max") }, step: model.get("step"), animate: false,
    keyboardPageMultiplier: 10, keyboardDefaultStep: 100,
    ariaFormat: { to: show }, handleAttributes: SIDES.map((side) => ({ "aria-label": name[side] })),
  });
  const handles = [...track.querySelectorAll(".noUi-handle")];
  handles.forEach((handle, i) => handle.classList.add(`wb-handle-${SIDES[i]}`));

  // A move waits while an older one is on its way, so that none queue up; nothing that comes after may overtake it.
  let waiting = null;
  const numbered = (edit) => ({ ...edit, item: shown.item, seq: ++sent });
  const move = (edit) => {
    waiting = numbered(edit);
    model.set("edit", waiting);
    model.save_changes();
  };
  const flush = () => {
    if (waiting) model.send({ edit: waiting });
    waiting = null;
  };
  const say = (edit) => {
    flush();
    model.send({ edit: numbered(edit) });
  };
  let typed = "";                                        // Enter is followed by the field's own change: once is enough
  const type = (side, input, how) => {
    if (input.value === show(shown[side]) || typed === side + input.value) return false;
    typed = side + input.value;
    half = null;
    say({ side, text: input.value, ...how });
    return true;
  };
  const draw = () => {
    const [min, max] = [model.get("min"), model.get("max")];
    const at = shown.value ?? min;
    typed = "";
    slider.set([shown.low ?? at, at, shown.high ?? at].map((v) => Math.min(max, Math.max(min, v))), false, true);
    SIDES.forEach((side, i) => {
      const blank = shown[side] === null || shown[side] === undefined;
      handles[i].parentElement.hidden = blank && side !== "value";
      handles[i].classList.toggle("wb-blank", blank);
      handles[i].classList.toggle("wb-draft", Boolean(shown.draft?.includes(side)));
      fields[side].classList.toggle("wb-draft", Boolean(shown.draft?.includes(side)));
      fields[side].classList.toggle("wb-assumed", Boolean(shown.assumed?.includes(side)));
      fields[side].placeholder = blank ? "–" : "";
      if (fields[side] !== half) fields[side].value = show(shown[side]);
    });
    el.classList.toggle("wb-off", shown.item === null);
    el.dataset.item = shown.item ?? "";
    for (const input of Object.values(fields)) input.disabled = shown.item === null;
    if (shown.item === null) slider.disable(); else slider.enable();
    unit.textContent = [model.get("unit"), shown.hint].filter(Boolean).join(" · ");
    refusal.textContent = shown.refused ?? "";
  };
  const onShown = () => {
    const next = model.get("shown");
    const stale = (next.ack ?? 0) < sent && next.item === shown.item;
    shown = next;
    if (next.item !== undefined && (next.ack ?? 0) > sent) sent = next.ack;
    if (!held && !stale) draw();
  };
  const onScale = () => {
    slider.updateOptions({ range: { min: model.get("min"), max: model.get("max") }, step: model.get("step") }, false);
    draw();
  };

  // A likely value that is moved past a bound takes the bound along: low <= likely <= high always holds.
  slider.on("slide", (_, handle, values) => {
    const side = SIDES[handle];
    const value = Number(values[handle].toPrecision(12));
    shown = { ...shown, [side]: value, draft: [...(shown.draft ?? []), side] };
    fields[side].value = show(value);
    move({ side, value });
  });
  const hold = (now) => () => { held = now; flush(); model.send({ held }); };
  handles.forEach((handle) => {
    handle.addEventListener("blur", flush);
    handle.addEventListener("keydown", (event) => { if (!/^(Arrow|Page)/.test(event.key)) flush(); });
  });
  slider.on("start", hold(true));
  slider.on("end", hold(false));
  // The answer to Enter may come late: whoever went on to a field elsewhere meanwhile keeps the keyboard there.
  const elsewhere = () => {
    const at = document.activeElement;
    return at?.matches("input, textarea, select") && !at.closest(".wb-slider");
  };
  const onMessage = (message) => {
    if (message.focus && !elsewhere()) { fields.value.focus(); fields.value.select(); }
  };
  model.on("change:shown", onShown);
  model.on("change:min change:max change:step", onScale);
  model.on("msg:custom", onMessage);
  draw();
  return () => {
    model.off("change:shown", onShown);
    model.off("change:min change:max change:step", onScale);
    model.off("msg:custom", onMessage);
    slider.destroy();
  };
}
