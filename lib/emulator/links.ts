import { createHmac, timingSafeEqual } from "node:crypto";

/** What a signed link opens. */
export interface LinkTarget {
  taskId: string;
  file: "video" | "lastFrame";
}

export type LinkVerdict =
  /** `issuedAtMs` is null where the link has no signature to say so. */
  | { ok: true; target: LinkTarget; issuedAtMs: number | null }
  | { ok: false; code: "AccessDenied" | "SignatureDoesNotMatch" | "NoSuchKey"; message: string };

const ALGORITHM = "TOS4-HMAC-SHA256";
const SIGNED = ["X-Tos-Algorithm", "X-Tos-Credential", "X-Tos-Date", "X-Tos-Expires", "X-Tos-SignedHeaders"];
const FOLDER = "doubao-seedance-2-0";

const nameOf = ({ taskId, file }: LinkTarget, extension: string): string =>
  `${taskId}${file === "lastFrame" ? "-last-frame" : ""}.${extension}`;

/**
 * Links as ByteDance's object storage signs them: the date and the life stand in the address, and the
 * signature covers the path and all of that.
 */
export function createLinkSigner(origin: string, secret: string) {
  const sign = (path: string, query: URLSearchParams) =>
    createHmac("sha256", secret)
      .update([path, ...SIGNED.map((name) => query.get(name) ?? "")].join("\n"))
      .digest("hex");

  /** Nobody guesses a path that is a secret itself. */
  const bare = (name: string) => `/kept/${createHmac("sha256", secret).update(name).digest("hex").slice(0, 32)}/${name}`;

  return {
    origin,
    /** A link without a signature: its name alone opens it. */
    issueBare: (target: LinkTarget, extension: string): string => `${origin}${bare(nameOf(target, extension))}`,
    issue(target: LinkTarget, extension: string, issuedAtMs: number, lifeSeconds: number): string {
      const path = `/${FOLDER}/${nameOf(target, extension)}`;
      const date = new Date(issuedAtMs).toISOString().replace(/[-:]|\.\d{3}/g, "");
      const query = new URLSearchParams({
        "X-Tos-Algorithm": ALGORITHM,
        "X-Tos-Credential": `AKLTemulator/${date.slice(0, 8)}/cn-beijing/tos/request`,
        "X-Tos-Date": date,
        "X-Tos-Expires": String(lifeSeconds),
        "X-Tos-SignedHeaders": "host",
      });
      query.set("X-Tos-Signature", sign(path, query));
      return `${origin}${path}?${query.toString()}`;
    },
    verify(url: URL, nowMs: number): LinkVerdict {
      const match = /^\/(?:[a-z0-9-]+|kept\/[0-9a-f]{32})\/(([A-Za-z0-9_-]+?)(-last-frame)?\.(?:mp4|mov|jpeg|png))$/.exec(url.pathname);
      if (!match?.[1] || !match[2]) return { ok: false, code: "NoSuchKey", message: "The specified key does not exist." };
      const target = { taskId: match[2], file: match[3] ? ("lastFrame" as const) : ("video" as const) };
      if (url.pathname === bare(match[1])) return { ok: true, target, issuedAtMs: null };
      const date = url.searchParams.get("X-Tos-Date") ?? "";
      const expires = url.searchParams.get("X-Tos-Expires") ?? "";
      const signature = Buffer.from(url.searchParams.get("X-Tos-Signature") ?? "");
      const expected = Buffer.from(sign(url.pathname, url.searchParams));
      if (signature.byteLength !== expected.byteLength || !timingSafeEqual(signature, expected)) {
        return {
          ok: false,
          code: "SignatureDoesNotMatch",
          message: "The request signature we calculated does not match the signature you provided.",
        };
      }
      const issuedAtMs = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
      if (nowMs >= issuedAtMs + Number(expires) * 1000) return { ok: false, code: "AccessDenied", message: "Request has expired" };
      return { ok: true, target, issuedAtMs };
    },
  };
}
export type LinkSigner = ReturnType<typeof createLinkSigner>;
