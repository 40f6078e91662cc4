import type { Tx } from "@/lib/platform/db/client";
import type { TEST_EVENT, WebhookEvent } from "./events";

/** Something that programs of others may want to know. */
export interface Raised {
  teamId: string;
  /** null: of the team, for the webhooks of all its projects. */
  projectId: string | null;
  event: WebhookEvent | typeof TEST_EVENT;
  /** The same key is the same event: a webhook has it once. */
  key: string;
  /** Names, ids, states and the words of a comment: no secret, and nothing of ours that opens a file. */
  data: Record<string, string | number | null>;
}

/** Notes what webhooks are to be told of, in the transaction that does it. The worker sends it. What is sent is written here and stays: each try says the same. */
export async function raise(tx: Tx, raised: readonly Raised[]): Promise<void> {
  if (raised.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO webhook_deliveries (id, webhook_id, event, key, body, next_at)
    SELECT gen_random_uuid(), webhook.id, said.event, said.key,
      jsonb_build_object('type', said.event, 'timestamp', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'data', said.data || jsonb_build_object('team', team.name, 'project', project.name, 'projectId', project.id))::text, now()
    FROM jsonb_to_recordset(${JSON.stringify(raised)}::jsonb) AS said("teamId" uuid, "projectId" uuid, event text, key text, data jsonb)
      JOIN webhooks AS webhook ON webhook.team_id = said."teamId" AND (said."projectId" IS NULL OR webhook.project_id = said."projectId")
        AND webhook.is_on AND (said.event = ANY (webhook.events) OR said.event = 'webhook.test')
      JOIN teams AS team ON team.id = webhook.team_id
      JOIN projects AS project ON project.id = webhook.project_id AND project.deleted_at IS NULL
    FOR KEY SHARE OF webhook
    ON CONFLICT (webhook_id, key) DO NOTHING`;
}
