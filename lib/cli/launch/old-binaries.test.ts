import { expect, it } from "vitest";
import { POSTGRES_MAJOR } from "@/lib/platform/embedded-postgres/binaries";
import packageJson from "@/package.json";
import { CARRIED } from "./old-binaries";

it("the version that we carry is among those that can be fetched once another one takes its place", () => {
  expect(CARRIED[POSTGRES_MAJOR]).toBe(packageJson.dependencies["embedded-postgres"]);
});
