import { cookies } from "next/headers";

type CookieOptions = NonNullable<Parameters<Awaited<ReturnType<typeof cookies>>["set"]>[2]>;

/** The cookies that came with an action or with the request for a page. */
export async function readVisitorCookies(): Promise<(name: string) => string | undefined> {
  const jar = await cookies();
  return (name) => jar.get(name)?.value;
}

/** Sets one in the answer to an action. */
export async function setVisitorCookie(name: string, value: string, options: CookieOptions): Promise<void> {
  (await cookies()).set(name, value, options);
}
