#!/bin/sh
# Says what is typed, a line a message: ./say.sh ada
# A line is sent again until the server has it; its clientId makes that one message, however often it is sent.
set -eu
conversation=$("$(dirname "$0")/conversation.sh" "$1")
number=0
while IFS= read -r line; do
  number=$((number + 1))
  text=$(printf '%s' "$line" | sed 's/\\/\\\\/g; s/"/\\"/g; s/	/\\t/g')
  curl --fail-with-body --silent --show-error --output /dev/null --retry 5 --retry-connrefused \
    "$MOMENTUM/api/v1/conversations/$conversation/messages" \
    --header "Authorization: Bearer $TOKEN" \
    --header 'Content-Type: application/json' \
    --data "{\"clientId\":\"say-$$-$number-$(date +%s)\",\"text\":\"$text\"}"
done
