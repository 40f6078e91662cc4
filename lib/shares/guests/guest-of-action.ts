import type { Visitor } from "@/lib/access/callers/actor";
import { readVisitorCookies } from "@/lib/access/callers/visitor-cookies";
import type { Guest } from "./find-share";

/** The guest behind an action, or behind a page that Next draws. */
export async function guestOfAction({ network }: Pick<Visitor, "network">, token: string): Promise<Guest> {
  return { token, network, cookie: await readVisitorCookies() };
}
