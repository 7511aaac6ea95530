# Read before each of the other scripts. Needs nothing but a POSIX shell and its utilities.
d=$HOME/.gatehold/jobs/$job

# What tells a process from a later one with the same number: boot and start on Linux, start elsewhere.
mark() {
  if [ -r /proc/self/stat ]; then
    [ -r "/proc/$1/stat" ] || return 0
    echo "$(cat /proc/sys/kernel/random/boot_id) $(sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20)"
  else
    ps -o lstart= -p "$1"
  fi 2>/dev/null
}

# Sets p to the recorded process group; fails when there is none, or when its number has another owner by now.
recorded() {
  [ -f "$d/pid" ] && read -r p m < "$d/pid" || return 1
  case $p in '' | *[!0-9]* | 0 | 1) return 1 ;; esac
  now=$(mark "$p")
  [ -z "$now" ] || [ "$now" = "$m" ]
}

runs() { recorded && kill -s 0 -- "-$p" 2>/dev/null; }

finish() {
  if recorded; then kill -s KILL -- "-$p" 2>/dev/null; fi
  return 0
}

# Takes standard input whole or not at all: half of it may mean something else.
take_input() {
  cat > "$1" && [ "$(wc -c < "$1")" -eq "$size" ] && return 0
  echo 'the input did not come whole, or could not be stored' >&2
  rm -f "$1"
  return 1
}

# Says that what comes now is ours: start-up files of shells may have spoken before.
begin() { echo "$begin"; echo "$begin" >&2; }
