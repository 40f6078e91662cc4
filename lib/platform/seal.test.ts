import { expect, it } from "vitest";
import { seal, unseal } from "./seal";

const SECRET = "a secret of more than thirty-two characters";

it("opens with the same secret and context", () => {
  expect(unseal(seal("sk-1234", "account", SECRET), "account", SECRET)).toBe("sk-1234");
});

it("never seals twice to the same bytes", () => {
  expect(seal("sk-1234", "account", SECRET)).not.toBe(seal("sk-1234", "account", SECRET));
});

it("stays shut for another row, another secret, or a flipped bit", () => {
  const sealed = seal("sk-1234", "account", SECRET);
  const flipped = Buffer.from(sealed, "base64");
  flipped[flipped.length - 1]! ^= 1;
  expect(unseal(sealed, "other", SECRET)).toBeNull();
  expect(unseal(sealed, "account", `${SECRET}!`)).toBeNull();
  expect(unseal(flipped.toString("base64"), "account", SECRET)).toBeNull();
});
