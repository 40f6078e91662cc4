import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { expect, test } from "../fixtures";
import { startTestStudio, type TestStudio } from "../harness/studio";

// No page is opened here: the subject is `npm start` itself, from the first start to the one after a crash.
test.describe("npm start", () => {
  // Three starts on a machine that also runs the other studio.

  const answers = async ({ url }: TestStudio): Promise<boolean> => {
    try {
      const response = await fetch(`${url}/api/health`);
      await response.body?.cancel();
      return true;
    } catch {
      return false;
    }
  };

  test("starts, stops cleanly, starts again, and takes over after a crash", async () => {
    const first = await startTestStudio();
    const { dataDir } = first;
    try {
      const health = (await (await fetch(`${first.url}/api/health`)).json()) as Record<string, unknown>;
      expect(health).toMatchObject({ status: "ok", provider: "emulator" });
      expect(first.output()).toContain(`The setup code for the owner's account: ${first.setupCode}`);
      for (const light of ["Database", "Storage", "ffmpeg", "Provider"]) expect(first.output()).toMatch(new RegExp(`● ${light} +ok`));

      expect(await first.stop()).toBe(0);
      expect(first.output()).toContain("Stopped.");
      expect(await answers(first)).toBe(false);
      expect(existsSync(path.join(dataDir, "postgres", "data", "postmaster.pid"))).toBe(false);

      const second = await startTestStudio({ dataDir });
      expect(second.output()).toContain("The database is up to date");
      await second.kill();
      await expect.poll(() => answers(second), { timeout: 30_000 }).toBe(false);

      const third = await startTestStudio({ dataDir });
      expect(await third.stop()).toBe(0);
    } finally {
      await first.stop();
      first.discard();
    }
  });

  test("says which port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = String(typeof address === "object" && address ? address.port : 0);
    await expect(startTestStudio({ env: { PORT: port } })).rejects.toThrow(`Port ${port} is taken by another program`);
    await new Promise((resolve) => other.close(resolve));
  });
});
