import { checkServer } from "@/lib/platform/db/check-server";
import { withClient } from "@/lib/platform/db/with-client";
import { unseal } from "@/lib/platform/seal";
import { failures } from "../terminal/failures";
import { complain, paints } from "../terminal/output";

/** Nothing is bought on a database that may forget it. @throws CliFailure */
export async function refuseUnsafeDatabase(databaseUrl: string, where: string, isTrusted: boolean): Promise<void> {
  const { dangers, warnings } = await checkServer(databaseUrl);
  if (dangers.length > 0 && !isTrusted) throw failures.unsafeDatabase(where, dangers);
  for (const text of [...dangers, ...warnings])
    complain(
      paints.yellow(
        `  The database runs with ${text}: ${dangers.includes(text) ? "it is trusted all the same" : "a damaged disk would go unnoticed"}.`,
      ),
    );
}

/**
 * A studio whose sealed keys open with none of its secrets was restored or moved without the right one. It says so
 * before anything runs, instead of failing at the first clip. @throws CliFailure
 */
export async function refuseForeignSecret(databaseUrl: string, authSecret: string): Promise<void> {
  if (process.env.AUTH_SECRET_CHANGED === "yes") return;
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ account: string; ciphertext: string }>("select account, ciphertext from provider_keys"),
  );
  // One that opens is enough: others may be left over from a secret before.
  if (rows.length > 0 && rows.every(({ account, ciphertext }) => unseal(ciphertext, account, authSecret) === null))
    throw failures.foreignSecret();
}
