import QtQuick
import "../theme"

// A label and its value, as on a paper form.
Item {
    id: row

    property string label: ""
    property string value: ""
    property real labelShare: 0.32
    property bool lined: true

    implicitHeight: Math.max(name.height, what.height) + Theme.mm(5)
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + value

    Words {
        id: name

        y: Theme.mm(2.5)
        width: row.width * row.labelShare
        text: row.label
        color: Theme.inkSecondary
        Accessible.ignored: true
    }
    Words {
        id: what

        x: name.width + Theme.mm(3)
        y: name.y
        width: row.width - x
        text: row.value
        Accessible.ignored: true
    }
    Rectangle {
        visible: row.lined
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line / 2
        color: Theme.outline
    }
}
