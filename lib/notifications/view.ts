import type { Choice, NotificationKind } from "./kinds";

/** Something that a person was told: one line, which may stand for several of a kind. */
export interface NotificationView {
  ids: string[];
  text: string;
  /** What was said, of a comment. */
  quote: string | null;
  at: string;
  isRead: boolean;
  /** Where it leads to. */
  href: string;
}

export interface NotificationsView {
  unread: number;
  /** The newest first; none where only the number was asked for. */
  items: NotificationView[];
}

/** Where a person hears of what. */
export interface ChoicesView {
  choices: (Choice & { kind: NotificationKind })[];
  /** This studio sends mail. */
  canMail: boolean;
}
