import type { Command, Help, HelpConfiguration, Option } from 'commander'

const helpWidth = 80

/**
 * How every `--help` looks: what a command adds by hand comes first (title, usage, examples; for the commands of a command
 * they are made from what it says of itself), then its tables of commands and options by group, then the options that all
 * commands share.
 */
export const helpFormat: HelpConfiguration = {
  helpWidth,
  subcommandTerm: (command) => [command.name(), command.usage()].filter(Boolean).join(' '),
  formatHelp: (command, helper) => {
    const heading = command.parent?.parent ? headingOf(command) : ''
    const groups = [...commandGroups(command, helper), ...optionGroups(command, helper)]
    const width = Math.max(...groups.flatMap(({ rows }) => rows.map(([term]) => term.length)))
    const tables = groups.map(({ title, rows }) => {
      const lines = rows.map(([term, text]) => helper.formatItem(term, width, text, helper))
      return `\n${title}\n${lines.join('\n')}\n`
    })
    return heading + tables.join('')
  },
}

/** Title and usage of a command of a command, e.g. `fixture synth`. */
function headingOf(command: Command): string {
  const names: string[] = []
  for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name())
  const path = names.join(' ')
  const usage = command.usage().replace(/ ?\[options\]$/, '')
  return `${path} - ${command.description()}\n\nUsage: ${[path, usage].filter(Boolean).join(' ')} [options]\n`
}

interface Group {
  readonly title: string
  readonly rows: readonly (readonly [term: string, text: string])[]
}

function commandGroups(command: Command, helper: Help): Group[] {
  // `help replay` works, but is no news to anybody who reads this.
  const visible = helper.visibleCommands(command).filter((sub) => sub.name() !== 'help')
  const groups = helper.groupItems([], visible, (sub) => sub.helpGroup() || 'Commands')
  return [...groups].map(([title, commands]) => ({
    title,
    rows: commands.map((sub) => [helper.subcommandTerm(sub), sub.description()] as const),
  }))
}

function optionGroups(command: Command, helper: Help): Group[] {
  const rowsOf = (options: readonly Option[]) =>
    options.map((option) => [option.flags, helper.optionDescription(option)] as const)
  const shared = 'Options for every command'
  const own = helper.visibleOptions(command).filter((option) => option.long !== '--help')
  const groups = helper.groupItems([], own, (option) => option.helpGroupHeading ?? 'Options')
  const all = [...groups].map(([title, options]) => ({ title, rows: rowsOf(options) }))
  const inherited = helper.visibleGlobalOptions(command)
  return inherited.length === 0 ? all : [...all, { title: shared, rows: rowsOf(inherited) }]
}
