// Loaded when the first picture is made: most visitors make none.
import { domToCanvas } from "modern-screenshot";

const asData = (blob) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.addEventListener("load", () => done(reader.result));
  reader.addEventListener("error", () => failed(reader.error));
  reader.readAsDataURL(blob);
});

// The library would resolve their addresses by a <base> element, which our pages forbid.
async function fonts() {
  const ours = [...document.styleSheets].filter(({ href }) => !href || new URL(href).origin === location.origin);
  const rules = ours.flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule && rule.style.fontFamily.includes("Inter")));
  const embedded = rules.map(async ({ cssText, parentStyleSheet }) => {
    const [whole, url] = cssText.match(/url\("?([^")]+)"?\)/);
    const answer = await fetch(new URL(url, parentStyleSheet.href ?? location.href));
    return cssText.replace(whole, `url("${await asData(await answer.blob())}")`);
  });
  return (await Promise.all(embedded)).join("\n");
}

const [SCALE, EDGE] = [2, 12];

// A margin of the board's own colour, so that the picture can stand on any slide.
function framed(drawn, colour) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [drawn.width, drawn.height].map((side) => side + 2 * SCALE * EDGE);
  const context = canvas.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, SCALE * EDGE, SCALE * EDGE);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The picture is too large."))), "image/png"));
}

async function picture(node) {
  const cssText = (await fonts()) || " ";
  // A copy of a choice shows the option that is marked as chosen, which nobody does who only sets its value.
  for (const option of node.querySelectorAll("option")) option.toggleAttribute("selected", option.selected);
  const { backgroundColor } = getComputedStyle(node);
  const drawn = await domToCanvas(node, {
    scale: SCALE, backgroundColor, font: { cssText }, features: { restoreScrollPosition: true },
    onCloneEachNode: (copy) => copy.removeAttribute?.("placeholder"),      // it would look like something that was typed
  });
  return framed(drawn, backgroundColor);
}

globalThis.workbenchPicture = { picture };
