pragma ComponentBehavior: Bound
import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// What came out of the A4 printer, the newest first.
Section {
    id: tray

    property var sheets: []

    signal open(path: string)

    title: "A4"
    note: "Papers that came out"

    Words {
        visible: tray.sheets.length === 0
        text: "还没有 none yet"
        size: Theme.small
        color: Theme.shape
    }
    Repeater {
        model: tray.sheets.slice(-3).reverse()

        Item {
            id: sheet

            required property var modelData

            width: parent ? parent.width : 0
            height: Theme.mm(14)

            Words {
                anchors.verticalCenter: parent.verticalCenter
                width: open.x - Theme.unit
                text: sheet.modelData.name + " · " + sheet.modelData.note
                size: Theme.small
                wrapMode: Text.NoWrap
                elide: Text.ElideMiddle
            }
            Chip {
                id: open

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: "打开"
                note: "open"
                onClicked: tray.open(sheet.modelData.path)
            }
        }
    }
}
