#!/bin/sh
# Shows what happens, as it happens: ./listen.sh [position]
set -eu
since=${1:-}
exec curl --no-buffer --fail-with-body --silent --show-error \
  "$MOMENTUM/api/v1/events${since:+?since=$since}" \
  --header "Authorization: Bearer $TOKEN"
