pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var rows: []
    property string note: ""
    property string keep: ""
    property bool printable: false

    alsoSaid: [...rows.map(row => row.label + "：" + row.value), note]
    secondaryText: printable ? qsTr("打印") : ""
    secondaryIcon: "printer"
    secondaryName: "print"
    primaryText: keep
    onSecondary: page.answered("print")
    onPrimary: page.answered("keep")

    Paged {
        id: paged

        anchors.fill: parent
        spacing: Theme.gap

        Card {
            width: paged.width
            padding: Theme.mm(5)

            Repeater {
                model: page.rows

                InfoRow {
                    required property int index
                    required property var modelData

                    width: parent.width
                    label: modelData.label
                    value: modelData.value
                    lined: index < page.rows.length - 1
                }
            }
        }
        NoteCard {
            width: paged.width
            text: page.note
        }
        SecondaryButton {
            objectName: "cancel"
            width: paged.width
            height: Theme.mm(24)
            text: qsTr("取消预约")
            iconName: "x"
            onClicked: page.answered("cancel")
        }
    }
}
