#!/bin/sh
for name in "${@:?Expected a name, but found none. Give at least one.}"; do
  echo "Hello, $name!"
done
