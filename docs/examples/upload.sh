#!/bin/sh
# A phone's day with Momentum, by curl: uploads a photo taken with the camera held upright (with GPS in it) and a MOV,
# posts both with a caption; another person follows, sees them in the feed, reacts and comments.
#
#   docs/examples/upload.sh http://127.0.0.1:3000 photo.jpg video.mov
#
# It makes two accounts, so run it against a server of your own. From one address five people may sign up in an hour;
# a server started with RATE_LIMITS=off takes more. Needs curl and jq.
set -eu

server=${1:?the address of the server}
photo=${2:?a photo}
video=${3:?a video}
api=$server/api/v1
run=$(date +%s)

# call METHOD PATH TOKEN [curl options]: the answer, or the problem document and the end.
call() {
  method=$1 path=$2 token=$3
  shift 3
  curl --silent --show-error --fail-with-body --request "$method" "$api$path" \
    --header "Authorization: Bearer $token" "$@" || { echo >&2 "$method $path failed"; exit 1; }
}

json() { printf '%s' "$1" >"$body"; }
body=$(mktemp)
trap 'rm -f "$body" "$body.out"' EXIT

sign_up() {
  json "{\"username\": \"$1_$run\", \"email\": \"$1.$run@example.org\", \"password\": \"correct horse battery staple\", \"acceptTerms\": true}"
  session=$(curl --silent --show-error --fail-with-body "$api/auth/register" --json "@$body") || {
    echo >&2 "signing $1 up failed: $session"
    exit 1
  }
  printf '%s' "$session" | jq --raw-output .token
}

# upload TOKEN FILE ALT: the id of the item, once it is ready. The key makes a retry after a lost answer safe.
upload() {
  item=$(call POST /media "$1" --header "Idempotency-Key: $run-$(basename "$2")" \
    --form purpose=post --form "alt=$3" --form "file=@$2")
  id=$(printf '%s' "$item" | jq --raw-output .id)
  # 202 while a video is converted. An app waits for media.ready in its stream instead of asking.
  while [ "$(call GET "/media/$id" "$1" | jq --raw-output .state)" = processing ]; do sleep 1; done
  state=$(call GET "/media/$id" "$1" | jq --raw-output .state)
  [ "$state" = ready ] || { echo >&2 "$2 is $state"; exit 1; }
  printf '%s' "$id"
}

ada=$(sign_up ada)
bela=$(sign_up bela)

photo_id=$(upload "$ada" "$photo" 'A tower against the sky')
video_id=$(upload "$ada" "$video" 'Waves')
echo "uploaded $photo_id and $video_id"

json "{\"caption\": \"Two from today #sea\", \"media\": [\"$photo_id\", \"$video_id\"], \"visibility\": \"public\"}"
post=$(call POST /posts "$ada" --json "@$body" | jq --raw-output .id)
echo "posted $post"

call PUT "/users/ada_$run/follow" "$bela" >/dev/null
seen=$(call GET /feed "$bela" | jq ".items[] | select(.id == \"$post\")")
printf '%s' "$seen" | jq '{caption, media: [.media[] | {kind, width, height, alt, url}]}'

# What is served holds nothing of where and with what it was taken.
for url in $(printf '%s' "$seen" | jq --raw-output '.media[] | .url, .mediumUrl, .thumbnailUrl, .posterUrl | values'); do
  curl --silent --show-error --fail "$server$url" --output "$body.out"
  if LC_ALL=C grep --quiet --text -e 'Exif' -e 'GPS' -e 'iPhone' -e 'com.apple.quicktime' "$body.out"; then
    echo >&2 "$url still carries metadata"
    exit 1
  fi
  echo "$url is clean"
done

json '{"emoji": "❤️"}'
call PUT "/posts/$post/reaction" "$bela" --json "@$body" >/dev/null
json '{"text": "Lovely light!"}'
call POST "/posts/$post/comments" "$bela" --json "@$body" >/dev/null
call GET "/posts/$post" "$ada" | jq .counts
