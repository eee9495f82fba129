#!/bin/sh
# Accepts what a stranger wrote: ./accept.sh bela
set -eu
conversation=$("$(dirname "$0")/conversation.sh" "$1")
curl --fail-with-body --silent --show-error --output /dev/null --request PATCH \
  "$MOMENTUM/api/v1/conversations/$conversation" \
  --header "Authorization: Bearer $TOKEN" \
  --header 'Content-Type: application/json' \
  --data '{"request":"accepted"}'
