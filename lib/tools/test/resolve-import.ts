import { existsSync } from "node:fs";
import path from "node:path";

/** The file of ours that an import means; undefined where it means a package. @param from path of the file that imports, from the root */
export const resolveImport = (from: string, name: string): string | undefined => {
  if (!name.startsWith(".") && !name.startsWith("@/")) return undefined;
  const base = name.startsWith("@/") ? name.slice(2) : path.join(path.dirname(from), name);
  return [base, `${base}.ts`, `${base}.tsx`].find((file) => /\.tsx?$/.test(file) && existsSync(file));
};
