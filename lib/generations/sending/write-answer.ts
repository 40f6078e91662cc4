import { isDatabaseUnreachable, isSerializationFailure } from "@/lib/platform/db/errors";
import { logError } from "@/lib/platform/log";
import { localFailure } from "@/lib/providers/errors";
import { NOTHING_SAID } from "@/lib/providers/snapshot-parts";
import type { ProviderFailure, TaskSnapshot } from "@/lib/providers/types";

/**
 * Writes down what a provider's answer means, with what it reports beside that. If the database refuses that, the
 * meaning is written alone: a paid clip must not be lost over the name of its model.
 */
export async function writeAnswer<Answer>(
  answer: Answer,
  meaningOf: (answer: Answer) => Answer,
  write: (answer: Answer) => Promise<void>,
  about: { generationId: string },
): Promise<void> {
  try {
    await write(answer);
  } catch (error) {
    // A database that is away or busy takes it all, later.
    if (isDatabaseUnreachable(error) || isSerializationFailure(error)) throw error;
    logError(error, about, "what an answer reported could not be written down");
    await write(meaningOf(answer));
  }
}

/** A failure without the provider's words. */
export const meaningOfFailure = ({ kind, httpStatus, inputIndex }: ProviderFailure): ProviderFailure =>
  localFailure(kind, "", { httpStatus, inputIndex });

/** A look without anything but the state and where the file lies. */
export const meaningOfLook = ({ id, status, videoUrl, lastFrameUrl, servesContent, error }: TaskSnapshot): TaskSnapshot => ({
  ...NOTHING_SAID,
  ...{ id, status, videoUrl, servesContent, lastFrameUrl },
  error: error && meaningOfFailure(error),
});
