#!/usr/bin/env bash
# Makes the base image of the Dockerfile where no registry of images can be reached: Debian's trixie (debootstrap) with the Node
# binary and the npm that the npm registry carries. Needs root, debootstrap, buildah and npm; x64 or arm64.
#
#   docker/base-image.sh          # prints the image's name, to be given as --build-arg NODE_IMAGE=…
set -euo pipefail
cd "$(dirname "$0")"
version=$(sed -n 's/^ARG NODE_IMAGE=node:\([0-9.]*\)-.*/\1/p' Dockerfile)
image=localhost/node:$version-trixie-slim
if buildah inspect --type image "$image" >/dev/null 2>&1; then echo "$image"; exit 0; fi

case $(uname -m) in x86_64) cpu=x64 ;; aarch64) cpu=arm64 ;; *) echo "No Node binary for $(uname -m)" >&2; exit 1 ;; esac
mirror=$(sed -n 's|^URIs: *\(http[^ ]*/debian\)/\{0,1\}$|\1|p; s|^deb \(http[^ ]*/debian\)/\{0,1\} .*|\1|p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1 || true)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

{
  debootstrap --variant=minbase --include=ca-certificates,libstdc++6,libatomic1 trixie "$work/root" ${mirror:+"$mirror"}
  (cd "$work" && npm pack --silent "node-linux-$cpu@$version" && npm pack --silent npm@11)
  tar -xzf "$work"/node-linux-*.tgz -C "$work" && install -m 755 "$work/package/bin/node" "$work/root/usr/local/bin/node"
  rm -rf "$work/package"
  mkdir -p "$work/root/usr/local/lib/node_modules/npm"
  tar -xzf "$work"/npm-*.tgz -C "$work/root/usr/local/lib/node_modules/npm" --strip-components=1
  for tool in npm npx; do ln -sf "../lib/node_modules/npm/bin/$tool-cli.js" "$work/root/usr/local/bin/$tool"; done
  # The build stages fetch packages as this machine does; the images themselves take none of it (runtime-files.sh).
  cp "${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" "$work/root/etc/ssl/certs/ca-certificates.crt"
  npm config get registry | sed 's/^/registry=/' >"$work/root/root/.npmrc"
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$work/root" /
  buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$container"
  buildah commit --quiet --rm "$container" "$image"
} >&2
echo "$image"
