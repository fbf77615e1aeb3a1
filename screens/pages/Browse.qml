pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var entries: []
    property string kind: "items"
    readonly property bool landscape: contentWidth > contentHeight
    readonly property int columns: landscape && kind === "groups" && !Theme.elder ? 3 : landscape ? 2 : kind === "groups" ? 2 : 1

    Paged {
        id: paged

        // What a page of the tree holds at most, so that rows are as high as the place allows.
        readonly property int rows: Math.max(1, Math.min(Math.ceil(page.entries.length / page.columns),
                                                         page.kind === "groups" ? 6 : 8))
        readonly property real share: (height - (rows - 1) * Theme.gap) / rows
        readonly property real tallest: Theme.mm(Theme.elder ? 46 : 40)

        anchors.fill: parent
        spacing: Theme.gap

        Repeater {
            model: Math.ceil(page.entries.length / page.columns)

            Item {
                id: line

                required property int index
                readonly property real needed: {
                    let most = Theme.target;
                    for (let i = 0; i < cells.made; i++)
                        most = Math.max(most, (cells.itemAt(i) as EntryRow)?.needed ?? 0);
                    return most;
                }

                width: paged.width
                height: Math.floor(Math.max(needed, Math.min(paged.tallest, paged.share)))

                Repeater {
                    id: cells

                    property int made: 0 // itemAt tells nobody when there is one: a page is made bit by bit

                    model: page.entries.slice(line.index * page.columns, (line.index + 1) * page.columns)
                    onItemAdded: made += 1
                    onItemRemoved: made -= 1

                    EntryRow {
                        required property int index
                        required property var modelData

                        objectName: "tile:" + modelData.id
                        x: index * (width + Theme.gap)
                        width: (line.width - (page.columns - 1) * Theme.gap) / page.columns
                        height: line.height
                        text: modelData.title
                        note: Theme.elder ? "" : modelData.note
                        closed: modelData.closed
                        iconName: modelData.icon
                        onClicked: page.answered(modelData.id)
                    }
                }
            }
        }
    }
}
