#!/usr/bin/env bash
# Checks greet.sh; exits with 1 when a greeting is not as expected.
cd "$(dirname "$0")" || exit 1
failed=0
trap 'exit $failed' EXIT

expect() {
  local expected=$1 found
  shift
  found=$(./greet.sh "$@")
  if [[ $found == "$expected" ]]; then
    echo "ok: greet.sh${*:+ $*}"
  else
    echo "failed: greet.sh${*:+ $*}: expected '$expected', but found '$found'"
    failed=1
  fi
}

expect 'Hello, world!'
expect 'Hello, Ada!' Ada
