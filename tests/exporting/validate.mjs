// Validates Office files with the Open XML SDK: node validate.mjs PACKAGE VERSIONS FILE..., one JSON line for each fault.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, versions, ...files] = process.argv.slice(2);
const validator = await import(pathToFileURL(`${folder}/dist/npm/index.js`));
await validator.ready();
for (const file of files) {
  const bytes = new Uint8Array(await readFile(file));
  for (const version of versions.split(",")) {
    for (const fault of await validator.default(bytes, file.split(".").pop(), version)) {
      console.log(JSON.stringify([file, version, fault.path.partUri, fault.path.xpath, fault.description]));
    }
  }
}
process.exit(0);
