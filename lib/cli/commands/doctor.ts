import { disconnectDb } from "@/lib/platform/db/client";
import { CHECKS, type Finding, type Patient } from "../doctor/checks";
import { keptPorts } from "../launch/choose-ports";
import { reachDatabase, type StudioDatabase } from "../launch/database";
import { enterStudio, readSettings } from "../launch/settings";
import { explain, explainDatabase } from "../terminal/failures";
import { paints, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

const SIGNS = { ok: paints.green("●"), warning: paints.yellow("●"), bad: paints.red("○") } as const;

/** `npm run doctor`: looks at all that the studio stands on, and says of each what to do. Ends with 1 when something is bad. */
await runCommand(async () => {
  const settings = readSettings();
  settings.env.port = keptPorts(settings).port;
  let database: StudioDatabase | null = null;
  let problem: string | null = null;
  try {
    database = await reachDatabase(settings);
  } catch (error) {
    problem = explain(explainDatabase(error, settings.externalDatabaseUrl ?? "")) ?? String(error);
  }
  process.env.LOG_LEVEL = "silent";
  if (database) enterStudio(settings, database.url);
  try {
    const findings = await examine({ settings, database, problem });
    return findings.some(({ state }) => state === "bad") ? 1 : 0;
  } finally {
    await disconnectDb();
    await database?.stop();
  }
});

async function examine(patient: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  say();
  for (const { name, look } of CHECKS) {
    const finding = await look(patient).catch((error: unknown): Finding => {
      const says = explain(error) ?? (error instanceof Error ? error.message : String(error));
      return { state: "bad", says, remedy: "This look itself failed: the lines above may say why." };
    });
    findings.push(finding);
    say(`  ${SIGNS[finding.state]} ${name.padEnd(9)} ${finding.says}`);
    if (finding.remedy) say(`    ${" ".repeat(9)} ${paints.bold(finding.remedy)}`);
  }
  return findings;
}
