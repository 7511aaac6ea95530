#!/usr/bin/env bash
# Stands for a coding agent, and needs no network: agent.sh TREE TASK, with what reviewers asked for
# on standard input. It changes the work tree, commits, and calls back with what it did. It may be
# started again at any moment.
set -euo pipefail
tree=$1 task=$2
feedback=$(cat)
cd "$tree"
say() { echo "[$1] $2"; }
git reset --quiet --hard

say 1/4 "The task: $task"
./test.sh || say 1/4 'The tests fail.'

say 2/4 'Lower-case letters'
grep -q ',,' slug.sh || sed -i 's/^echo .*/echo "${slug,,}"/' slug.sh
summary='Titles become lower case.'

if [[ -n $feedback ]]; then
  say 3/4 "Asked for: $feedback"
  grep -q 'several blanks' test.sh || {
    sed -i 's/^slug=.*/slug=$(tr -s " " - <<< "$1")/' slug.sh
    sed -i "s/^exit /expect old-bread 'Old   bread'   # several blanks\n&/" test.sh
  }
  summary='Titles become lower case, and several blanks one hyphen.'
fi

say 4/4 'Testing'
./test.sh
git diff --quiet || git -c user.name=Agent -c user.email=agent@localhost -c commit.gpgsign=false \
  commit --quiet --all --message="$summary"
say 4/4 "Done: $summary"
printf '{"summary": "%s", "commit": "%s"}' "$summary" "$(git rev-parse HEAD)" |
  curl -fsS -o /dev/null -H 'Content-Type: application/json' --data-binary @- "$GATEHOLD_CALLBACK"
