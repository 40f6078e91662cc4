import type { ServerResponse } from "node:http";

/** Sends a small answer whole, with its length. Node leaves the body out where HEAD was asked. */
export async function sendResponse(response: ServerResponse, answer: Response): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), "content-length": body.length }).end(body);
}
