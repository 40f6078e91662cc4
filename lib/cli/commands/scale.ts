import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { scaleSteps } from "@/e2e/scale/all-steps";
import { makeMachineFolder } from "@/e2e/scale/machine-folder";
import { openScaleStudio, S3_NAMES } from "@/e2e/scale/scale-studio";
import { findProgram, findTools } from "@/e2e/scale/tools";
import { db } from "@/lib/platform/db/client";
import { testEnvironment } from "@/lib/tools/test/run-stages";
import { buildWhenChanged } from "../launch/build";
import { failures } from "../terminal/failures";
import { complain, formatDuration, paints, say, step } from "../terminal/output";
import { runCommand } from "../terminal/run-command";
import { listenForStop, untilAborted } from "../terminal/stop-signal";

/**
 * `npm run test:scale [-- --step NAME …] [-- --clips N] [-- --away SECONDS] [-- --s3 s3rver|swift]`: one studio on four machines, as far as one
 * machine can be four: two web and two worker processes by `npm start` with checkouts and data folders of their own,
 * nginx in front, the distribution's PostgreSQL, and a stand-in for S3 or OpenStack Swift. After each step the emulator's own record says
 * what was bought. `--keep` leaves the folder of the run, `--log` shows what the processes wrote by a red step.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      step: { type: "string", multiple: true },
      clips: { type: "string", default: "200" },
      away: { type: "string", default: "60" },
      s3: { type: "string", default: S3_NAMES[0] },
      keep: { type: "boolean" },
      log: { type: "boolean" },
    },
  });
  const options = { clips: Number(values.clips), awaySeconds: Number(values.away) };
  if (!(options.clips >= 1) || !(options.awaySeconds >= 1)) throw failures.usage("--clips and --away take a number from 1 on.");
  const s3 = S3_NAMES.find((name) => name === values.s3);
  if (!s3) throw failures.usage(`--s3 takes one of: ${S3_NAMES.join(", ")}.`);
  const unknown = values.step?.find((name) => !scaleSteps.some((known) => known.name === name));
  if (unknown) throw failures.usage(`There is no step ${unknown}; there are: ${scaleSteps.map(({ name }) => name).join(", ")}.`);
  const tools = findTools();
  if (s3 === "swift") findProgram("swift-proxy-server", "swift-proxy swift-account swift-container swift-object");

  // A person's own key or database stays out of it.
  const clean = testEnvironment(process.env);
  for (const name of Object.keys(process.env)) if (!(name in clean)) delete process.env[name];
  const stopping = listenForStop(() => complain("Cut off: processes of the run may be left."));
  const interruption = untilAborted(stopping).then(() => stopping.throwIfAborted());
  // It may come before anybody waits for it; whatever is being started then is started and stopped again.
  interruption.catch(() => undefined);
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-scale-"));
  // PostgreSQL runs as another user where we are root.
  chmodSync(folder, 0o711);
  let red = 0;
  try {
    const secondFolder = await step(
      "Building in two folders",
      async () => {
        await buildWhenChanged(stopping);
        return makeMachineFolder(path.join(folder, "another-checkout"));
      },
      () => "Built in two folders",
    );
    const studio = await step(
      "Starting two web and two worker processes",
      () => openScaleStudio({ tools, s3, folder, secondFolder }),
      () => "Two web and two worker processes run behind nginx",
    );
    try {
      stopping.throwIfAborted();
      for (const { name, about, run } of scaleSteps.filter(({ name }) => !values.step || values.step.includes(name))) {
        const startedAt = performance.now();
        const work = run(studio, options).then(async (outcome) => {
          await studio.demandSound(await db.generation.count());
          return outcome;
        });
        const outcome = await Promise.race([work, interruption]).catch((error: unknown) => {
          if (stopping.aborted) throw error;
          red++;
          if (values.log) say(studio.log());
          return paints.red(error instanceof Error ? error.message : String(error));
        });
        const took = paints.quiet(`(${formatDuration(performance.now() - startedAt)})`);
        say(`${name.padEnd(9)} ${about}\n          ${outcome ?? ""} ${took}`);
      }
      const clips = await db.generation.count();
      say(`\n${clips} clips, ${(await studio.emulator.truth()).items.length} purchases; ${red === 0 ? "all is well" : `${red} red`}`);
    } finally {
      await studio.stop();
    }
  } finally {
    if (!values.keep) rmSync(folder, { recursive: true, force: true });
    // The step that was interrupted goes on waiting for something that will never be.
    if (stopping.aborted) process.exit(130);
  }
  return red === 0 ? 0 : 1;
});
