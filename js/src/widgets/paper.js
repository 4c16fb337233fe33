// The board on paper and as a picture, with a line that says what it shows and of when; on paper in light colours.
const root = document.documentElement;
const announce = (name) => document.dispatchEvent(new Event(name));
const pad = (number) => String(number).padStart(2, "0");
const day = (now) => `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function paper(model, el) {
  const line = el.appendChild(document.createElement("p"));
  line.className = "wb-caption";
  const stamp = () => {
    const when = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" };
    line.textContent = [model.get("caption"), new Date().toLocaleString("en-GB", when)].filter(Boolean).join(" · ");
  };

  let printing = false, dark = false;
  const theme = (name) => { root.dataset.theme = name; announce("wb-theme"); };
  const before = () => {
    if (printing) return;
    [printing, dark] = [true, root.dataset.theme === "dark"];
    stamp();
    announce("wb-print");
    if (dark) theme("light");
  };
  const after = () => {
    if (!printing) return;
    printing = false;
    announce("wb-printed");
    if (dark) theme("dark");
  };
  const media = matchMedia("print");
  const turned = () => (media.matches ? before() : after());
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  media.addEventListener("change", turned);
  model.on("change:caption", stamp);
  stamp();

  const download = async ({ name, version }) => {
    const board = el.closest(".wb-board");
    stamp();
    board.classList.add("wb-picturing");
    try {
      const { picture } = await globalThis.workbenchFile(model, "picture.js", "workbenchPicture");
      save(await picture(board), `${name} ${day(new Date())} v${version}.png`);
    } catch (error) {
      console.warn(error);
      model.send({ key: "no picture" });
    } finally {
      board.classList.remove("wb-picturing");
    }
  };
  const end = () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
    media.removeEventListener("change", turned);
    model.off("change:caption", stamp);
  };
  return { picture: download, end };
}
