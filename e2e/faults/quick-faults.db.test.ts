import { databaseUrl } from "@/lib/testing/database";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultCases } from "./all-cases";
import { runCase } from "./run-cases";
import { type FaultStudio, openFaultStudio } from "./studio";

let folder: string;
let studio: FaultStudio;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dailies-faults-"));
  studio = await openFaultStudio({ databaseUrl, folder, server: null });
});
afterAll(async () => {
  await studio.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The quick ones of `npm run test:faults`: real worker, real emulator, kill -9. */
describe("a studio that is broken", { timeout: 180_000 }, () => {
  it.each(faultCases.filter((fault) => fault.isQuick))("$id: $what", async (fault) => {
    expect(await runCase(studio, fault, { minutes: 1 })).toMatchObject({ verdict: "green" });
  });
});
