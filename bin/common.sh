# shellcheck shell=bash
# Sourced by the scripts beside it: where things are, and how to say what is going on.

# Every path below is relative to the project's root, whatever directory the caller was in.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
root=$PWD

# The build tools live in the project's own folders: two checkouts may need different versions, and
# nothing of the user's ~/.cargo/bin or global npm packages is replaced.
tools=$root/.tools
npm_bin=$root/node_modules/.bin

# What the Rust of the Worker is made from; directories count, as a deleted file changes only those.
# shellcheck disable=SC2034 # It is for the scripts that source this.
rust_sources=(src room templates Cargo.toml Cargo.lock rust-toolchain.toml)

# First on PATH, so that everything started here (Wrangler above all) runs on the project's Node.js.
# All but npm: it replaces node_modules and must not be running on a Node.js in there. (Taken out
# first, for a script that another one started.)
machine_path=${PATH//"$npm_bin:$tools/bin:"/}
export PATH="$npm_bin:$tools/bin:$machine_path"

# On standard error: the standard output of some scripts is their answer.
say() {
    printf 'natter: %s\n' "$*" >&2
}

# The last words of a script that cannot go on: one sentence that says what to do.
fail() {
    printf 'natter: %s\n' "$*" >&2
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# 32 random bytes, in hexadecimal digits.
random_secret() {
    od -An -tx1 -N32 /dev/urandom | tr -d ' \n'
}

# The version of the crate $1 in Cargo.lock.
locked_version() {
    awk -v name="\"$1\"" '$1 == "name" { found = $3 == name }
        $1 == "version" && found { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# Installs Debian packages if this machine takes them from us; otherwise the caller has to ask a
# person.
apt_install() {
    if ! have apt-get || [ "$(id -u)" != 0 ]; then
        return 1
    fi
    say "installing with apt-get: $*"
    # The package lists of a fresh machine are empty or old; without them apt-get finds nothing.
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
        </dev/null >"$tools/apt.log" 2>&1; then
        cat "$tools/apt.log" >&2
        return 1
    fi
}
