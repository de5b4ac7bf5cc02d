#!/usr/bin/env bash
# Runs `attrib check` as the variables ATTRIB_... say, which action.yml sets from its inputs. The
# status is attrib's: 0 passes, 1 blocks, 2 could not check.
set -euo pipefail
# What macOS comes with is older than this option, and has `*` alone.
shopt -s globstar 2> /dev/null || true

options=(--format="${ATTRIB_FORMAT:-github}")
[[ -z ${ATTRIB_SOURCES:-} ]] || options+=(--sources="$ATTRIB_SOURCES")
[[ -z ${ATTRIB_SETTINGS:-} ]] || options+=(--settings="$ATTRIB_SETTINGS")
[[ -z ${ATTRIB_HOUSE:-} ]] || options+=(--house="$ATTRIB_HOUSE")
[[ -z ${ATTRIB_FAIL_ON:-} ]] || options+=(--fail-on="$ATTRIB_FAIL_ON")
[[ -z ${ATTRIB_SINCE:-} ]] || options+=(--since="$ATTRIB_SINCE")
[[ -z ${ATTRIB_OUTPUT:-} ]] || options+=(--output="$ATTRIB_OUTPUT")
case ${ATTRIB_NEW_ONLY:-false} in
  true) options+=(--new-only) ;;
  false) ;;
  *)
    echo 'attrib: error: new-only is true or false' >&2
    exit 2
    ;;
esac

files=()
while IFS= read -r line || [[ -n $line ]]; do
  # YAML keeps what stands after a name, also the carriage return of a file from Windows.
  line="${line%"${line##*[![:space:]]}"}"
  [[ -n $line ]] || continue
  if [[ -e $line ]]; then
    files+=("$line")
  else
    # A pattern: without separators its names are not parted again. One that fits nothing stays
    # as it is, and attrib says that there is no such file.
    IFS=
    files+=($line)
    unset IFS
  fi
done <<< "${ATTRIB_FILES:-}"

if [[ -z ${files[*]-} && -z ${ATTRIB_SINCE:-} ]]; then
  echo 'attrib: error: set the input files, or since' >&2
  exit 2
fi

exec attrib check "${options[@]}" -- ${files[@]+"${files[@]}"}
