# Stays with a detached command: records its group before it begins, and how it ended.
g=${1:-$$}
shift
echo "$g $(mark "$g")" > "$d/pid.new" && mv "$d/pid.new" "$d/pid" || exit 1
# Reached only by exec, so that no word is taken for a function or a builtin of this shell.
(environment && exec "$@") < "$d/stdin" > "$d/out" 2> "$d/err"
echo $? > "$d/exit.new"
mv "$d/exit.new" "$d/exit"
