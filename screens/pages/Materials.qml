pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var lines: []
    property string icon: "check-circle"
    property string goOn: ""
    readonly property var next: lines.find(line => !line.done)

    primaryText: next !== undefined ? qsTr("交下一样") : goOn !== "" ? goOn : qsTr("材料齐了，下一步")
    primaryIcon: "caret-right"
    onPrimary: page.answered(next === undefined ? "go-on" : next.code)

    Paged {
        id: paged

        anchors.fill: parent
        spacing: Theme.gap

        Repeater {
            model: page.lines

            EntryRow {
                required property var modelData

                objectName: "paper:" + modelData.code
                width: paged.width
                height: Math.ceil(Math.max(needed, Theme.mm(Theme.elder ? 36 : 30)))
                text: modelData.name
                note: modelData.state
                noteLines: 3
                iconName: modelData.done ? page.icon : "plus-circle"
                enabled: !modelData.fixed
                onClicked: page.answered(modelData.code)
            }
        }
    }
}
