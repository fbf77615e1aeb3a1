import QtQuick
import "../theme"

// White paper on the desk; its content stands in a column with an even margin.
Rectangle {
    id: card

    default property alias content: column.data
    property real padding: Theme.mm(6)
    property alias spacing: column.spacing
    readonly property list<real> rows: Array.from(column.children, child => column.y + child.y) // where Paged may cut it

    implicitHeight: column.height + 2 * padding
    color: Theme.card
    radius: Theme.radius
    border.color: Theme.outline
    border.width: Theme.line

    Column {
        id: column

        x: card.padding
        y: card.padding
        width: card.width - 2 * card.padding
        spacing: Theme.unit
    }
}
