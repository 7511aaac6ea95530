# Runs a command to its end, with this shell's own process, session and group.
u=$(umask)
umask 077
finish
rm -rf "$d"
mkdir -p "$d" || exit 1
take_input "$d/stdin" || exit 1
echo "$$ $(mark $$)" > "$d/pid" || exit 1
umask "$u"
exec < "$d/stdin" || exit 1
begin
environment
exec "$@"
