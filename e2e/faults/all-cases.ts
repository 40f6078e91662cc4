import { alarmCases } from "./cases/alarms";
import { archiveCases } from "./cases/archive";
import { bucketCases } from "./cases/bucket";
import { clockCases } from "./cases/clock";
import { databaseCases } from "./cases/database";
import { hostCases } from "./cases/host";
import { keepingCases } from "./cases/keeping";
import { keyCases } from "./cases/keys";
import { libraryCases } from "./cases/library";
import { lineCases } from "./cases/lines";
import { pauseCases } from "./cases/pauses";
import { pollingCases } from "./cases/polling";
import { processCases } from "./cases/process";
import { randomKillCases } from "./cases/random-kills";
import { submissionCases } from "./cases/submission";
import { uploadCases } from "./cases/upload";
import { webCases } from "./cases/web";
import type { FaultCase } from "./fault-case";

const numberOf = ({ id }: FaultCase): number => Number(/\d+/.exec(id)?.[0] ?? 0);

/** Every case, in the order of the plan. */
export const faultCases: readonly FaultCase[] = [
  ...submissionCases,
  ...webCases,
  ...uploadCases,
  ...lineCases,
  ...hostCases,
  ...clockCases,
  ...pauseCases,
  ...libraryCases,
  ...keyCases,
  ...pollingCases,
  ...archiveCases,
  ...bucketCases,
  ...alarmCases,
  ...keepingCases,
  ...databaseCases,
  ...processCases,
  ...randomKillCases,
].sort((a, b) => numberOf(a) - numberOf(b));
