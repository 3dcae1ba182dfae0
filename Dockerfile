# The image is the program and what it needs of an operating system: root certificates, time zones, a user's name and a
# temporary folder. It has no shell. Its working folder is the volume /data, so a run without settings keeps its database
# there. "make docker" builds the program in a container, "make docker-local" takes bin/handover as it is.
# The image that builds is named by its digest, so that the same sources always give the same image.

FROM --platform=$BUILDPLATFORM golang:1.26.8-bookworm@sha256:a688600ca24f8a4d3ca77f95b0dd40704a9fc787c826660eb7ba0b641b8b175d AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download
COPY . .
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=unknown
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/cache/go-build \
    GOCACHE=/cache/go-build CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$VERSION" -o /handover ./cmd/handover

# An empty image cannot run mkdir, so its folders come from here: /system belongs to root and /own to the program's user.
# COPY takes the modes of folders inside what it copies, and not the mode of that folder itself.
FROM --platform=$BUILDPLATFORM golang:1.26.8-bookworm@sha256:a688600ca24f8a4d3ca77f95b0dd40704a9fc787c826660eb7ba0b641b8b175d AS files
RUN mkdir -p /system/etc/ssl/certs /system/usr/share/doc/ca-certificates /own/data /own/tmp \
    && cp /etc/ssl/certs/ca-certificates.crt /system/etc/ssl/certs/ \
    && cp /usr/share/doc/ca-certificates/copyright /system/usr/share/doc/ca-certificates/ \
    && cp "$(go env GOROOT)/lib/time/zoneinfo.zip" /system/usr/share/ \
    && echo 'handover:x:65532:65532::/data:/sbin/nologin' >/system/etc/passwd \
    && echo 'handover:x:65532:' >/system/etc/group \
    && chmod 0750 /own/data \
    && chmod 1777 /own/tmp

FROM scratch AS base
COPY --from=files /system/ /
COPY --from=files --chown=65532:65532 /own/ /
ENV ZONEINFO=/usr/share/zoneinfo.zip
USER 65532:65532
WORKDIR /data
VOLUME /data
# Of serve. Nothing answers in a container that does one command: docker run --no-healthcheck.
HEALTHCHECK --interval=1m --timeout=15s --start-period=1m --retries=3 CMD ["/handover", "check", "--healthz"]
ENTRYPOINT ["/handover"]

FROM base AS local
COPY bin/handover /handover

FROM base
COPY --from=build /handover /handover
