import type { Page } from "@playwright/test";

/** Everything of ours that a person sees or hears on the page now: texts, names, titles and placeholders, without what people wrote. */
export const readWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // What people wrote is in their language, and stands where its direction is its own.
    const written = [...document.querySelectorAll("[dir=auto], bdi")].map(({ textContent }) => textContent.trim()).filter(Boolean);
    const longestFirst = [...new Set(written)].sort((a, b) => b.length - a.length);
    const words: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element?.checkVisibility() || element?.closest("select")) words.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) words.push(element.getAttribute(name) ?? "");
    }
    const ours = words.map((text) => longestFirst.reduce((rest, theirs) => rest.replaceAll(theirs, ""), text).trim());
    return ours.filter((text) => text !== "");
  });

/** The texts that hold a word in Latin letters which is none of `known`. */
export const foreignWords = (texts: readonly string[], known: readonly string[]): string[] => {
  const allowed = new Set(known.flatMap((text) => text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? []));
  return texts.filter((text) => (text.match(/\p{Script=Latin}{2,}/gu) ?? []).some((word) => !allowed.has(word.toLowerCase())));
};
