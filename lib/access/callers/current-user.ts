import { cache } from "react";
import { readSessionSecret } from "../identity/auth";
import { findSessionUser, type SessionUser } from "../identity/sessions";

export type CurrentUser = SessionUser;

/** Who is signed in, checked against the database, once per request; null for anybody else. */
export const getCurrentUser = cache(async (): Promise<CurrentUser | null> => {
  const secret = await readSessionSecret();
  return secret ? findSessionUser(secret) : null;
});
