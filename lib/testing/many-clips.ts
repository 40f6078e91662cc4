import type pg from "pg";

export interface ManyClips {
  teamId: string;
  projectId: string;
  userId: string;
  account: string;
  clips: number;
  /** Rows of history for each clip; a real one has about seven. */
  eventsPerClip: number;
  /** So many clips are of one recipe. */
  takes?: number;
}

/**
 * A project with so many finished clips of the last eight months, made by SQL alone: with attempt, events, spend, video
 * and poster rows, but no bytes. One in twenty failed.
 */
export async function fillWithClips(client: Pick<pg.Client, "query">, options: ManyClips): Promise<void> {
  const { teamId, projectId, userId, account, clips, eventsPerClip, takes = null } = options;
  await client.query(
    `INSERT INTO generations (id, team_id, project_id, created_by_id, request_hash, mode, model, prompt, resolution, ratio,
       duration_seconds, sound, watermark, return_last_frame, estimated_tokens, estimated_micros, status, version, api_style,
       provider_account, provider_task_id, actual_seed, actual_ratio, actual_duration, actual_resolution, actual_tokens, actual_micros,
       error_code, error_detail, recipe_key, take, created_at, sent_at, accepted_at, started_at, succeeded_at, finished_at, last_checked_at)
     SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
       $1, $2, $3, md5(n::text), 'text', 'seedance-2.0',
       CASE WHEN n % 10 = 0 THEN '第' || n || '条：雨夜的霓虹街道，镜头缓慢推向红伞下的' || (ARRAY['男人', '女孩', '老人', '孩子'])[n / 10 % 4 + 1] || '，水洼里的倒影，一辆电车驶过'
         ELSE 'Take ' || n || ': rain on a neon street at night, a slow dolly towards a ' || (ARRAY['man', 'woman', 'dancer', 'courier', 'child', 'nurse', 'fox', 'robot'])[n % 8 + 1] ||
           ' under a red umbrella; reflections in the puddles, steam from a grate, one passing tram, shot ' || n / 1000 || ', the camera low' END,
       (ARRAY['480p', '720p', '1080p'])[n % 3 + 1], '16:9', 5, true, false, false, 108900, 838530,
       CASE WHEN n % 20 = 0 THEN 'failed' ELSE 'ready' END::"GenerationStatus", 6, 'native',
       $4, 'cgt-' || n, n, '16:9', 5, '720p', 108900, CASE WHEN n % 20 = 0 THEN NULL ELSE 838530 END,
       CASE WHEN n % 20 = 0 THEN 'server' END, CASE WHEN n % 20 = 0 THEN '{"code": "InternalError", "message": "The service failed."}'::jsonb END,
       md5((n / $6::int)::text), n % $6::int + 1,
       at, at + interval '2 s', at + interval '3 s', at + interval '10 s', at + interval '100 s', at + interval '110 s', at + interval '100 s'
     FROM generate_series(1, $5::int) n, LATERAL (SELECT now() - interval '1 hour' - n * (interval '240 days' / $5::int) AS at) times`,
    [teamId, projectId, userId, account, clips, takes],
  );
  await client.query(
    `INSERT INTO attempts (id, generation_id, number, state, marker, provider_account, api_style, request, sent_at, lease_until, ended_at, provider_task_id)
     SELECT gen_random_uuid(), id, 1, 'acknowledged', 'd1-' || id, provider_account, 'native', '{}', sent_at, sent_at, accepted_at, provider_task_id
     FROM generations WHERE project_id = $1`,
    [projectId],
  );
  await client.query(
    `INSERT INTO generation_events (generation_id, event, to_status, created_at)
     SELECT id, (ARRAY['submit', 'send', 'accept', 'start', 'succeed', 'archive'])[n % 6 + 1], 'running', created_at
     FROM generations, generate_series(1, $2::int) n WHERE project_id = $1`,
    [projectId, eventsPerClip],
  );
  await client.query(
    `INSERT INTO files (id, team_id, generation_id, variant, key, mime, bytes, sha256, width, height, duration_ms, facts, is_derived, created_at, checked_at)
     SELECT gen_random_uuid(), team_id, generations.id, variant::"FileVariant", 'clips/' || generations.id || '/' || variant, 'video/mp4',
       2400000, md5(generations.id::text), 1280, 720, 5041, '{"framesPerSecond": 24, "videoCodec": "avc", "audioCodec": "aac"}',
       variant = 'poster', finished_at, now() - interval '12 hours'
     FROM generations, (VALUES ('video'), ('poster')) AS variants (variant) WHERE project_id = $1 AND status = 'ready'`,
    [projectId],
  );
  // As after an update: none was looked through yet.
  await client.query(
    `INSERT INTO clip_checks (generation_id, next_at) SELECT id, finished_at FROM generations WHERE project_id = $1 AND status = 'ready'`,
    [projectId],
  );
  await client.query(
    `INSERT INTO spend (team_id, generation_id, kind, clips, tokens, micros, estimated_micros, day, is_emulated, project_id, user_id, model, state, created_at)
     SELECT team_id, id, kind::"SpendKind", clips, clips * estimated_tokens, clips * estimated_micros, CASE kind WHEN 'settled' THEN estimated_micros END,
       sent_at::date, false, project_id, created_by_id, model, CASE kind WHEN 'settled' THEN 'ready' WHEN 'spared' THEN 'failed' ELSE 'open' END,
       coalesce(finished_at, created_at)
     FROM generations, (VALUES ('reserved', 1), ('released', -1), ('settled', 1), ('spared', 1)) AS kinds (kind, clips)
     WHERE project_id = $1 AND kind <> (CASE WHEN status = 'ready' THEN 'spared' ELSE 'settled' END)`,
    [projectId],
  );
  await client.query(
    `INSERT INTO spend_totals (team_id, is_emulated, day, project_id, user_id, model, state, kind, clips, tokens, micros, estimated_micros, unpriced)
     SELECT team_id, is_emulated, day, project_id, user_id, model, state, CASE kind WHEN 'released' THEN 'reserved' ELSE kind END AS counted,
       sum(clips), sum(tokens), sum(micros), coalesce(sum(estimated_micros), 0), 0
     FROM spend WHERE project_id = $1 GROUP BY team_id, is_emulated, day, project_id, user_id, model, state, counted`,
    [projectId],
  );
  // The triggers that keep it are off where keys are not checked.
  await client.query(
    `INSERT INTO clip_search SELECT id, project_id, created_at, rating, coalesce(actual_duration, 0), search_terms(generations) FROM generations
     WHERE project_id = $1 ON CONFLICT DO NOTHING`,
    [projectId],
  );
  await client.query(
    `INSERT INTO clip_counts SELECT project_id, quarter_of(created_at), count(*) FROM clip_search WHERE project_id = $1 GROUP BY 1, 2
     ON CONFLICT (project_id, quarter) DO UPDATE SET clips = excluded.clips`,
    [projectId],
  );
  await client.query(
    "VACUUM ANALYZE clip_counts, clip_search, generations, attempts, generation_events, files, spend, spend_totals, clip_checks",
  );
}
