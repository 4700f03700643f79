import type { Command, Run } from '../command.ts'
import { Failure } from '../failure.ts'

export const completion: Run = async ({ args, terminal }) => {
  const { commands, groups } = await import('../commands.ts')
  const tree = treeOf(commands, groups)
  const write = writers[args[0] ?? '']
  if (!write) {
    throw new Failure(
      'usage',
      `${args[0]} is no shell there is a completion for`,
      'bash, zsh or fish',
    )
  }
  const text = write(tree)
  terminal.show({ completion: text }, text)
  return undefined
}

/** What may follow some words: commands and options, each with its meaning. */
interface Node {
  path: string
  words: Map<string, string>
  options: Map<string, string>
}

const everywhere = {
  '--url': 'the server',
  '--token': 'a key',
  '--json': 'answer in JSON',
  '--help': 'how it is used',
}

function treeOf(commands: readonly Command[], groups: Record<string, string>): Node[] {
  const nodes = new Map<string, Node>()
  const nodeOf = (path: string): Node => {
    const known = nodes.get(path)
    if (known) return known
    const made = { path, words: new Map<string, string>(), options: new Map<string, string>() }
    nodes.set(path, made)
    return made
  }
  for (const { usage, summary, options = {}, isHidden } of commands) {
    if (isHidden) continue
    const names = usage.split(' ').filter((word) => !/^[<[]/.test(word))
    for (const [i, name] of names.entries()) {
      const path = names.slice(0, i).join(' ')
      const isLast = i === names.length - 1
      nodeOf(path).words.set(
        name,
        isLast ? summary : (groups[names.slice(0, i + 1).join(' ')] ?? ''),
      )
    }
    const leaf = nodeOf(names.join(' '))
    for (const [flags, meaning] of Object.entries({ ...options, ...everywhere })) {
      leaf.options.set(/--[\w-]+/.exec(flags)?.[0] ?? flags, meaning)
    }
  }
  return [...nodes.values()]
}

const writers: Record<string, (tree: Node[]) => string> = { bash, zsh, fish }

/** Between single quotes of a shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function bash(tree: Node[]): string {
  const cases = tree.map(
    ({ path, words, options }) =>
      `    ${quote(path)}) words=${quote([...words.keys(), ...options.keys()].join(' '))} ;;`,
  )
  return `# flumen completion for bash
_flumen() {
  local cur=\${COMP_WORDS[COMP_CWORD]} path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  while :; do
    case $path in
${cases.join('\n')}
    esac
    [[ -n $words || -z $path ]] && break
    [[ $path == *' '* ]] && path=\${path% *} || path=''
  done
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _flumen flumen`
}

function zsh(tree: Node[]): string {
  const describe = (all: Map<string, string>) =>
    [...all].map(([name, meaning]) => quote(`${name.replaceAll(':', '\\:')}:${meaning}`)).join(' ')
  const cases = tree.map(
    ({ path, words, options }) =>
      `    ${quote(path)}) offers=(${describe(new Map([...words, ...options]))}) ;;`,
  )
  return `#compdef flumen
# flumen completion for zsh
_flumen() {
  local path_='' word
  local -a offers
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    case $word in -*) ;; *) path_="\${path_:+$path_ }$word" ;; esac
  done
  while :; do
    case $path_ in
${cases.join('\n')}
    esac
    [[ \${#offers} -gt 0 || -z $path_ ]] && break
    [[ $path_ == *' '* ]] && path_=\${path_% *} || path_=''
  done
  _describe flumen offers || _files
}
compdef _flumen flumen`
}

function fish(tree: Node[]): string {
  const lines = tree.flatMap(({ path, words, options }) => {
    const when = `-n ${quote(`__flumen_at ${quote(path)}`)}`
    const offered = [...words].map(
      ([name, meaning]) => `complete -c flumen ${when} -f -a ${name} -d ${quote(meaning)}`,
    )
    const long = [...options].map(
      ([name, meaning]) => `complete -c flumen ${when} -l ${name.slice(2)} -d ${quote(meaning)}`,
    )
    return [...offered, ...long]
  })
  return `# flumen completion for fish
function __flumen_at
  set -l words (string match -v -- '-*' (commandline -opc)[2..-1])
  test "$words" = "$argv[1]"
end
${lines.join('\n')}`
}
