import { randomBytes } from "node:crypto";

export const makeAuthSecret = (): string => randomBytes(48).toString("base64url");

/** In the data folder: the key that the emulator beside this studio takes, for its API and for its operators. */
export const EMULATOR_KEY_FILE = "emulator-key";
