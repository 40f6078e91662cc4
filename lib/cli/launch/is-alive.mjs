// Asked by a container's health check: whether the process of this container's role answers.
const { ROLE, PORT = "3000", WORKER_PORT } = process.env;
const url = ROLE === "worker" ? `http://127.0.0.1:${WORKER_PORT}/live` : `http://127.0.0.1:${PORT}/api/health/live`;
const { ok } = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch(() => ({ ok: false }));
process.exit(ok ? 0 : 1);
