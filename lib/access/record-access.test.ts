import { afterEach, expect, it, vi } from "vitest";
import type { Db } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { restartLog } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";
import { recordAccess } from "./record-access";

afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
  restartLog();
});

it("writes a line into the log of the process, with the network in the row alone", async () => {
  vi.stubEnv("LOG_LEVEL", "info");
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1/none");
  vi.stubEnv("AUTH_SECRET", "a-secret-for-tests-and-nothing-else");
  forgetEnv();
  const lines: string[] = [];
  restartLog((line) => lines.push(line));
  const create = vi.fn(() => Promise.resolve({ id: 1n }));
  const table = { accessEvent: { create }, $executeRaw: vi.fn() } as unknown as Db;
  const userId = newId();
  await recordAccess("refused", { userId: null, network: "203.0.113.0/24" }, table);
  await recordAccess("signedIn", { userId, network: "203.0.113.0/24" }, table);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ event: "refused" }, { event: "signedIn", userId }]);
  expect(lines.join("")).not.toContain("203.0.113");
  expect(create).toHaveBeenCalledWith(expect.objectContaining({ data: { kind: "signedIn", userId, network: "203.0.113.0/24" } }));
});
