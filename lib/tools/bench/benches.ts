import { background } from "./background";
import { createPageJavaScript } from "./create-page-javascript";
import type { Bench } from "./figure";
import { galleryPage } from "./gallery-page";
import { galleryScroll } from "./gallery-scroll";
import { importTable } from "./import-table";
import { library } from "./library";
import { liveFanout } from "./live-fanout";
import { media } from "./media";
import { press } from "./press";
import { pressToCard } from "./press-to-card";
import { providerCalls } from "./provider-calls";
import { search } from "./search";
import { secondStart } from "./second-start";
import { sequenceExport } from "./sequence-export";
import { sharePageJavaScript } from "./share-page-javascript";
import { typing } from "./typing";
import { upload } from "./upload";
import { uploadSlow } from "./upload-slow";
import { viewerOpen } from "./viewer-open";
import { zip } from "./zip";

/** Every bench, in the order of the table. */
export const benches: readonly Bench[] = [
  createPageJavaScript,
  sharePageJavaScript,
  secondStart,
  providerCalls,
  media,
  zip,
  liveFanout,
  upload,
  uploadSlow,
  typing,
  pressToCard,
  viewerOpen,
  galleryPage,
  galleryScroll,
  search,
  library,
  importTable,
  sequenceExport,
  press,
  background,
];
