#!/usr/bin/env bash
# Makes the name of a file out of a title: slug.sh TITLE
slug=${1// /-}
echo "$slug"
