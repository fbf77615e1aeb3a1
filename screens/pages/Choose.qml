pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var choices: []

    Paged {
        id: paged

        anchors.fill: parent
        spacing: Theme.gap

        Repeater {
            model: page.choices

            EntryRow {
                required property var modelData

                objectName: "choice:" + modelData.value
                width: paged.width
                height: Math.ceil(Math.max(needed, Theme.mm(Theme.elder ? 40 : 34)))
                text: modelData.label
                note: modelData.note
                noteLines: 3
                closed: modelData.closed
                iconName: modelData.icon
                enabled: modelData.closed === ""
                onClicked: page.answered(modelData.value)
            }
        }
    }
}
