import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for links and sessions, safe in a URL. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored of a secret: enough to recognise it, not to use it. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The secret in what somebody pasted: a link in front of it, or a full stop and a bracket behind it, are not a part of it. */
export const readSecret = (pasted: string): string => /[\w-]{43}(?![\w-])/.exec(pasted)?.[0] ?? pasted.trim();

/** An address without the secrets that are parts of its path: those of links, invitations and reset links. */
export const withoutSecrets = (address: string): string => address.replace(/(?<=\/)[\w-]{43}(?=[/?#]|$)/g, "[secret]");
