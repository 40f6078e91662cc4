import { startTestStudio } from "@/e2e/journeys/harness/studio";
import { figure, type Bench } from "./figure";
import { measureScripts, weighBesideMinimalApp } from "./measure-scripts";
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
    const { ours, baseline } = await weighBesideMinimalApp(say, async (browser) => {
      const studio = await startTestStudio();
      try {
        const { createPageUrl, storageState } = await signUpOwner(browser, studio);
        return await measureScripts(browser, createPageUrl, storageState);
      } finally {
        await studio.stop();
        studio.discard();
      }
    });
    return [
      figure("create-page-javascript", ours.bytes, "bytes", baseline.bytes),
      figure("create-page-cold", ours.bytes + ours.htmlBytes, "bytes", baseline.bytes + baseline.htmlBytes),
    ];
  },
};
