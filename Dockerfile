# The studio as an image: pages and worker are the same one, ROLE says which it is. Everything is built in, so that the
# root may be read-only; what is written lies in /data (its machine's own folder) and /tmp.

FROM node:24-bookworm-slim AS build
WORKDIR /studio
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node lib/cli/bootstrap.mjs build \
  && rm -rf .next/cache && mkdir .next/cache \
  && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
# ffmpeg is Debian's; without it the studio falls back to a slower one of its own.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data
WORKDIR /studio
# Root's, and so nothing that the studio runs as can change it.
COPY --from=build /studio ./
ENV NODE_ENV=production \
  NEXT_TELEMETRY_DISABLED=1 \
  HOST=0.0.0.0 \
  PORT=3000 \
  WORKER_PORT=9100 \
  DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 3000 9100
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=3 \
  CMD ["node", "lib/cli/launch/is-alive.mjs"]
# The launcher applies migrations, starts what ROLE asks for and again what dies, and ends all of it at SIGTERM: a worker
# may take 90 s to finish what it has begun.
STOPSIGNAL SIGTERM
CMD ["node", "--conditions=react-server", "--import", "tsx", "lib/cli/commands/start.ts"]
