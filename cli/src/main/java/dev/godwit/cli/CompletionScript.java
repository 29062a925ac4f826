package dev.godwit.cli;

/** Picocli's script, which knows commands and options, with names that only the server knows. */
final class CompletionScript {

    private static final String REGISTERED = "complete -F _complete_godwit";

    private static final String NAMES = """

            # Names of jobs and profiles, from the server.
            _godwit_names() {
              local name cur="${COMP_WORDS[COMP_CWORD]}"
              while IFS= read -r name; do
                case $name in "$cur"*) COMPREPLY+=("$(printf '%q' "$name")") ;; esac
              done < <("${COMP_WORDS[0]}" completion-names "$1" 2>/dev/null </dev/null)
            }

            _godwit() {
              COMPREPLY=()
              _complete_godwit "$@"
              case "${COMP_WORDS[COMP_CWORD]}" in -*) return 0 ;; esac
              case "${COMP_WORDS[COMP_CWORD - 1]}" in
                --source | --target) COMPREPLY=() && _godwit_names profile && return 0 ;;
                -*) return 0 ;;
              esac
              if [ "$COMP_CWORD" -ge 3 ]; then
                case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
                  "job create" | "job list" | "profile create" | "profile list") ;;
                  job\\ *) _godwit_names job ;;
                  profile\\ *) _godwit_names profile ;;
                esac
              fi
              return 0
            }

            complete -F _godwit -o default godwit
            """;

    private CompletionScript() {}

    /** @param zsh whether the shell has to learn bash's way first */
    static String of(String picocli, boolean zsh) {
        int end = picocli.lastIndexOf(REGISTERED);
        String commands = end < 0 ? picocli : picocli.substring(0, end);
        return (zsh ? "autoload -U +X bashcompinit && bashcompinit\n" : "") + commands.stripTrailing() + "\n"
                + NAMES.stripTrailing();
    }
}
