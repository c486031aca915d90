#!/bin/sh
# Gathers in $1 what a Node process needs of an operating system: the binary, the libraries it and native addons are linked
# with, name resolution, and one unprivileged user.
set -eu
root=$1

mkdir -p "$root/etc" "$root/app" "$root/usr/local/bin"
mkdir -m 1777 "$root/tmp"

node=$(command -v node)
cp -L "$node" "$root/usr/local/bin/node"

# A path keeps its place, so that the loader finds it; links are followed, so that no directory link is needed.
copy() {
  mkdir -p "$root$(dirname "$1")"
  cp -L "$1" "$root$1"
}
ldd "$node" | grep -o '/[^ ]*' | while read -r library; do copy "$library"; done
libraries=$(dirname "$(ldd "$node" | grep -o '/[^ ]*/libc\.so\.6')")
for library in libresolv.so.2 librt.so.1 libdl.so.2 libpthread.so.0 libnss_dns.so.2 libnss_files.so.2; do
  copy "$libraries/$library"
done

printf 'root:x:0:0::/:/nonexistent\ntradewind:x:10001:10001::/tmp:/nonexistent\n' >"$root/etc/passwd"
printf 'root:x:0:\ntradewind:x:10001:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
cp /etc/os-release "$root/etc/os-release"

"$root/usr/local/bin/node" --version
