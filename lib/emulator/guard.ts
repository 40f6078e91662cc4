import { json } from "@/lib/wire/envelopes";

const isLoopback = (name: string): boolean => /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/i.test(name);

/**
 * Turns away what only a web page could have sent: a name that somebody let point to this machine, and the Origin of
 * another site. Programs send neither.
 */
export function turnAway(request: Request, { loopbackOnly, cors }: { loopbackOnly: boolean; cors: boolean }): Response | null {
  const { hostname, origin } = new URL(request.url);
  if (loopbackOnly && !isLoopback(hostname)) return json(421, { error: "this emulator is reached by the names of this machine only" });
  const sent = request.headers.get("origin");
  const isForeign = sent !== null && sent !== origin;
  return isForeign && !cors ? json(403, { error: "this emulator does not answer web pages" }) : null;
}
