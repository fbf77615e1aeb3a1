pragma ComponentBehavior: Bound
import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// What the centre has on record of the last visit.
Section {
    id: centre

    property var record: []

    signal lookUp()

    title: "中心记录"
    note: "Last visit, at the centre"
    actions: Chip {
        objectName: "look_up"
        text: "查询"
        note: "look up"
        onClicked: centre.lookUp()
    }

    Words {
        visible: centre.record.length === 0
        text: "办完一次再查 after a visit"
        size: Theme.small
        color: Theme.shape
    }
    Repeater {
        model: centre.record

        Item {
            id: row

            required property var modelData

            width: parent ? parent.width : 0
            height: value.height

            Words {
                text: row.modelData.label
                size: Theme.small * 0.92
                color: Theme.inkSecondary
            }
            Words {
                id: value

                objectName: "record:" + row.modelData.label
                x: Theme.mm(52)
                width: parent.width - x
                text: row.modelData.value
                size: Theme.small * 0.92
                wrapMode: Text.WrapAnywhere
            }
        }
    }
}
