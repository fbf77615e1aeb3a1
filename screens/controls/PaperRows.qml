pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Rows under headings on a white sheet, as on a paper form; what does not fit is on further pages.
Rectangle {
    id: paper

    property var groups: []
    property real room: 0 // so high at most
    readonly property bool read: form.turned === form.starts.length - 1 // the last page of it is shown

    // A heading stays with the first row under it.
    readonly property var entries: {
        const found = [];
        for (const group of groups)
            for (const [place, row] of group.rows.entries())
                found.push({
                    heading: place === 0 ? group.heading : "", row: row, first: found.length === 0,
                    last: place === group.rows.length - 1
                });
        return found;
    }

    function turn() {
        form.page = form.turned + 1;
    }

    height: Math.min(room, form.needed + 2 * form.y)
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.outline
    border.width: Theme.line

    Paged {
        id: form

        x: Theme.mm(7)
        y: Theme.mm(6)
        width: parent.width - 2 * x
        height: parent.height - 2 * y

        Repeater {
            model: paper.entries

            Column {
                id: entry

                required property var modelData

                width: form.width
                topPadding: heading.visible && !modelData.first ? Theme.mm(6) : 0

                Words {
                    id: heading

                    visible: text !== ""
                    width: parent.width
                    bottomPadding: Theme.mm(1)
                    text: entry.modelData.heading
                    size: Theme.heading
                    font.weight: Theme.strong
                    color: Theme.primary
                }
                InfoRow {
                    width: parent.width
                    label: entry.modelData.row.label
                    value: entry.modelData.row.value
                    labelShare: 0.36
                    lined: !entry.modelData.last
                }
            }
        }
    }
}
