#!/usr/bin/env bash
# Greets whoever is named, and the world when nobody is.
echo "Hello, ${1:-world}!"
