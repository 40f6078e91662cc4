import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuietly } from "./child.mjs";
import { commandEnvironment } from "./environment.mjs";
import { explainDisk, Refusal } from "./refusal.mjs";

/**
 * Writes the database client when the schema or Prisma itself has changed.
 * @param {string} root
 * @param {string} node
 * @param {(line: string) => void} say
 */
export async function generatePrismaClient(root, node, say) {
  const generated = path.join(root, "lib", "platform", "db", "generated", "client.ts");
  const stampFile = path.join(root, ".runtime", "prisma-client.stamp");
  const hash = createHash("sha256");
  for (const file of ["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"])
    hash.update(readFileSync(path.join(root, file)));
  const stamp = hash.digest("hex");
  if (existsSync(generated) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;

  say("Writing the database client…");
  const result = await runQuietly(node, [path.join("node_modules", "prisma", "build", "index.js"), "generate"], {
    cwd: root,
    env: {
      ...commandEnvironment(process.env, node),
      // Generating needs no schema engine, but looks for one, and would download it: any program stands in.
      PRISMA_SCHEMA_ENGINE_BINARY: node,
      // No telemetry.
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (!result.ok) throw new Refusal(`${result.output}\nThe database client could not be written: mend prisma/schema.prisma as said above.`);
  explainDisk(root, () => {
    mkdirSync(path.dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, stamp);
  });
}
