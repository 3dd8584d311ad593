#!/usr/bin/env bash
# Prints what the program weighs: lines of C#, Razor, style and text, and words in Dutch and in documents.
# A line of code has something on it besides brackets and a comment. A Dutch word is a token between spaces in a value
# of a .resx file without a language or with the informal form (nl-x-je).
set -euo pipefail
cd "$(dirname "$0")/.."

lines() { git ls-files -z -- "$@" | xargs -0r cat | wc -l; }

csharp() {
    git ls-files -z -- "$1/*.cs" | xargs -0r cat | awk -v what="$1" '
        { sub(/^[ \t]+/, ""); sub(/[ \t\r]+$/, "") }
        /^$/ { next }
        /^\/\// { comment++; next }
        /^[][(){};,]+$/ { next }
        { code++ }
        END { printf "%-34s %8d\n%-34s %8d\n%-34s %8d\n", "C# in " what ", all lines", NR, "  of these code", code, "  of these comment", comment }'
}

row() { printf '%-34s %8d\n' "$1" "$2"; }

csharp src
csharp tests
row "Razor" "$(lines 'src/*.cshtml' 'src/*.razor')"
row "Style" "$(lines 'src/*.css')"
row "Texts (.resx), all languages" "$(lines 'src/*.resx')"
row "Dutch words" "$(git ls-files -z -- 'src/*.resx' | grep -zvE '\.(en|tr|pl|ar)\.resx$' | xargs -0r cat |
    tr '\n' ' ' | grep -oP '<value>\K.*?(?=</value>)' | wc -w)"
row "Words in docs" "$(git ls-files -z -- 'docs/*.md' | xargs -0r cat | wc -w)"
row "Words in README" "$(wc -w < README.md)"
row "Words in CONTRIBUTING" "$(wc -w < CONTRIBUTING.md)"
