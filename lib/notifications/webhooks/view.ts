export interface DeliveryView {
  id: string;
  event: string;
  at: string;
  tries: number;
  /** Of the last answer; null: there was none. */
  status: number | null;
  problem: string | null;
  isTaken: boolean;
}

/** The webhook of a project, without its secret. */
export interface WebhookView {
  url: string;
  events: string[];
  isOn: boolean;
  /** The newest first. */
  deliveries: DeliveryView[];
}

/** What a change leaves behind. */
export interface SavedWebhookView {
  webhook: WebhookView | null;
  /** Where it is new: shown this once. */
  secret: string | null;
}
