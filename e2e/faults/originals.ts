import { createHash } from "node:crypto";
import { TASKS_PATH } from "./emulator-control";
import type { FaultStudio } from "./studio";

/** The hash of a clip as the provider serves it. */
export async function originalHash(studio: FaultStudio, id: string): Promise<string> {
  const { providerTaskId } = await studio.row(id);
  const task = (await (await studio.emulator.call("GET", `${TASKS_PATH}/${providerTaskId}`)).json()) as { content: { video_url: string } };
  const response = await fetch(task.content.video_url);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`the provider answers ${response.status} for its clip: ${bytes.toString("utf8", 0, 200)}`);
  return createHash("sha256").update(bytes).digest("hex");
}
