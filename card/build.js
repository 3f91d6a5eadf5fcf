// Builds the card into the file that is named: node build.js FILE
import { readFile } from "node:fs/promises";

import { build } from "esbuild";

// Minifying leaves the texts of templates alone, and so their indentation.
const withoutIndentation = {
  name: "without-indentation",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/\n\s+/g, "\n"),
      loader: "ts",
    }));
  },
};

await build({
  entryPoints: ["src/callcard-card.ts"],
  outfile: process.argv[2],
  bundle: true,
  format: "esm",
  legalComments: "eof",
  logLevel: "warning",
  minify: true,
  plugins: [withoutIndentation],
  target: "es2022",
});
