/** Every URL of the studio is built here, so that a moved page is one changed line. */
const enc = encodeURIComponent;

const query = (values: Record<string, string | undefined>): string => {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : `${name}=${enc(value)}`));
  return given.length > 0 ? `?${given.join("&")}` : "";
};

/** Where a part of a list begins: behind a cursor, before one (`back`), or at a moment as the clock shows it in a zone. */
export interface ListedFrom {
  cursor?: string | undefined;
  back?: "1" | undefined;
  at?: string | undefined;
  zone?: string | undefined;
}

/** The token of the invitation that such a path leads to; null for any other. */
export const inviteOf = (path: string): string | null => /^\/invite\/([^/?#]+)$/.exec(path)?.[1] ?? null;

export const paths = {
  home: () => "/",
  signIn: (returnTo?: string) => (returnTo ? `/sign-in?returnTo=${enc(returnTo)}` : "/sign-in"),
  /** Where a code is asked for, after the password. */
  signInCode: (returnTo?: string) => (returnTo ? `/sign-in/code?returnTo=${enc(returnTo)}` : "/sign-in/code"),
  /** Where somebody is asked what is to be done whom a provider outside brought, and who is not known. */
  signInNew: (returnTo?: string) => (returnTo ? `/sign-in/new?returnTo=${enc(returnTo)}` : "/sign-in/new"),
  /** With the code of what stood against it. */
  signInRefused: (code: string) => `/sign-in?error=${enc(code)}`,
  signUp: () => "/sign-up",
  invite: (token: string) => `/invite/${enc(token)}`,
  /** Where a link to set a new password is asked for. */
  forgotPassword: () => "/forgot",
  resetPassword: (token: string) => `/reset/${enc(token)}`,
  /** What a link shows to people without an account, and the same in a frame of another site. */
  share: (token: string) => `/s/${enc(token)}`,
  embed: (token: string) => `/embed/${enc(token)}`,
  account: (error?: string) => `/account${query({ error })}`,
  /** The part of it that says of what one hears, and where. */
  notificationChoices: () => "/account#notifications",
  /** The part of it with all teams of a person. */
  teams: () => "/account#teams",
  /** What concerns all teams, for whoever runs the studio: its people, and what it stands on. */
  operator: (find: { q?: string | undefined; after?: string | undefined } = {}) => `/operator${query({ ...find })}`,
  operatorTeams: () => "/operator/teams",
  operatorStudio: () => "/operator/studio",
  project: (team: string, project: string) => `/t/${enc(team)}/p/${enc(project)}`,
  /** `find`: what is looked for there, as writeFind writes it. */
  create: (team: string, project: string, find = "") => `/t/${enc(team)}/p/${enc(project)}/create${find && `?${find}`}`,
  /** `comment`: the one that is to be in sight. */
  generation: (team: string, project: string, id: string, comment?: string) =>
    `/t/${enc(team)}/p/${enc(project)}/create?clip=${enc(id)}${comment === undefined ? "" : `#${enc(comment)}`}`,
  trash: (team: string, project: string) => `/t/${enc(team)}/p/${enc(project)}/trash`,
  reviews: (team: string) => `/t/${enc(team)}/reviews`,
  activity: (team: string, project: string) => `/t/${enc(team)}/p/${enc(project)}/activity`,
  sequences: (team: string, project: string, id?: string) => `/t/${enc(team)}/p/${enc(project)}/sequences${query({ open: id })}`,
  /** `find`: what is looked for there, as writeLibraryFind writes it. */
  library: (team: string, find = "") => `/t/${enc(team)}/library${find && `?${find}`}`,
  /** `id`: the one that is open. */
  elements: (team: string, id?: string) => `/t/${enc(team)}/library/elements${query({ element: id })}`,
  libraryTrash: (team: string) => `/t/${enc(team)}/library/trash`,
  projects: (team: string) => `/t/${enc(team)}/projects`,
  teamSettings: (team: string) => `/t/${enc(team)}/settings/team`,
  members: (team: string) => `/t/${enc(team)}/settings/members`,
  /** The links that people without an account have. */
  shares: (team: string) => `/t/${enc(team)}/settings/shares`,
  /** What happened in the team; `find` as its form says it. */
  audit: (team: string, find: Record<string, string | undefined> = {}) => `/t/${enc(team)}/settings/audit${query(find)}`,
  provider: (team: string) => `/t/${enc(team)}/settings/provider`,
  spend: (team: string, { month, by }: { month?: string; by?: string } = {}) => `/t/${enc(team)}/spend${query({ month, by })}`,
  queue: (team: string) => `/t/${enc(team)}/queue`,
  unclaimed: (team: string) => `/t/${enc(team)}/queue/unclaimed`,
  api: {
    /** `find`: what is looked for among them, as writeFind writes it. */
    generations: (team: string, project: string, { find, ...from }: { find?: string } & ListedFrom = {}) =>
      `/api/generations${query({ team, project, find: find || undefined, ...from })}`,
    /** Some of a project's generations, those that exist. */
    generationsById: (team: string, project: string, ids: readonly string[], find = "") =>
      `/api/generations${query({ team, project, find: find || undefined })}&ids=${ids.map(enc).join(",")}`,
    /** Which generations the first page shows, and in which revision. */
    generationRevisions: (team: string, project: string, find = "") =>
      `/api/generations${query({ team, project, find: find || undefined })}&revisions=1`,
    clipCount: (team: string, project: string, find: string) => `/api/clip-count${query({ team, project, find })}`,
    /** On which days clips of a project that fit were made, and how many, as the days are in a zone. */
    clipDays: (team: string, project: string, zone: string, find = "") =>
      `/api/clip-days${query({ team, project, zone, find: find || undefined })}`,
    clipAuthors: (team: string) => `/api/clip-authors?team=${enc(team)}`,
    savedViews: (team: string) => `/api/views?team=${enc(team)}`,
    generation: (team: string, id: string) => `/api/generations/${enc(id)}?team=${enc(team)}`,
    /** The other takes of its recipe. */
    generationTakes: (team: string, id: string) => `/api/generations/${enc(id)}/takes?team=${enc(team)}`,
    generationCaptions: (team: string, id: string) => `/api/generations/${enc(id)}/captions?team=${enc(team)}`,
    /** What it was made from and used in; with `more` further, and more of each. */
    generationLineage: (team: string, id: string, more: boolean) =>
      `/api/generations/${enc(id)}/lineage${query({ team, more: more ? "1" : undefined })}`,
    /** What people say of it. */
    review: (team: string, id: string) => `/api/generations/${enc(id)}/review?team=${enc(team)}`,
    /** What was voted over clips that lay side by side. */
    votes: (team: string, clips: readonly string[]) => `/api/votes?team=${enc(team)}&clips=${clips.map(enc).join(",")}`,
    /** What one was asked to look at. */
    reviews: (team: string) => `/api/reviews?team=${enc(team)}`,
    /** A page says that it is looked at, and asks who else is here. */
    presence: (team: string, sign: { project: string; page: string; clip?: string | undefined; left?: "1" | undefined }) =>
      `/api/presence${query({ team, ...sign })}`,
    /** What was done with the clips of a project. */
    activity: (team: string, project: string, cursor?: string) => `/api/activity${query({ team, project, cursor })}`,
    generationRequest: (team: string, id: string) => `/api/generations/${enc(id)}/request?team=${enc(team)}`,
    generationCandidates: (team: string, id: string) => `/api/generations/${enc(id)}/candidates?team=${enc(team)}`,
    /** The clips of a project as a table. */
    clips: (team: string, projectId: string, format: "csv" | "xlsx", language: string) =>
      `/api/projects/${enc(projectId)}/clips?team=${enc(team)}&format=${format}&language=${enc(language)}`,
    /** The tags of the team and the collections of a project. */
    labels: (team: string, project: string) => `/api/labels?team=${enc(team)}&project=${enc(project)}`,
    favourites: (team: string, project: string) => `/api/favourites?team=${enc(team)}&project=${enc(project)}`,
    /** Several clips as one file. */
    bundle: (id: string) => `/api/downloads/${enc(id)}`,
    /** What a team asked for lately, newest first. */
    prompts: (team: string, asked: { project: string; scope: string; whose: string; words: string }) =>
      `/api/prompts?team=${enc(team)}&${new URLSearchParams(asked).toString()}`,
    snippets: (team: string) => `/api/snippets?team=${enc(team)}`,
    sequences: (team: string, project: string) => `/api/sequences?team=${enc(team)}&project=${enc(project)}`,
    sequence: (team: string, id: string) => `/api/sequences/${enc(id)}?team=${enc(team)}`,
    /** What a sequence was exported to. */
    films: (team: string, id: string) => `/api/sequences/${enc(id)}/exports?team=${enc(team)}`,
    film: (exportId: string) => `/api/exports/${enc(exportId)}`,
    filmDownload: (exportId: string) => `/api/exports/${enc(exportId)}?download=1`,
    /** What the team can use, by pages; `find` as writeLibraryFind writes it. */
    library: (team: string, find: string, cursor?: string) => `/api/library${query({ team, find: find || undefined, cursor })}`,
    libraryFile: (team: string, id: string) => `/api/library/${enc(id)}?team=${enc(team)}`,
    elements: (team: string) => `/api/elements?team=${enc(team)}`,
    elementUses: (team: string, id: string) => `/api/elements/${enc(id)}/uses?team=${enc(team)}`,
    shelves: (team: string) => `/api/library/shelves?team=${enc(team)}`,
    upload: (assetId: string) => `/api/uploads/${enc(assetId)}`,
    asset: (assetId: string, variant: "original" | "source" | "thumbnail") => `/api/assets/${enc(assetId)}/${variant}`,
    /** What is being made of a file. */
    mends: (team: string, of: string) => `/api/mends${query({ team, of })}`,
    /** A clip or a sound from beginning to end. */
    look: (team: string, assetId: string) => `/api/looks/${enc(assetId)}?team=${enc(team)}`,
    media: (generationId: string, variant: "video" | "preview" | "poster" | "lastFrame" | "sprite" | "proxy") =>
      `/api/media/${enc(generationId)}/${variant}`,
    download: (generationId: string) => `/api/media/${enc(generationId)}/video?download=1`,
    downloadWithRecipe: (generationId: string) => `/api/media/${enc(generationId)}/video?download=recipe`,
    /** As the provider made it, where downloads carry a mark. */
    original: (generationId: string) => `/api/originals/${enc(generationId)}?download=1`,
    /** The newest pictures that a team had made. */
    pictures: (team: string) => `/api/pictures?team=${enc(team)}`,
    /** Where files stand with the provider. */
    fileStates: (team: string, ids: readonly string[]) => `/api/file-states?team=${enc(team)}&ids=${ids.map(enc).join(",")}`,
    events: (team: string) => `/api/events?team=${enc(team)}`,
    queue: (team: string) => `/api/queue?team=${enc(team)}`,
    /** How many run and wait, and nothing else. */
    queueCounts: (team: string) => `/api/queue?team=${enc(team)}&counts=1`,
    spend: (team: string, month: string, by: string) => `/api/spend?team=${enc(team)}&month=${enc(month)}&by=${enc(by)}`,
    spendChip: (team: string) => `/api/spend/chip?team=${enc(team)}`,
    spendExport: (team: string, month: string) => `/api/spend/export?team=${enc(team)}&month=${enc(month)}`,
    /** What one was told; without a language how much of it one has not read. */
    notifications: (team: string, locale?: string) =>
      `/api/notifications${query({ team, locale, count: locale === undefined ? "1" : undefined })}`,
    auditExport: (team: string, find: Record<string, string | undefined>) => `/api/audit/export${query({ team, ...find })}`,
    alarms: (team: string) => `/api/alarms?team=${enc(team)}`,
    alarmHistory: (team: string) => `/api/alarms?team=${enc(team)}&history=1`,
    /** How often moderation refused of late, in one project or in each of a team. */
    refusals: (team: string, project?: string) => `/api/refusals${query({ team, project })}`,
    /** The file of a task in the owner's tray. */
    unclaimed: (team: string, id: string) => `/api/unclaimed/${enc(id)}?team=${enc(team)}`,
    /** For guests. */
    shared: (token: string, clip: string, variant: "video" | "poster") => `/api/shares/${enc(token)}/clips/${enc(clip)}/${variant}`,
    sharedCaptions: (token: string, clip: string) => `/api/shares/${enc(token)}/clips/${enc(clip)}/captions.vtt`,
    sharedLogo: (token: string, version: string) => `/api/shares/${enc(token)}/logo?v=${enc(version)}`,
    teamLogo: (team: string, version: string) => `/api/team-logo?team=${enc(team)}&v=${enc(version)}`,
    sharedFilm: (token: string) => `/api/shares/${enc(token)}/film`,
    guestComments: (token: string) => `/api/shares/${enc(token)}/comments`,
    guestEvents: (token: string) => `/api/shares/${enc(token)}/events`,
    health: () => "/api/health",
  },
} as const;

/** A path of our own to go back to after sign-in, or the home page: `//evil`, `/\evil` and the like lead elsewhere. */
export function safeReturnTo(value: string | null | undefined): string {
  if (!value || !/^\/(?![/\\])/.test(value) || /[\u0000-\u001f\u007f\\]/.test(value)) return paths.home();
  return value;
}
