# Removes what is kept of a command that is over.
rm -rf "$d"
begin
