# For the scripts beside it: builds what the tests are made of, and runs a class of them in a folder that goes with it.
#
#   GODWIT_BENCHMARK_BUILT   set to skip the build when nothing has changed since the last run

# run CLASS HEAP [JAVA_OPTION...] [-- ARGUMENT...]
run() {
  local class=$1 heap=$2 root java_home folder work options=()
  shift 2
  root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
  java_home=$("$root/tools/jdk25")
  folder=$root/target/benchmarks
  mkdir -p "$folder"
  while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1"); shift; done
  [ $# -eq 0 ] || shift
  if [ -z "${GODWIT_BENCHMARK_BUILT-}" ] || [ ! -e "$folder/classpath" ]; then
    (cd "$root" && ./mvnw -B -q -pl e2e -am -Dspotless.check.skip test-compile dependency:build-classpath \
      -Dmdep.includeScope=test "-Dmdep.outputFile=$folder/classpath") >"$folder/build.log" 2>&1 ||
      { tail -n 30 "$folder/build.log" >&2; exit 1; }
  fi
  work=$(mktemp -d "$folder/work.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$work'" EXIT
  "$java_home/bin/java" "-Xmx$heap" "-Djava.io.tmpdir=$work" --enable-native-access=ALL-UNNAMED "${options[@]}" "-Dgodwit.root=$root" \
    "-Dgodwit.postgres.jars=$root/testkit/target/postgres" \
    -cp "$root/e2e/target/test-classes:$(cat "$folder/classpath")" "dev.godwit.e2e.$class" "$@"
}
