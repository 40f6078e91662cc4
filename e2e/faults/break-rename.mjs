// Loaded into a worker before everything else: the first renames into the library fail, as on a full or a split disk.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const codes = (process.env.DAILIES_BREAK_RENAME ?? "").split(",").filter(Boolean);
const rename = fs.promises.rename;
fs.promises.rename = async (from, to) => {
  const code = String(to).includes("/media/") ? codes.shift() : undefined;
  if (code) throw Object.assign(new Error(`${code}: pretended, rename`), { code, syscall: "rename" });
  return rename(from, to);
};
syncBuiltinESMExports();
