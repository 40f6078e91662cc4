import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = path.dirname(fileURLToPath(import.meta.url));

const patient = { setupFiles: ["lib/testing/patience.ts"], expect: { poll: { timeout: 20_000 } } };

const shared = {
  resolve: {
    alias: [
      // `server-only` throws outside a React server build.
      { find: "server-only", replacement: path.join(root, "lib/testing/server-only-empty.ts") },
      { find: /^@\//, replacement: `${root}/` },
    ],
  },
};
const exclude = ["**/node_modules/**", "**/.next/**", ".runtime/**", "e2e/journeys/**", "data/**"];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          ...patient,
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts"],
          environment: "node",
          testTimeout: 30_000,
          // Vitest leaves one core to itself: on the two of the smallest machine that is one after the other.
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          ...patient,
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          environment: "node",
          globalSetup: ["lib/tools/test/database-setup.ts"],
          // A database, a server or ffmpeg takes its time on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Each worker has a copy of the template database and a pool of its own. Many of these tests wait for a pause to end: two
          // workers left two fifths of two cores idle.
          maxWorkers: 3,
        },
      },
    ],
  },
});
