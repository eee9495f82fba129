#!/bin/sh
# Prints the id of the conversation with a person, begun if there is none: ./conversation.sh ada
set -eu
curl --fail-with-body --silent --show-error "$MOMENTUM/api/v1/conversations" \
  --header "Authorization: Bearer $TOKEN" \
  --header 'Content-Type: application/json' \
  --data "{\"username\":\"$1\"}" |
  sed -n 's/^{"id":"\([^"]*\)".*/\1/p'
