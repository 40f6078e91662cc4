/** Where the mail of a thing goes: nowhere, out at once, or into the one of the next morning. */
export const MAILS = ["off", "atOnce", "daily"] as const;
export type MailWhen = (typeof MAILS)[number];

/** What one person chose for a kind of thing. */
export interface Choice {
  isListed: boolean;
  mail: MailWhen;
}

interface Kind extends Choice {
  /** How long a mail that goes out at once waits for more of the same: clips of one press end within moments. */
  waitSeconds: number;
  /** Many of these in one project are one line. */
  isGrouped: boolean;
}

/** Everything that a person is told, and what holds until they choose: what waits for them is mailed, what only informs them is not. */
export const KINDS = {
  mention: { isListed: true, mail: "atOnce", waitSeconds: 0, isGrouped: false }, // somebody named them in a comment
  comment: { isListed: true, mail: "daily", waitSeconds: 0, isGrouped: false }, // of their clip, or in a thread that they are in
  asked: { isListed: true, mail: "atOnce", waitSeconds: 30, isGrouped: true }, // they are to look at a clip
  verdict: { isListed: true, mail: "daily", waitSeconds: 30, isGrouped: false }, // somebody said what they think of their clip
  ready: { isListed: true, mail: "off", waitSeconds: 60, isGrouped: true },
  failed: { isListed: true, mail: "off", waitSeconds: 60, isGrouped: true },
  webhook: { isListed: true, mail: "atOnce", waitSeconds: 0, isGrouped: false }, // one was turned off: nobody took what it was sent
  limit: { isListed: true, mail: "atOnce", waitSeconds: 0, isGrouped: false }, // spend is near what may be spent, or at it
} as const satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof KINDS;
export const NOTIFICATION_KINDS = Object.keys(KINDS) as [NotificationKind, ...NotificationKind[]];
