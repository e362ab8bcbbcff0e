{{- define "catalog.labels" -}}
app: {{ .Chart.Name }}
release: {{ .Release.Name }}
{{- end }}
