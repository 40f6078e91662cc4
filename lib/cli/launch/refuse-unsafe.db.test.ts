import { databaseUrl, db } from "@/lib/testing/database";
import { afterEach, describe, expect, it } from "vitest";
import { seal } from "@/lib/platform/seal";
import { checkServer } from "@/lib/platform/db/check-server";
import { newId } from "@/lib/shared/ids";
import { refuseForeignSecret, refuseUnsafeDatabase } from "./refuse-unsafe";

afterEach(async () => {
  await db.providerKey.deleteMany();
});

const sealWith = (secret: string, account: string) =>
  db.providerKey.create({
    data: {
      account,
      baseUrl: "https://api.example",
      ciphertext: seal("sk-1234567890", account, secret),
      lastFour: "7890",
      createdById: newId(),
    },
  });

describe("a database that may forget", () => {
  // The server of the tests is one: nothing in it needs to survive.
  it("is refused in one line that names each setting, unless it is trusted", async () => {
    expect(await checkServer(databaseUrl)).toEqual({
      dangers: ["fsync=off", "full_page_writes=off", "synchronous_commit=off"],
      warnings: [],
    });
    await expect(refuseUnsafeDatabase(databaseUrl, "db.example:5432/studio", false)).rejects.toThrow(
      /db\.example:5432\/studio may forget .*fsync=off, full_page_writes=off, synchronous_commit=off.*DATABASE_DURABILITY=trusted/,
    );
    await refuseUnsafeDatabase(databaseUrl, "db.example", true);
  });
});

describe("a secret that opens none of the sealed keys", () => {
  it("is refused in one line, and let through when the operator says that it was changed", async () => {
    await sealWith("the secret of before, long enough to be one", "account-1");
    const refusal = refuseForeignSecret(databaseUrl, "another secret");
    await expect(refusal).rejects.toThrow(/AUTH_SECRET is not the one that sealed the provider key/);
    process.env.AUTH_SECRET_CHANGED = "yes";
    await refuseForeignSecret(databaseUrl, "another secret").finally(() => delete process.env.AUTH_SECRET_CHANGED);
  });

  it("is no matter when one key opens, or none is stored", async () => {
    await refuseForeignSecret(databaseUrl, "whatever");
    await sealWith("an older secret", "account-1");
    await sealWith("the present secret", "account-2");
    await refuseForeignSecret(databaseUrl, "the present secret");
  });
});
