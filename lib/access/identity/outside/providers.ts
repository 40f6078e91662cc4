import type { OAuthConfig } from "next-auth/providers/oauth";
import GitHub, { type GithubProfile } from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { getEnv } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";

export const OUTSIDE_PROVIDERS = ["github", "google", "oidc"] as const;
export type OutsideProviderId = (typeof OUTSIDE_PROVIDERS)[number];

/** Somebody who vouches for people, as pages name it. */
export interface OutsideProviderView {
  id: OutsideProviderId;
  name: string;
}

/** What a provider says of who comes, once next-auth has found its tokens in order. */
export type Claims = Record<string, unknown>;

const GOOGLE_ISSUER = "https://accounts.google.com";
const DISCOVERY = "/.well-known/openid-configuration";
/** All three: a request that was not begun in this browser, a code that was stolen, and a token that was used before are refused. */
const checks = ["pkce" as const, "state" as const, "nonce" as const];

/** Whom this studio trusts, by its settings. */
export function listProviders(): OutsideProviderView[] {
  const { githubClientId, googleClientId, oidcClientId, oidcIssuer, oidcName } = getEnv();
  return [
    ...(githubClientId ? [{ id: "github" as const, name: "GitHub" }] : []),
    ...(googleClientId ? [{ id: "google" as const, name: "Google" }] : []),
    ...(oidcClientId && oidcIssuer ? [{ id: "oidc" as const, name: oidcName ?? new URL(oidcIssuer).host }] : []),
  ];
}

/** What a provider is called; one that is configured no longer by its id. */
export const nameOfProvider = (id: string): string => listProviders().find((one) => one.id === id)?.name ?? id;

/** Who has to have said it, word by word. */
export const issuerOf = (id: OutsideProviderId): string => {
  const { githubUrl, oidcIssuer } = getEnv();
  return { github: githubUrl, google: GOOGLE_ISSUER, oidc: oidcIssuer ?? "" }[id];
};

/** The same for next-auth. */
export function nextAuthProviders(): OAuthConfig<Claims>[] {
  const env = getEnv();
  const made: Record<OutsideProviderId, () => OAuthConfig<Claims>> = { github, google, oidc };
  return listProviders().map(({ id }) => made[id]());

  function github(): OAuthConfig<Claims> {
    const url = env.githubUrl.replace(/\/+$/, "");
    const api = url === "https://github.com" ? "https://api.github.com" : `${url}/api/v3`;
    return GitHub({
      clientId: env.githubClientId!,
      clientSecret: env.githubClientSecret!,
      issuer: `${url}/login/oauth`,
      checks: ["pkce", "state"],
      authorization: { url: `${url}/login/oauth/authorize`, params: { scope: "read:user user:email" } },
      token: `${url}/login/oauth/access_token`,
      userinfo: {
        url: `${api}/user`,
        request: async ({ client, tokens }) => {
          const profile = await client.userinfo<GithubProfile>(tokens.access_token!);
          return { ...profile, ...(await addressAtGitHub(api, tokens.access_token!)) };
        },
      },
    }) as unknown as OAuthConfig<Claims>;
  }

  function google(): OAuthConfig<Claims> {
    const { googleClientId: clientId, googleClientSecret: clientSecret } = env;
    return Google({ clientId: clientId!, clientSecret: clientSecret!, checks }) as unknown as OAuthConfig<Claims>;
  }

  function oidc(): OAuthConfig<Claims> {
    return {
      ...{ id: "oidc", name: "OIDC", type: "oauth", checks, idToken: true },
      ...{ clientId: env.oidcClientId!, clientSecret: env.oidcClientSecret! },
      wellKnown: `${env.oidcIssuer!.replace(/\/+$/, "")}${DISCOVERY}`,
      authorization: { params: { scope: "openid email profile" } },
      userinfo: {
        request: async ({ client, tokens }) => {
          const claims = (tokens as { claims?: () => Claims }).claims!();
          // Some say in the token only who it is. What the other answer says of somebody else is refused by the library.
          if (claims.email !== undefined || !client.issuer.metadata.userinfo_endpoint) return claims;
          return { ...(await client.userinfo(tokens.access_token!)), ...claims };
        },
      },
      profile: ({ sub }) => ({ id: String(sub) }),
    } as OAuthConfig<Claims>;
  }
}

/** GitHub shows an address that people choose to show, proven or not; which are, it says apart. */
async function addressAtGitHub(api: string, accessToken: string): Promise<Claims> {
  const none = { email: null, email_verified: false };
  const response = await fetch(`${api}/user/emails`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) {
    logger.warn({ status: response.status }, "GitHub did not say which addresses are proven");
    return none;
  }
  const all = (await response.json()) as { email: string; primary: boolean; verified: boolean }[];
  const own = all.find(({ primary }) => primary);
  return own ? { email: own.email, email_verified: own.verified } : none;
}
