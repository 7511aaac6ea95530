# Ends a command. One that is only just starting is waited for; one that has not begun never will.
if [ "$detached" = true ]; then mkdir -p "$d"; fi
n=0
while [ ! -f "$d/pid" ] && [ $n -lt 2 ]; do sleep 1; n=$((n + 1)); done
finish
n=0
while runs && [ $n -lt 3 ]; do sleep 1; n=$((n + 1)); done
if [ "$detached" = true ]; then
  # The folder stays for a while, so that the same job cannot be started again.
  rm -f "$d/stdin" "$d/out" "$d/err" "$d/output.json"
  if [ ! -f "$d/exit" ]; then echo stopped > "$d/exit"; fi
else
  rm -rf "$d"
fi
begin
