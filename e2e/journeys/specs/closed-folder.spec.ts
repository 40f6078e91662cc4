import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "../fixtures";
import { makePicture } from "../harness/media";

const NOBODY = { uid: 65_534, gid: 65_534 };

/** What of these another user of this machine can read: asked as such a user where we may become one, else read off the modes. */
function readableByOthers(files: readonly string[]): string[] {
  if (process.getuid?.() !== 0) return files.filter(isOpen);
  const look = 'while IFS= read -r file; do if [ -r "$file" ]; then printf "%s\\n" "$file"; fi; done';
  const { stdout, status } = spawnSync("/bin/sh", ["-c", look], { ...NOBODY, cwd: "/", input: `${files.join("\n")}\n`, encoding: "utf8" });
  expect(status).toBe(0);
  return stdout.split("\n").filter(Boolean);
}

const isOpen = (file: string): boolean => {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0) return false;
  return (statSync(file).mode & 0o004) !== 0;
};

const allIn = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => path.join(entry.parentPath, entry.name)),
];

test("nobody else on the machine can read a studio that has run", async ({ create, studio }) => {
  const { composer, gallery } = create;
  await composer.choose("First frame");
  await composer.add("First frame image", await makePicture("closed.jpg", { hue: 20 }));
  await composer.set({ resolution: "480p", seconds: 4, sound: false });
  await create.generate("A door falls shut");
  await expect(gallery.status("A door falls shut", "Ready")).toBeVisible({ timeout: 60_000 });

  const around = mkdtempSync(path.join(tmpdir(), "dailies-closed-"));
  try {
    const backups = path.join(around, "backups");
    await promisify(execFile)(process.execPath, ["lib/cli/bootstrap.mjs", "backup", backups], {
      env: { ...process.env, DATA_DIR: studio.dataDir, NODE_OPTIONS: "" },
    });
    // Passable, as /tmp is: then only what lies inside is in the way.
    const open = path.join(around, "open");
    writeFileSync(open, "");
    expect(spawnSync("/bin/chmod", ["-R", "a+rX", open]).status).toBe(0);
    expect(spawnSync("/bin/chmod", ["a+x", around]).status).toBe(0);
    expect(readableByOthers([open]), "the look itself works").toEqual([open]);

    const files = [...allIn(studio.dataDir), ...allIn(backups)];
    for (const name of ["logs/web.log", "logs/worker.log", "emulator/facts.json", "emulator-key", "auth-secret"])
      expect(files).toContain(path.join(studio.dataDir, name));
    for (const folder of ["media", "assets", "journal", "postgres", "media-tmp"])
      expect(files).toContain(path.join(studio.dataDir, folder));
    expect(files.some((file) => file.endsWith(".mp4"))).toBe(true);
    // The programs of the server that runs as another user are no secret.
    const programs = path.join(studio.dataDir, "postgres", "native");
    expect(readableByOthers(files).filter((file) => !file.startsWith(programs))).toEqual([]);
  } finally {
    rmSync(around, { recursive: true, force: true });
  }
});
