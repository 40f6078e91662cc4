import { writeFileSync } from "node:fs";
import path from "node:path";
import { startTestStudio } from "./harness/studio";

/**
 * Starts the built studio once for all specs. They find it by STUDIO_URL (also Playwright's baseURL), STUDIO_SETUP_CODE,
 * STUDIO_EMULATOR_URL and STUDIO_DATA_DIR. With STUDIO_URL given, that studio is used as it is, and nothing is started.
 */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.STUDIO_URL) return undefined;
  const studio = await startTestStudio();
  process.env.STUDIO_URL = studio.url;
  process.env.STUDIO_SETUP_CODE = studio.setupCode;
  process.env.STUDIO_EMULATOR_URL = studio.emulatorUrl;
  process.env.STUDIO_DATA_DIR = studio.dataDir;
  return async () => {
    const code = await studio.stop();
    writeFileSync(path.join("test-results", "studio.log"), studio.output());
    studio.discard();
    if (code !== 0) throw new Error(`The studio ended with code ${code}:\n${studio.output()}`);
  };
}
