import QtQuick
import "../../screens/controls"
import "../../screens/keyboard"
import "../../screens/theme"

// A page with one entry of each kind of keys, for the tests of the keyboard.
Rectangle {
    id: page

    property string kind: "text"
    property alias entry: entry
    property alias keys: keys
    property int edits: 0
    property int dones: 0

    color: Theme.paper

    TextEntry {
        id: entry

        objectName: "entry"
        x: Theme.margin
        y: Theme.mm(40)
        width: parent.width - 2 * Theme.margin
        label: "Name"
        kind: page.kind
        active: true
        onEdited: page.edits++
    }
    Keyboard {
        id: keys

        objectName: "keyboard"
        anchors.bottom: parent.bottom
        width: parent.width
        target: entry
        onDone: page.dones++
    }
}
