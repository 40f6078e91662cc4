import type { Locale } from "./config";

interface MessageFile {
  default: object;
}

/**
 * Every file of words, by name; a test compares this list with the folder. They are listed one by one, so that
 * the bundler follows a new file at once and a wrong name does not compile.
 */
export const MESSAGE_FILES = {
  account: (locale) => import(`./messages/${locale}/account.json`),
  activity: (locale) => import(`./messages/${locale}/activity.json`),
  alarms: (locale) => import(`./messages/${locale}/alarms.json`),
  assetProblems: (locale) => import(`./messages/${locale}/assetProblems.json`),
  broken: (locale) => import(`./messages/${locale}/broken.json`),
  chain: (locale) => import(`./messages/${locale}/chain.json`),
  common: (locale) => import(`./messages/${locale}/common.json`),
  compare: (locale) => import(`./messages/${locale}/compare.json`),
  composer: (locale) => import(`./messages/${locale}/composer.json`),
  defaults: (locale) => import(`./messages/${locale}/defaults.json`),
  elements: (locale) => import(`./messages/${locale}/elements.json`),
  errors: (locale) => import(`./messages/${locale}/errors.json`),
  failures: (locale) => import(`./messages/${locale}/failures.json`),
  fields: (locale) => import(`./messages/${locale}/fields.json`),
  files: (locale) => import(`./messages/${locale}/files.json`),
  find: (locale) => import(`./messages/${locale}/find.json`),
  gallery: (locale) => import(`./messages/${locale}/gallery.json`),
  library: (locale) => import(`./messages/${locale}/library.json`),
  mails: (locale) => import(`./messages/${locale}/mails.json`),
  mend: (locale) => import(`./messages/${locale}/mend.json`),
  notifications: (locale) => import(`./messages/${locale}/notifications.json`),
  operator: (locale) => import(`./messages/${locale}/operator.json`),
  problems: (locale) => import(`./messages/${locale}/problems.json`),
  projects: (locale) => import(`./messages/${locale}/projects.json`),
  provider: (locale) => import(`./messages/${locale}/provider.json`),
  queue: (locale) => import(`./messages/${locale}/queue.json`),
  review: (locale) => import(`./messages/${locale}/review.json`),
  request: (locale) => import(`./messages/${locale}/request.json`),
  retry: (locale) => import(`./messages/${locale}/retry.json`),
  sequences: (locale) => import(`./messages/${locale}/sequences.json`),
  share: (locale) => import(`./messages/${locale}/share.json`),
  shares: (locale) => import(`./messages/${locale}/shares.json`),
  shell: (locale) => import(`./messages/${locale}/shell.json`),
  shots: (locale) => import(`./messages/${locale}/shots.json`),
  spend: (locale) => import(`./messages/${locale}/spend.json`),
  marks: (locale) => import(`./messages/${locale}/marks.json`),
  starters: (locale) => import(`./messages/${locale}/starters.json`),
  status: (locale) => import(`./messages/${locale}/status.json`),
  teams: (locale) => import(`./messages/${locale}/teams.json`),
  trash: (locale) => import(`./messages/${locale}/trash.json`),
  audit: (locale) => import(`./messages/${locale}/audit.json`),
  batch: (locale) => import(`./messages/${locale}/batch.json`),
  uploads: (locale) => import(`./messages/${locale}/uploads.json`),
  unclaimed: (locale) => import(`./messages/${locale}/unclaimed.json`),
  uncertain: (locale) => import(`./messages/${locale}/uncertain.json`),
  words: (locale) => import(`./messages/${locale}/words.json`),
  viewer: (locale) => import(`./messages/${locale}/viewer.json`),
} as const satisfies Record<string, (locale: Locale) => Promise<MessageFile>>;

export type Namespace = keyof typeof MESSAGE_FILES;
