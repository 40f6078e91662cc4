import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { newId } from "@/lib/shared/ids";
import { makeGeneration } from "./factories";
import { listen } from "./listen";

/** Serves one file under any path that does not begin with `/dead`, and counts how often it was asked for. */
export async function serveClip(file: string) {
  const state = { downloads: 0 };
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/dead")) {
      response.statusCode = 403;
      return response.end("<Error><Code>AccessDenied</Code></Error>");
    }
    state.downloads += 1;
    response.setHeader("content-type", "video/mp4");
    return createReadStream(file).pipe(response);
  });
  return Object.assign(state, await listen(server));
}

/** An attempt with its generation, as it stands after its answer was lost, or in another state of the ledger. */
export async function makeAttempt(
  account: string,
  sentAt: Date,
  {
    generation,
    ...attempt
  }: Partial<Prisma.AttemptUncheckedCreateInput> & { generation?: Partial<Prisma.GenerationUncheckedCreateInput> } = {},
) {
  const state = attempt.state ?? "uncertain";
  const row = await makeGeneration({
    status: state === "uncertain" ? "uncertain" : state === "sending" ? "sending" : "running",
    providerAccount: account,
    providerTaskId: attempt.providerTaskId ?? null,
    apiStyle: "native",
    sentAt,
    ...generation,
  });
  return db.attempt.create({
    data: {
      id: newId(),
      generationId: row.id,
      number: 1,
      state,
      marker: `person.${newId()}`,
      providerAccount: account,
      apiStyle: "native",
      request: {},
      sentAt,
      leaseUntil: sentAt,
      ...attempt,
    },
  });
}
