#!/usr/bin/env bash
# Makes a git repository out of seed/ to try the example on: new-repo.sh FOLDER
set -eu
folder=${1:?"Expected a folder: new-repo.sh FOLDER"}
if [[ -e $folder ]]; then
  echo "Expected '$folder' to be free, but there is something. Name another folder." >&2
  exit 1
fi

cp -R "$(dirname "$0")/seed" "$folder"
cd "$folder"
git init --quiet --initial-branch=main
git add --all
git -c user.name='Alice Adler' -c user.email=alice@example.com -c commit.gpgsign=false \
  commit --quiet --message='Greet whoever is named'
echo "A repository with one commit on main: $PWD"
