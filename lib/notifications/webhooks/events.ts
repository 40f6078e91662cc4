/** What a webhook can be told of. `webhook.test` is what "Send a test" sends. */
export const WEBHOOK_EVENTS = ["generation.ready", "generation.failed", "comment.created", "review.changed", "limit.near"] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
export const TEST_EVENT = "webhook.test";
