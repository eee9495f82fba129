#!/bin/sh
# Signs a person up, or in when they are there already, and prints the token of the session: ./sign-up.sh ada
set -eu
name=$1
password=${PASSWORD:-correct horse battery}

# call PATH JSON: what the server answers, whether it is the session or a refusal.
call() {
  curl --silent --show-error "$MOMENTUM/api/v1/$1" --header 'Content-Type: application/json' --data "$2"
}

answer=$(call auth/register \
  "{\"username\":\"$name\",\"email\":\"$name@example.org\",\"password\":\"$password\",\"acceptTerms\":true}")
case $answer in
*'"token":'*) ;;
*) signed_in=$(call auth/login "{\"login\":\"$name\",\"password\":\"$password\"}")
  case $signed_in in
  *'"token":'*) answer=$signed_in ;;
  *) echo "$answer" >&2 && exit 1 ;;
  esac ;;
esac
printf '%s\n' "$answer" | sed -n 's/.*"token":"\([^"]*\)".*/\1/p'
