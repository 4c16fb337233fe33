// Builds the front end into workbench/serve/static: `npm ci && node build.mjs [FOLDER]`. The same sources give the
// same bytes, so CI builds again and compares.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../workbench/serve/static");
const modules = join(here, "node_modules");
const inter = "@fontsource-variable/inter";
const FONTS = ["inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2"];

// anywidget's file is AMD, for a loader that this page does not have.
const amd = {
  name: "anywidget",
  setup(build) {
    build.onLoad({ filter: /anywidget[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace(/define\(\["@jupyter-widgets\/base"\], (\w+)\);\s*$/, "export default $1;");
      if (contents === source) throw new Error("anywidget's file no longer ends in define([...], factory)");
      // It gives a widget two seconds to load, which a busy machine does not keep.
      const patient = contents.replace("AbortSignal.timeout(2e3)", "AbortSignal.timeout(6e4)");
      if (patient === contents) throw new Error("anywidget's file no longer has a limit of two seconds");
      // All our widgets have the same text: one module serves them all.
      const once = patient.replace("await loadEsm(esm)", "await ((loadWidget.known ??= {})[esm] ??= loadEsm(esm))");
      if (once === patient) throw new Error("anywidget no longer loads its text with loadEsm(esm)");
      return { contents: once };
    });
  },
};

// Its one failing feature test makes Chromium read the whole bundle twice more, to say where it failed. A query through
// jQuery with a selector of its own inside :has() is what the test is for; there is none here.
const jquery = {
  name: "jquery",
  setup(build) {
    build.onLoad({ filter: /jquery[\\/]dist.*[\\/]jquery(\.module)?\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace('document.querySelector( ":has(*,:jqfake)" );\n\t\t\treturn false;', "return true;");
      if (contents === source) throw new Error("jQuery no longer asks for :has(*,:jqfake)");
      return { contents };
    });
  },
};

const common = {
  absWorkingDir: here, bundle: true, minify: true, format: "iife", target: "es2022", metafile: true, outdir: out,
  charset: "utf8", legalComments: "none", logLevel: "warning", plugins: [amd, jquery],
  // sources outside this folder (workbench/ui/tokens.css) find the packages too
  nodePaths: [modules],
};

const page = {
  ...common,
  entryPoints: { connect: "src/page/connect.js", workbench: "src/page/index.js", home: "src/page/home.js", first: "src/page/first.js" },
  alias: { "sanitize-html": "./src/page/sanitize.js" },
  loader: { ".svg": "dataurl" },
  external: ["*.woff2"],
};
const widgets = {
  ...common,
  entryPoints: { widgets: "src/widgets/index.js", picture: "src/widgets/picture.js" },
  loader: { ".css": "text" },
};

// The release, but for parentheses around the functions that are called as it loads: around the one that holds it all,
// and around its modules. So written, engines compile them off the main thread as they come, and not again on it.
async function plotly() {
  const source = await readFile(join(modules, "plotly.js-basic-dist-min/plotly-basic.min.js"), "utf8");
  const [head, tail] = ["self : this, () => {", "\nreturn Plotly;\n}));"];
  if (!source.includes(head) || !source.trimEnd().endsWith(tail)) throw new Error("plotly.js is wrapped in another way");
  const whole = source.replace(head, "self : this, (() => {").trimEnd().slice(0, -3) + ")));\n";
  // a module mostly ends where the next begins
  const parts = whole.split(/(?=\);var [\w$]+=W\(.)|(?<=\);var [\w$]+=W\()/);
  const eager = parts.map((part) => (isFunction(part) ? `(${part})` : part));
  if (parts.filter((part, i) => part !== eager[i]).length < 300) throw new Error("plotly.js writes its modules in another way");
  new Script(eager.join(""));                       // a parenthesis too many is no script
  return eager.join("");
}

function isFunction(text) {
  try {
    return /^[\w$(),]+=>\{/.test(text) && Boolean(new Script(`x = ${text}`));
  } catch {
    return false;
  }
}

const packageOf = (path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];

async function licences(names) {
  const texts = [];
  for (const name of [...names].sort()) {
    const folder = join(modules, name);
    const { version, license, author, repository } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).sort().find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const source = typeof repository === "string" ? repository : repository?.url;
    const body = file ? await readFile(join(folder, file), "utf8") : `By ${author?.name ?? author ?? source}.`;
    texts.push(`${name} ${version} (${license})\n\n${body.replaceAll("\r", "").trim()}\n`);
  }
  return `What is bundled in this folder, and under which licence.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

async function compress(name) {
  const bytes = await readFile(join(out, name));
  const options = {
    [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const zipped = gzipSync(bytes, { level: 9 });
  zipped[9] = 255; // the header's operating system: unknown, the same wherever this runs
  await writeFile(join(out, `${name}.gz`), zipped);
  await writeFile(join(out, `${name}.br`), brotliCompressSync(bytes, { params: options }));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const results = await Promise.all([page, widgets].map((options) => esbuild.build(options)));
await writeFile(join(out, "plotly.min.js"), await plotly());
for (const font of FONTS) await copyFile(join(modules, inter, "files", font), join(out, font));
const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs)).map(packageOf);
const bundled = new Set([...inputs.filter(Boolean), "plotly.js-basic-dist-min", inter]);
await writeFile(join(out, "LICENSES.txt"), await licences(bundled));
for (const name of (await readdir(out)).filter((name) => /\.(js|css)$/.test(name))) await compress(name);
