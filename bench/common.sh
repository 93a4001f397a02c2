# Sourced by the scripts of this folder: finds a JDK, makes a place that is removed again, compiles
# the load generator. Each script can be run by itself or as `./crm bench <script>`.

readonly bench=$PWD/bench
readonly crm=${BENCH_CRM:-$PWD/crm} # another checkout's, to compare two of them

fail() {
    printf 'bench: %s\n' "$*" >&2
    exit 1
}

[[ $(uname) == Linux ]] || fail "Linux is needed: the figures come from /proc."

# The launcher knows where JDKs are; it comes back with JAVA_HOME set.
if [[ -z ${BENCH_HAS_JDK:-} ]]; then
    export BENCH_HAS_JDK=yes
    exec ./crm bench "$(basename "$0")" "$@"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/crm-bench.XXXXXX")
java_pid=''

clean_up() {
    # Its shutdown hook takes the servers along.
    if [[ -n $java_pid ]] && kill "$java_pid" 2>/dev/null; then wait "$java_pid" || true; fi
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

ulimit -n 16384 2>/dev/null || ulimit -n "$(ulimit -Hn)"

# In the background, so that a signal is heeded at once.
run_java() {
    "$JAVA_HOME/bin/java" "$@" &
    java_pid=$!
    local status=0
    wait "$java_pid" || status=$?
    java_pid=''
    return $status
}

# load CLASS ARGUMENT...: runs a program of the load generator.
load() {
    if [[ ! -d $work/classes ]]; then "$JAVA_HOME/bin/javac" -d "$work/classes" "$bench"/load/*.java; fi
    # One thread does the work, and the collector is not to take the servers' cores.
    run_java -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED \
        -cp "$work/classes:${classpath:-}" "load.$1" "${@:2}"
}

# The libraries of the server, such as its JDBC drivers; builds it where that is due.
build_server() {
    "$crm" version >/dev/null
    classpath="$(dirname "$crm")/target/serve/lib/*"
}

# The peer's packages. better-sqlite3 is compiled where no binary of it can be fetched: then the
# headers that came with Node serve.
install_peer() {
    local lock stamp=$bench/peer/node_modules/.lock.cksum headers
    command -v npm >/dev/null || fail "Node.js 20.12 or newer with npm is needed for the peer."
    lock=$(cksum <"$bench/peer/package-lock.json")
    if [[ -f $stamp && $(<"$stamp") == "$lock" ]]; then return; fi
    echo "bench: Installing the peer's packages (a minute or two where better-sqlite3 is compiled)…" >&2
    headers=$(node -p 'require("path").resolve(process.execPath, "../..")')
    if [[ -f $headers/include/node/node.h ]]; then export npm_config_nodedir=${npm_config_nodedir:-$headers}; fi
    (cd "$bench/peer" && npm ci --no-audit --no-fund --loglevel=error) >&2
    echo "$lock" >"$stamp"
}
