import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationAdapterFactory } from "./adapter";
import { readMigrationList, readSchema } from "./files";

const NO_FILTER = { externalTables: [], externalEnums: [] };

/** What the WebAssembly module calls before it gives up. */
interface PanicRegistry {
  set_message(message: string): void;
}

/**
 * Prisma's schema engine as WebAssembly. The native one is a download outside the npm registry; this one does the
 * same with the same results.
 *
 * `url` is any database of a server where a scratch database may be made.
 */
export async function openSchemaEngine(url: string): Promise<bindings.SchemaEngine> {
  const registry: PanicRegistry = { set_message: (message) => process.stderr.write(`${message}\n`) };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });
  const require = createRequire(import.meta.url);
  const file = path.join(path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")), "schema_engine_bg.wasm");
  const imports = { "./schema_engine_bg.js": { ...bindings } as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(readFileSync(file), imports);
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  const schema = readSchema();
  return bindings.SchemaEngine.new(
    { datamodels: schema.files.map(({ path: name, content }) => [name, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(url)),
  );
}

/** The SQL that leads from what the migrations make to what the schema says; null when they agree. */
export async function diffMigrationsToSchema(url: string): Promise<string | null> {
  const engine = await openSchemaEngine(url);
  try {
    const result = await engine.diff({
      from: { tag: "migrations", ...readMigrationList() },
      to: { tag: "schemaDatamodel", ...readSchema() },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    });
    return result.exitCode === 2 ? (result.stdout ?? "") : null;
  } finally {
    engine.free();
  }
}
