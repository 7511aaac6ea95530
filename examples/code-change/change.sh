#!/usr/bin/env bash
# The change of this example: greet.sh learns to greet several people, and its test to expect it.
# It runs in a copy of the repository; what it leaves there is what gets proposed.
set -eu

cat > greet.sh <<'EOF'
#!/usr/bin/env bash
# Greets everybody who is named, and the world when nobody is.
for name in "${@:-world}"; do
  echo "Hello, $name!"
done
EOF

cat >> test.sh <<'EOF'
expect $'Hello, Ada!\nHello, Grace!' Ada Grace
EOF
