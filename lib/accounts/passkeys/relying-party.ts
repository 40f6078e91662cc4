import { isIP } from "node:net";
import { readVisitorHeaders } from "@/lib/access/callers/visitor-cookies";
import { ownOrigin } from "@/lib/access/own-origin";
import { AppError } from "@/lib/shared/errors";

/** What a passkey is for: it is offered at this domain alone, and signs for pages of this address alone. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/** Null where browsers allow no passkeys: without https, except on this very machine, and where the address is a number. */
export function relyingPartyOf(address: string): RelyingParty | null {
  const { protocol, hostname, origin } = new URL(address);
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  const isNumber = isIP(hostname.replace(/[[\]]/g, "")) !== 0;
  return isNumber || (protocol !== "https:" && !isLocal) ? null : { id: hostname, origin };
}

/** That of the address at which this browser has the studio open. */
export const findRelyingParty = async (): Promise<RelyingParty | null> => relyingPartyOf(ownOrigin(await readVisitorHeaders()));

/** @throws AppError passkey-impossible */
export async function requireRelyingParty(): Promise<RelyingParty> {
  const party = await findRelyingParty();
  if (!party) throw new AppError("passkey-impossible");
  return party;
}
