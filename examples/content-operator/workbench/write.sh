#!/usr/bin/env bash
# Stands for a program that writes: write.sh TOPIC DAY
set -eu
words=${1//-/ }
cat <<DRAFT
# ${words^}

*$2*

What is to be known about $words today, in a few lines.
DRAFT
