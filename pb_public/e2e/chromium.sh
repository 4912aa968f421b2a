#!/bin/sh
# Makes sure that there is a Chromium for the browser tests, from Debian's
# packages where it is missing.
set -e
for c in "$CHROMIUM" chromium chromium-browser google-chrome; do
  if [ -n "$c" ] && command -v "$c" >/dev/null 2>&1; then exit 0; fi
done
echo "no Chromium found, installing Debian's chromium and a Chinese font"
SUDO=""
[ "$(id -u)" = 0 ] || SUDO=sudo
$SUDO apt-get update -q
$SUDO apt-get install -q -y chromium fonts-noto-cjk
