import { makePictures } from "@/lib/generations/keeping/make-pictures";
import { paths } from "@/lib/shared/paths";
import { createShare } from "@/lib/shares/create-share";
import { createShareSchema } from "@/lib/shares/schema";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { figure, type Bench } from "./figure";
import { measureScripts, weighBesideMinimalApp } from "./measure-scripts";
import { drawClip, keepClip } from "./real-clips";
import { startBenchStudio } from "./studio-kit";

/**
 * All JavaScript that a guest's browser with an empty cache fetches for a shared clip with its comments, until they play it, as it comes over the
 * wire (gzip), against a page of one heading in an app of the same Next: the limit is 1.1.
 */
export const sharePageJavaScript: Bench = {
  name: "share-page-javascript",
  about: "gzip JavaScript of a shared clip's page, cold, against a minimal Next app",
  run: async (say) => {
    const { ours, baseline } = await weighBesideMinimalApp(say, async (browser) => {
      const studio = await startBenchStudio();
      try {
        const actor = await makeMember("creator");
        const project = await makeProject({ teamId: actor.teamId });
        const file = await drawClip(studio.dataDir, "clip", "A harbour at dawn");
        const id = await keepClip({ teamId: actor.teamId, projectId: project.id, createdById: actor.userId }, file);
        await makePictures(id);
        // A link whose clip can be taken away plays the clip itself: no copy has to be made before it is weighed.
        const of = { kind: "clips", ids: [id] };
        const { token } = await createShare(actor, createShareSchema.parse({ of, allowsDownload: true }));
        return await measureScripts(browser, studio.url + paths.share(token));
      } finally {
        await studio.end();
      }
    });
    return [figure("share-page-javascript", ours.bytes, "bytes", baseline.bytes)];
  },
};
