{{/* What pages and workers have in common. Only what Go's own templates know is used, so that more than Helm can render it. */}}
{{ define "dailies.container" }}
          image: {{ printf "%q" (printf "%s:%v" .Values.image.repository .Values.image.tag) }}
          envFrom:
            - secretRef:
                name: {{ .Values.secretName }}
          securityContext:
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
          volumeMounts:
            - { name: data, mountPath: /data }
            - { name: scratch, mountPath: /tmp }
            - { name: cache, mountPath: /studio/.next/cache }
{{ end }}
{{ define "dailies.settings" }}
            - { name: PUBLIC_URL, value: {{ printf "%q" (printf "https://%s" .Values.host) }} }
            - { name: TRUSTED_PROXIES, value: {{ printf "%q" (printf "%v" .Values.trustedProxies) }} }
{{- range $name, $value := .Values.settings }}
            - { name: {{ $name }}, value: {{ printf "%q" (printf "%v" $value) }} }
{{- end }}
{{ end }}
{{ define "dailies.pod" }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        seccompProfile:
          type: RuntimeDefault
      automountServiceAccountToken: false
      volumes:
        - { name: scratch, emptyDir: {} }
        - { name: cache, emptyDir: {} }
{{- if .Values.joinCode }}
      initContainers:
        # A pod that belongs to the studio already finds the code used up, and goes on.
        - name: join
          command: ["/bin/sh", "-c", {{ printf "%q" (printf "node --conditions=react-server --import tsx lib/cli/commands/join.ts %s || true" .Values.joinCode) }}]
          env:
{{- template "dailies.settings" . }}
{{- template "dailies.container" . }}
{{- end }}
{{ end }}
{{ define "dailies.claim" }}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
{{- if .Values.data.storageClass }}
        storageClassName: {{ .Values.data.storageClass }}
{{- end }}
        resources:
          requests:
            storage: {{ .Values.data.size }}
{{ end }}
