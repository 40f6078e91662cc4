import { z } from "zod";
import { isEmail, normaliseEmail } from "../email";
import { issuerOf, OUTSIDE_PROVIDERS, type Claims, type OutsideProviderId } from "./providers";

/** Who somebody is at a provider outside. */
export const identitySchema = z.object({
  provider: z.enum(OUTSIDE_PROVIDERS),
  issuer: z.string().min(1),
  subject: z.string().min(1).max(255),
  /** Only one that the provider says is theirs; null: it does not say so. */
  email: z.string().nullable(),
  name: z.string(),
});
export type OutsideIdentity = z.output<typeof identitySchema>;

/** What claims say of who it is; null where they do not come from whom the settings name, or say of nobody. */
export function readIdentity(provider: OutsideProviderId, claims: Claims): OutsideIdentity | null {
  const issuer = issuerOf(provider);
  if (provider !== "github" && claims.iss !== issuer) return null;
  const subject = provider === "github" ? claims.id : claims.sub;
  const email = claims.email_verified === true && typeof claims.email === "string" ? normaliseEmail(claims.email) : null;
  const name = [claims.name, claims.preferred_username, claims.login].find((one) => typeof one === "string" && one.trim() !== "");
  const said = identitySchema.safeParse({
    ...{ provider, issuer },
    subject: typeof subject === "number" ? String(subject) : subject,
    email: email && isEmail(email) ? email : null,
    name: typeof name === "string" ? [...name].slice(0, 80).join("") : "",
  });
  return said.success ? said.data : null;
}
