import { makePictureJob } from "@/lib/generations/pictures/jobs";
import { makePicture } from "@/lib/generations/pictures/make-picture";
import { lookForFacesJob } from "@/lib/assets/faces/jobs";
import { lookForFaces } from "@/lib/assets/faces/look-for-faces";
import { mendAssetJob } from "@/lib/assets/mends/jobs";
import { runMend } from "@/lib/assets/mends/run-mend";
import { registerAssetJob } from "@/lib/assets/registration/jobs";
import { registerWithProvider } from "@/lib/assets/registration/register-with-provider";
import { labelCopy } from "@/lib/generations/copies/label-copy";
import { archiveOutput } from "@/lib/generations/keeping/archive-output";
import { archiveGenerationJob, labelCopyJob, makePicturesJob, reconcileGenerationJob, sendGenerationJob } from "@/lib/generations/jobs";
import { makePictures } from "@/lib/generations/keeping/make-pictures";
import { reconcileGeneration } from "@/lib/generations/searching/reconcile";
import { sendToProvider } from "@/lib/generations/sending/send";
import { wakeForRegistration } from "@/lib/generations/sending/wake";
import type { HandlersFor } from "@/lib/platform/jobs/worker";
import { attendUnclaimed } from "@/lib/generations/searching/tray/attend-unclaimed";
import { attendUnclaimedJob } from "@/lib/generations/searching/tray/jobs";
import { recordUnclaimed } from "@/lib/generations/searching/record-unclaimed";
import { exportSequenceJob } from "@/lib/sequences/exports/jobs";
import { runExport } from "@/lib/sequences/exports/run-export";
import { guestCopyJob } from "@/lib/shares/copies/jobs";
import { makeGuestCopy } from "@/lib/shares/copies/make-copy";
import { mailResetLinkJob } from "@/lib/accounts/jobs";
import { mailResetLink } from "@/lib/teams/mail-reset-link";
import { untilStopping } from "./stopping";

/** Every job there is. */
export const jobs = {
  sendGeneration: sendGenerationJob,
  reconcileGeneration: reconcileGenerationJob,
  archiveGeneration: archiveGenerationJob,
  makePictures: makePicturesJob,
  labelCopy: labelCopyJob,
  registerAsset: registerAssetJob,
  lookForFaces: lookForFacesJob,
  makePicture: makePictureJob,
  attendUnclaimed: attendUnclaimedJob,
  exportSequence: exportSequenceJob,
  guestCopy: guestCopyJob,
  mendAsset: mendAssetJob,
  mailResetLink: mailResetLinkJob,
};

/** The use case that each rings for; a job without one does not compile. */
export const handlers: HandlersFor<typeof jobs> = {
  sendGeneration: ({ generationId }) => sendToProvider(generationId),
  reconcileGeneration: async ({ generationId }) => {
    const look = await reconcileGeneration(generationId);
    if (look) await recordUnclaimed(look);
  },
  archiveGeneration: ({ generationId }, { signal }) => archiveOutput(generationId, untilStopping(signal)),
  makePictures: ({ generationId }, { signal }) => makePictures(generationId, untilStopping(signal)),
  labelCopy: ({ generationId }, { signal }) => labelCopy(generationId, untilStopping(signal)),
  registerAsset: async ({ registrationId }) => {
    if (await registerWithProvider(registrationId)) await wakeForRegistration(registrationId);
  },
  makePicture: ({ pictureId }, { signal }) => makePicture(pictureId, untilStopping(signal)),
  lookForFaces: ({ assetId }) => lookForFaces(assetId),
  attendUnclaimed: ({ unclaimedId }, { signal }) => attendUnclaimed(unclaimedId, untilStopping(signal)),
  guestCopy: (asked, { signal }) => makeGuestCopy(asked, untilStopping(signal)),
  exportSequence: ({ exportId }, { signal }) => runExport(exportId, untilStopping(signal)),
  mailResetLink: (asked) => mailResetLink(asked),
  mendAsset: ({ mendId }, { signal }) => runMend(mendId, untilStopping(signal)),
};
