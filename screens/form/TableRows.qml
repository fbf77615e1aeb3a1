pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

// The rows of a table: each is a line that is opened or taken out; one more is added below.
Column {
    id: table

    property var field: ({})
    property var rows: []
    readonly property bool full: field.mostRows > 0 && rows.length >= field.mostRows

    signal aside(way: string, row: int)

    width: parent ? parent.width : 0
    spacing: Theme.elder ? Theme.gap : Theme.mm(4)

    Repeater {
        model: table.rows

        Item {
            id: line

            required property int index
            required property string modelData

            width: table.width
            height: Math.max(words.height, Theme.target)

            Words {
                id: words

                objectName: "row:" + table.field.key + ":" + line.index
                anchors.verticalCenter: parent.verticalCenter
                width: change.x - Theme.gap
                text: (line.index + 1) + "　" + line.modelData
            }
            SecondaryButton {
                id: change

                objectName: "edit:" + table.field.key + ":" + line.index
                anchors.right: drop.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.mm(40)
                text: qsTr("修改")
                Accessible.name: text + " " + line.modelData
                onClicked: table.aside("edit", line.index)
            }
            SecondaryButton {
                id: drop

                objectName: "drop:" + table.field.key + ":" + line.index
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.mm(40)
                text: qsTr("去掉")
                Accessible.name: text + " " + line.modelData
                onClicked: table.aside("drop", line.index)
            }
        }
    }
    SecondaryButton {
        objectName: "add:" + table.field.key
        width: table.width
        visible: !table.full
        text: table.rows.length > 0 ? qsTr("再添加一项") : qsTr("添加一项")
        iconName: "plus-circle"
        onClicked: table.aside("add", 0)
    }
}
