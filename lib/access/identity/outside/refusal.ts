import { APP_ERROR_CODES, type AppErrorCode } from "@/lib/shared/errors";

/** What stood against a sign-in, as an address tells it: a code of ours, or a word of next-auth's. Anybody can write that address, so it chooses a sentence and no more. */
export function refusalOf(error: string | string[]): AppErrorCode {
  if (error === "OAuthSignin") return "outside-unreachable";
  return APP_ERROR_CODES.find((code) => code === error) ?? "outside-refused";
}
