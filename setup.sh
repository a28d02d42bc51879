#!/bin/sh
# Makes .venv with the pinned dependencies; does nothing when nothing has changed.
#
#   sh setup.sh        what running needs
#   sh setup.sh dev    what the tests need, too
set -eu

fail() { printf '%s\n' "$@" >&2; exit 1; }

parts=${1:+[$1]}

# The environment is good as long as it was finished, for these pins, at this place.
wanted=$(printf '%s\n' "$PWD" && cat pyproject.toml constraints.txt)
for finished in ".venv/finished$parts" .venv/finished[[]dev]; do
    if [ -f "$finished" ] && [ "$(cat "$finished")" = "$wanted" ]; then
        exit 0
    fi
done

python=
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail \
    "Wenbao needs Python 3.11 or newer; found: $("${PYTHON:-python3}" --version 2>&1 || true)." \
    "Install one, or name it: make run PYTHON=/path/to/python3.12"
"$python" -c 'import venv, ensurepip' 2>/dev/null || fail \
    "$("$python" --version) has no venv module." \
    "Install it (on Debian and Ubuntu: sudo apt install python3-venv) and run make again."

echo "Setting up .venv with $("$python" --version): packages are downloaded once, a minute or so."
if ! [ -x .venv/bin/python ] || ! [ "$(cat .venv/place 2>/dev/null)" = "$PWD" ]; then
    rm -rf .venv
    "$python" -m venv .venv
    printf '%s\n' "$PWD" > .venv/place
fi
rm -f .venv/finished*
# pip says which package it is at; what it has already is only counted
PIP_CONSTRAINT=constraints.txt .venv/bin/python -m pip install \
    --disable-pip-version-check --editable ".$parts" > .venv/setup.log 2>&1 &
pip=$!
trap 'kill $pip 2>/dev/null; exit 130' INT TERM
while kill -0 $pip 2>/dev/null; do
    [ -t 1 ] && printf '\r%-79.79s' "$(tail -n 1 .venv/setup.log 2>/dev/null)"
    sleep 1
done
[ -t 1 ] && printf '\r%-79s\r' ''
wait $pip || { tail -n 20 .venv/setup.log >&2; fail \
    "The dependencies could not be installed; see the message above, then run make again."; }
# pip writes the checkout's path into this file, which Python can't read in an ASCII locale if the
# path isn't; from where the file stands, the checkout is four folders up
for pth in .venv/lib/python3*/site-packages/*wenbao*.pth; do
    printf '../../../..\n' > "$pth"
done
# also where Python may not write bytecode, or the checkout is used by another user later
.venv/bin/python -m compileall -q bot config retrieval
printf '%s\n' "$wanted" > ".venv/finished$parts"
