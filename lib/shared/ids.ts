import { createHash, randomBytes } from "node:crypto";
import { v5, v7 } from "uuid";

/** A new row id: a version 7 UUID, so that ids made later sort later and indexes stay compact. */
export const newId = (): string => v7();

/** The id of one of the rows that a press makes of one key: the same for the same `part`. */
export const partId = (key: string, part: string): string => v5(part, key);

/** 256 random bits for links and sessions, safe in a URL. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored of a secret: enough to recognise it, not to use it. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The secret in what somebody pasted: a link in front of it, or a full stop and a bracket behind it, are not a part of it. */
export const readSecret = (pasted: string): string => /[\w-]{43}(?![\w-])/.exec(pasted)?.[0] ?? pasted.trim();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (value: unknown): value is string => typeof value === "string" && UUID.test(value);
