import * as lucide from "lucide-react";
import { createElement, type ComponentType } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import * as icons from "./icons";

const drawings: Record<string, unknown> = { ...lucide };

const idOf = (draw: icons.Icon): string => /#([\w-]+)"/.exec(renderToStaticMarkup(createElement(draw)))![1]!;

/** `vitest -u` draws it anew, e.g. after a new name or a new version of lucide. */
it("has in its sprite each icon that has a name, as lucide draws it", async () => {
  const symbols = Object.entries(icons).map(([name, draw]) => {
    const drawn = renderToStaticMarkup(createElement(drawings[name] as ComponentType));
    return `<symbol id="${idOf(draw)}" viewBox="0 0 24 24">${/^<svg[^>]*>(.*)<\/svg>$/.exec(drawn)![1]!}</symbol>`;
  });
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\n<!-- Drawn by lucide (ISC). -->\n${symbols.join("\n")}\n</svg>\n`;
  await expect(sprite).toMatchFileSnapshot("./icons.svg");
});
