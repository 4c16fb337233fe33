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

// What our boards and charts look like by; all that a browser knows of each node would take ten times as long.
const LOOKS = `
  display position top right bottom left float clear z-index visibility opacity overflow-x overflow-y box-sizing
  width height min-width min-height max-width max-height
  margin-top margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left
  border-top-width border-right-width border-bottom-width border-left-width border-collapse border-spacing
  border-top-style border-right-style border-bottom-style border-left-style
  border-top-color border-right-color border-bottom-color border-left-color
  border-top-left-radius border-top-right-radius border-bottom-right-radius border-bottom-left-radius
  outline-width outline-style outline-color outline-offset box-shadow clip-path transform transform-origin
  flex-direction flex-wrap flex-grow flex-shrink flex-basis order row-gap column-gap
  align-content align-items align-self justify-content justify-items justify-self
  grid-template-areas grid-template-columns grid-template-rows grid-auto-flow grid-column-start grid-column-end grid-row-start grid-row-end
  background-color background-image background-size background-position background-repeat
  color font-family font-size font-style font-weight font-variant-numeric font-feature-settings line-height
  letter-spacing word-spacing text-align text-indent text-transform text-overflow text-decoration-line
  text-decoration-color text-decoration-style white-space word-break overflow-wrap
  vertical-align direction writing-mode list-style-type content appearance accent-color table-layout
  fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin
  text-anchor dominant-baseline shape-rendering
`.trim().split(/\s+/);

// Parts that were turned away from stay on the page.
const isSeen = (node) => !(node instanceof Element) || getComputedStyle(node).display !== "none";

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

async function picture(node, looks = LOOKS) {
  const cssText = (await fonts()) || " ";
  // A copy of a choice shows the option that is marked as chosen, which nobody does who only sets its value.
  for (const option of node.querySelectorAll("option")) option.toggleAttribute("selected", option.selected);
  const { backgroundColor } = getComputedStyle(node);
  const drawn = await domToCanvas(node, {
    scale: SCALE, backgroundColor, font: { cssText }, features: { restoreScrollPosition: true },
    includeStyleProperties: looks, filter: isSeen,
    onCloneEachNode: (copy) => copy.removeAttribute?.("placeholder"),      // it would look like something that was typed
  });
  return framed(drawn, backgroundColor);
}

globalThis.workbenchPicture = { picture };
