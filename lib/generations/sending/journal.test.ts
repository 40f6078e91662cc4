import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { openJournal } from "./journal";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "journal-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("gives back what was written until it is removed", async () => {
  const journal = openJournal(folder);
  const entry = { attemptId: newId(), taskId: "cgt-1", at: new Date().toISOString() };
  await journal.write(entry);
  expect(await openJournal(folder).read()).toEqual([entry]);
  await journal.remove(entry.attemptId);
  expect(await journal.read()).toEqual([]);
});

it("is empty before anything was written, and survives a torn entry", async () => {
  const journal = openJournal(folder);
  expect(await journal.read()).toEqual([]);
  const entry = { attemptId: newId(), taskId: "cgt-2", at: new Date().toISOString() };
  await journal.write(entry);
  await writeFile(path.join(folder, "journal", `${newId()}.json`), '{"attemptId":"');
  expect(await journal.read()).toEqual([entry]);
});
