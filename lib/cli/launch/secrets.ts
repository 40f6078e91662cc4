import { randomBytes } from "node:crypto";

export const makeAuthSecret = (): string => randomBytes(48).toString("base64url");
