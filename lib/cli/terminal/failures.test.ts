import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { MigrationError } from "@/lib/platform/db/migrate";
import { EmbeddedPostgresError } from "@/lib/platform/embedded-postgres/errors";
import { explain, explainDatabase } from "./failures";
import { assertPortUsable, portFailure } from "../launch/port";

describe("ports", () => {
  it("that are taken get a sentence with another port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(assertPortUsable(port, "127.0.0.1", "PORT")).rejects.toThrow(
      `Port ${port} is taken by another program: stop it, or choose another port with PORT=${port + 1}.`,
    );
    await new Promise((resolve) => server.close(resolve));
    await expect(assertPortUsable(port, "127.0.0.1", "PORT")).resolves.toBeUndefined();
  });

  it("that the system refuses are told apart", () => {
    expect(portFailure("EACCES", 80, "127.0.0.1", "PORT").message).toMatch(/administrator/);
    expect(portFailure("EADDRNOTAVAIL", 3000, "10.9.9.9", "PORT").message).toMatch(/no address 10\.9\.9\.9/);
  });
});

describe("failures", () => {
  const systemError = (code: string, file: string): Error => Object.assign(new Error(code), { code, path: file });

  it("say in one sentence what is wrong and what to do", () => {
    expect(explain(systemError("ENOSPC", "/data/x"))).toMatch(/disk with \/data\/x is full: free/);
    expect(explain(systemError("EROFS", "/data"))).toMatch(/No permission to write in \/data/);
    expect(explain(new EmbeddedPostgresError("other-major-version", "/data/postgres", "17"))).toMatch(/made by Postgres 17/);
    expect(explain(new MigrationError("database-is-newer", "2030_x"))).toMatch(/newer version/);
  });

  it("keep the stack of what nobody foresaw", () => {
    expect(explain(new TypeError("x is undefined"))).toBeNull();
  });

  it("name a database that cannot be reached without its password", () => {
    const refused = new AggregateError([systemError("ECONNREFUSED", "")]);
    const sentence = explain(explainDatabase(refused, "postgresql://me:secret@db.example/studio")) ?? "";
    expect(sentence).toMatch(/db\.example:5432\/studio cannot be reached \(ECONNREFUSED\): start it/);
    expect(sentence).not.toContain("secret");
  });
});
