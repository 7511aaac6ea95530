#!/usr/bin/env bash
# Says what is wrong with slug.sh.
failed=0
expect() {
  found=$(./slug.sh "$2")
  if [[ $found == "$1" ]]; then
    echo "ok: '$2' becomes '$1'"
  else
    echo "wrong: expected '$2' to become '$1', but found '$found'"
    failed=1
  fi
}

expect bread 'bread'
expect bread-before-dawn 'Bread before dawn'
exit "$failed"
