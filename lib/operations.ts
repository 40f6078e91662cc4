import * as accounts from "@/lib/accounts/operations";
import * as assets from "@/lib/assets/operations";
import * as budgets from "@/lib/budgets/operations";
import * as connections from "@/lib/connections/operations";
import * as drafts from "@/lib/generations/drafts/operations";
import * as find from "@/lib/generations/find/operations";
import * as generations from "@/lib/generations/operations";
import * as library from "@/lib/library/operations";
import * as notifications from "@/lib/notifications/operations";
import * as webhooks from "@/lib/notifications/webhooks/operations";
import * as pictures from "@/lib/generations/pictures/operations";
import * as presence from "@/lib/generations/presence/operations";
import * as prompts from "@/lib/generations/prompts/operations";
import * as requests from "@/lib/generations/request-preview/operations";
import * as review from "@/lib/generations/review/operations";
import * as tray from "@/lib/generations/searching/tray/operations";
import * as projects from "@/lib/projects/operations";
import * as recipes from "@/lib/recipes/operations";
import * as queue from "@/lib/queue/operations";
import * as sequences from "@/lib/sequences/operations";
import * as guests from "@/lib/shares/guests/operations";
import * as shares from "@/lib/shares/operations";
import * as alarms from "@/lib/studio/alarms/operations";
import * as operator from "@/lib/studio/operator/operations";
import * as studio from "@/lib/studio/operations";
import * as teams from "@/lib/teams/operations";
import type { Door } from "./access/operation";

/** Everything that the studio can be asked for, and by whom. A door that is not among these fails lib/operations.db.test.ts. */
export const OPERATIONS: readonly Door[] = [
  accounts,
  assets,
  budgets,
  connections,
  drafts,
  find,
  generations,
  library,
  notifications,
  webhooks,
  pictures,
  presence,
  prompts,
  requests,
  review,
  tray,
  projects,
  queue,
  recipes,
  sequences,
  guests,
  shares,
  alarms,
  operator,
  studio,
  teams,
].flatMap((domain) => Object.values(domain) as Door[]);
