import { startTestStudio } from "@/e2e/journeys/harness/studio";
import { launchBrowser } from "./browser";
import { figure, type Bench } from "./figure";
import { measureScripts } from "./measure-scripts";
import { startMinimalApp } from "./minimal-app";
import { signUpOwner } from "./sign-up-owner";

/**
 * All JavaScript that a browser with an empty cache fetches for the create page, as it comes over the wire (gzip),
 * against a page of one heading in an app of the same Next: the limit is 1.6. And the same with the page
 * itself, words and settings written into it included: 1.6.
 */
export const createPageJavaScript: Bench = {
  name: "create-page-javascript",
  about: "gzip JavaScript of the create page, cold, and that with its HTML, against a minimal Next app",
  run: async (say) => {
    say("building the minimal app");
    const minimal = await startMinimalApp();
    const browser = await launchBrowser();
    try {
      say("starting the studio");
      const studio = await startTestStudio();
      try {
        const { createPageUrl, storageState } = await signUpOwner(browser, studio);
        const baseline = await measureScripts(browser, minimal.url);
        const ours = await measureScripts(browser, createPageUrl, storageState);
        for (const { name, bytes } of ours.files) say(`${String(bytes).padStart(7)} ${name}`);
        say(`${String(ours.htmlBytes).padStart(7)} the page itself`);
        return [
          figure("create-page-javascript", ours.bytes, "bytes", baseline.bytes),
          figure("create-page-cold", ours.bytes + ours.htmlBytes, "bytes", baseline.bytes + baseline.htmlBytes),
        ];
      } finally {
        await studio.stop();
        studio.discard();
      }
    } finally {
      await browser.close();
      await minimal.stop();
    }
  },
};
