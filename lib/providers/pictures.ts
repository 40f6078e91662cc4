import { z } from "zod";
import { bearer, contextFor } from "./ask";
import { createOnce } from "./create-outcome";
import { failureFromText } from "./errors";
import type { Http } from "./http";
import type { CreateOutcome, ProviderConnection } from "./types";

/** What became of a picture that was asked for. As with clips, only what is certain gets a certain name. */
export type PictureOutcome = { outcome: "created"; url: string } | Exclude<CreateOutcome, { outcome: "created" }>;

export interface PictureProvider {
  /** The exact body that `create` sends. */
  buildBody(picture: { model: string; prompt: string; size: string }): Record<string, unknown>;
  /** Sends once, never repeats, never throws. The answer is the picture itself, so one that is lost cannot be looked for. */
  create(body: Record<string, unknown>): Promise<PictureOutcome>;
}

const answerSchema = z.object({ data: z.array(z.object({ url: z.string().nullish(), error: z.unknown().optional() })).min(1) });

/** The address of the one picture in an answer; null when there is none that can be followed. */
function readPictureUrl(answer: unknown): string | null {
  const parsed = answerSchema.safeParse(answer);
  const url = URL.parse(parsed.data?.data[0]?.url ?? "");
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}

/** Pictures out of words, in the style of OpenAI, on the same key as the clips. */
export function createPictureClient(connection: ProviderConnection, http: Http): PictureProvider {
  const contextOf = contextFor(connection);
  return {
    // A link and not the bytes: so the answer is small, and what is lost on the way afterwards can be fetched again for a day.
    buildBody: ({ model, prompt, size }) => ({ model, prompt, size, response_format: "url", watermark: false }),
    async create(body) {
      const context = { ...contextOf("create", null), body };
      let failed: unknown;
      const outcome = await createOnce(http, {
        url: `${connection.baseUrl}/v1/images/generations`,
        authorization: bearer(connection),
        body,
        context,
        read: (answer) => {
          failed = answerSchema.safeParse(answer).data?.data[0]?.error;
          return readPictureUrl(answer);
        },
      });
      if (outcome.outcome === "created") return { outcome: "created", url: outcome.taskId };
      // The answer came, and says of the one picture in it that it was refused: none was made.
      if (failed)
        return { outcome: "refused", failure: failureFromText(JSON.stringify({ error: failed }), { ...context, httpStatus: 200 }) };
      return outcome;
    },
  };
}
