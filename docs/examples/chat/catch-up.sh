#!/bin/sh
# Prints what happened after a position of the log, and the position to remember: ./catch-up.sh 17
set -eu
exec curl --fail-with-body --silent --show-error "$MOMENTUM/api/v1/sync?since=$1&wait=${WAIT:-0}" \
  --header "Authorization: Bearer $TOKEN"
