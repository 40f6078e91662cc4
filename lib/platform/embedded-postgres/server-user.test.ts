import { describe, expect, it } from "vitest";
import { parseUser } from "./server-user";

describe("whom the server runs as", () => {
  it("runs Postgres as the first of the offered users that is not root", () => {
    const passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/sbin/nologin\n";
    expect(parseUser(passwd, ["postgres", "nobody"])).toEqual({ uid: 65534, gid: 65534 });
    expect(parseUser(`${passwd}postgres:x:101:104::/:/bin/sh\n`, ["postgres", "nobody"])).toEqual({ uid: 101, gid: 104 });
    expect(parseUser("root:x:0:0::/root:/bin/sh", ["postgres", "root"])).toBeNull();
  });
});
