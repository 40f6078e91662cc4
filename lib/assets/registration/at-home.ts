import { type Connection, getProvider } from "@/lib/connections/connection";
import { learnFacts, readAccountFacts } from "@/lib/connections/facts";
import { db } from "@/lib/platform/db/client";
import type { AssetLibrary } from "@/lib/providers/types";

/** The account's library, with what earlier answers taught of where it lives; what this step teaches is kept. */
export async function atHome<T>(connection: Connection, step: (library: AssetLibrary) => Promise<T>): Promise<T> {
  const { assets } = getProvider(connection);
  const known = (await readAccountFacts(db, connection.account)).assetHome;
  if (known?.asked === assets.home.asked) Object.assign(assets.home, known);
  try {
    return await step(assets);
  } finally {
    if (JSON.stringify(known) !== JSON.stringify(assets.home)) await learnFacts(db, connection.account, { assetHome: { ...assets.home } });
  }
}
