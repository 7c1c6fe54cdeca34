# Sourced by deploy/quarry and deploy/cluster: finds the installation and Java, builds what is out of date.
# Plain enough for the bash 3.2 of macOS. The caller sets "me", the name that errors begin with.

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dist=$home/jobs/target/dist
jar=$dist/quarry.jar

fail() {
  echo "$me: $*" >&2
  exit 1
}

wrong_usage() {
  echo "$me: $*" >&2
  exit 2
}

check_platform() {
  case "$(uname -s)/$(uname -m)" in
    Linux/x86_64 | Linux/aarch64 | Darwin/x86_64 | Darwin/arm64) ;;
    *) fail "runs on Linux and macOS, x86-64 and arm64; this is $(uname -s) $(uname -m)" ;;
  esac
}

# Sets "java".
find_java() {
  local version
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null 2>&1 || fail "needs Java 17, found none: no $java (set JAVA_HOME to a JDK 17)"
  version=$("$java" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java.specification.version = //p') || true
  [ "$version" = 17 ] || fail "needs Java 17, found ${version:-none} ($java): set JAVA_HOME to a JDK 17"
}

# The flags of conf/jvm.options as one line.
jvm_flags() {
  sed -e 's/#.*//' "$home/conf/jvm.options" | tr -s '\n' ' ' | sed -e 's/^ *//' -e 's/ *$//'
}

out_of_date() {
  [ -f "$jar" ] && [ -d "$dist/jars" ] || return 0
  [ -n "$(find "$home/pom.xml" "$home/common/pom.xml" "$home/jobs/pom.xml" "$home/common/src/main" \
    "$home/common/src/vector" "$home/jobs/src/main" -newer "$jar" 2>/dev/null | head -n 1)" ]
}

# Builds what is out of date; an installation without sources is taken as it is.
build_if_needed() {
  if [ -d "$home/jobs/src/main" ] && [ -z "${QUARRY_SKIP_BUILD:-}" ] && out_of_date; then build; fi
  [ -f "$jar" ] || fail "is not built: $jar is missing"
}

build() {
  local log=$home/jobs/target/build.log lock=$home/jobs/target/build.lock
  command -v "${java}c" >/dev/null 2>&1 || fail "needs a JDK 17 to build, $java belongs to a JRE: set JAVA_HOME to a JDK 17"
  mkdir -p "$home/jobs/target" || fail "cannot write to $home/jobs/target"
  lock_build "$lock"
  if out_of_date; then
    echo "$me: building, which takes some minutes the first time (log: $log)" >&2
    if ! "$home/mvnw" -B -f "$home/pom.xml" package -DskipTests -Dspotless.check.skip \
      >"$log" 2>&1 </dev/null; then
      grep '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
      rm -f "$lock"
      fail "the build failed (log: $log)"
    fi
    touch "$jar"
  fi
  rm -f "$lock"
}

# One build at a time where several launchers start at once; the lock of a dead process does not count.
lock_build() {
  local owner
  until (set -o noclobber && echo $$ >"$1") 2>/dev/null; do
    owner=$(cat "$1" 2>/dev/null) || true
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -f "$1"
    elif [ -z "$owner" ] && [ -n "$(find "$1" -mmin +1 2>/dev/null)" ]; then
      rm -f "$1" # its owner died before it could write its name
    else
      sleep 1
    fi
  done
  trap 'rm -f "'"$1"'"' EXIT
}
