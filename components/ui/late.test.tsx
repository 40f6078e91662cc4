import { Suspense } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { late } from "./late";

it("is held back while it is fetched, and drawn at once where it was fetched before", async () => {
  const Files = ({ count }: { count: number }) => <p>{count}</p>;
  const Part = late(async () => Files);
  const draw = (): string =>
    renderToStaticMarkup(
      <Suspense fallback="squares">
        <Part count={7} />
      </Suspense>,
    );
  expect(draw()).toContain("squares");
  await Part.fetch();
  expect(draw()).toBe("<p>7</p>");
});
