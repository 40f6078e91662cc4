import type { cookies } from "next/headers";

type Jar = Awaited<ReturnType<typeof cookies>>;
type CookieOptions = NonNullable<Parameters<Jar["set"]>[2]>;

/** Fetched when it is needed: lib/server reads what lies behind this before Next has been started. */
const jar = async (): Promise<Jar> => (await import("next/headers")).cookies();

/** The cookies that came with an action or with the request for a page. */
export async function readVisitorCookies(): Promise<(name: string) => string | undefined> {
  const came = await jar();
  return (name) => came.get(name)?.value;
}

/** Sets one in the answer to an action. */
export async function setVisitorCookie(name: string, value: string, options: CookieOptions): Promise<void> {
  (await jar()).set(name, value, options);
}

/** The headers of the same request. */
export const readVisitorHeaders = async () => (await import("next/headers")).headers();
