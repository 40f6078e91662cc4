import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@/lib/shared/errors";
import { isCommonPassword } from "./common-password";

/**
 * argon2id with the least cost that OWASP's password storage cheat sheet recommends for it (19 MiB, 2 passes): about
 * 50 ms, off the event loop. The parameters are stored in each hash, so raising them here leaves old ones readable.
 */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The bytes are hashed as typed: no trimming, no normalisation, no cut. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** The hash of a password that somebody chooses now; "bad-input" for one that is guessed at once. */
export async function hashNewPassword(password: string): Promise<string> {
  if (isCommonPassword(password)) throw new AppError("bad-input", { fields: { password: { code: "commonPassword" } } });
  return hashPassword(password);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits. Without a hash (nobody has this e-mail) it takes the same time to say no, so that the
 * answer's delay does not tell which addresses have accounts.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (stored === null) {
    decoy ??= hashPassword("nobody has this password");
    await verify(await decoy, password);
    return false;
  }
  return verify(stored, password);
}
