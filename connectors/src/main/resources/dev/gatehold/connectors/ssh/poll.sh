# Says in one line how a detached command is, then what it said since: on each stream what it said there.
s=gone
if [ -d "$d" ]; then
  s=starting
  if runs; then s=runs; elif [ -f "$d/pid" ]; then s=died; fi
  # Looked at last: it is written before the group is gone.
  if [ ! -f "$d/exit" ] && [ $s = died ]; then echo died > "$d/exit"; fi
  if [ -f "$d/exit" ]; then s=$(cat "$d/exit"); fi
fi
begin
echo "$s"
if [ -f "$d/out" ]; then tail -c "+$out" "$d/out" | head -c "$most"; fi
if [ -f "$d/err" ]; then tail -c "+$err" "$d/err" | head -c "$most" >&2; fi
exit 0
