# Starts a command that outlives the connection, once: whoever makes the folder starts it.
u=$(umask)
umask 077
jobs=$HOME/.gatehold/jobs
mkdir -p "$jobs" || exit 1
# Those that are long over: their jobs do not come again.
for f in "$jobs"/*/exit; do
  if [ -n "$(find "$f" -mtime "+$days" 2>/dev/null)" ]; then rm -rf "${f%/exit}"; fi
done
if [ ! -d "$d" ]; then
  t=$jobs/.$$.$job
  take_input "$t" || exit 1
  if mkdir "$d" 2>/dev/null; then
    mv "$t" "$d/stdin" || exit 1
    umask "$u"
    # Without setsid the group is that of this shell, which the SSH server gave a session of its own.
    g=$$
    s=nohup
    if command -v setsid >/dev/null 2>&1; then g= s=setsid; fi
    # In a file: as an argument it could be longer than a system takes.
    printf '%s\n' "$keep" > "$d/keep" || exit 1
    "$s" /bin/sh "$d/keep" "$g" "$@" </dev/null >/dev/null 2>&1 &
  else
    rm -f "$t"
    [ -d "$d" ] || exit 1
  fi
fi
begin
