// Builds the card into the file that is named: node build.js FILE
import { readFile } from "node:fs/promises";

import { build, transformSync } from "esbuild";

// The texts of templates are no code to esbuild: it leaves them as they are.
const smallerTemplates = {
  name: "smaller-templates",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replace(/(?<=css`)[^`]*/g, (css) => transformSync(css, { loader: "css", minify: true }).code)
        .replace(/(?<=html`)\n\s+|\n\s+(?=`)/g, "")
        .replace(/\n\s+/g, "\n"),
      loader: "ts",
    }));
  },
};

await build({
  entryPoints: ["src/index.ts"],
  outfile: process.argv[2],
  bundle: true,
  format: "esm",
  legalComments: "none", // Each of Lit's files has the same one
  footer: { js: "/*! Lit: Copyright 2017-2022 Google LLC, BSD-3-Clause */" },
  logLevel: "warning",
  minify: true,
  mangleProps: /^_\$/, // Lit's private names
  plugins: [smallerTemplates],
  target: "es2022",
});
