import type { ComponentChildren } from 'preact'

interface Row {
  readonly key: string
  readonly head: ComponentChildren
  /** One for each column but the first. */
  readonly cells: readonly ComponentChildren[]
}

interface TableProps {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** A table that becomes a list of named facts where it is narrow. */
export function Table({ columns, rows }: TableProps) {
  return (
    <table class="staff-table">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, head, cells }) => (
          <tr key={key}>
            <th scope="row">{head}</th>
            {cells.map((cell, index) => (
              <td key={columns[index + 1]} data-name={columns[index + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
