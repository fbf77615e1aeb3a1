import QtQuick
import "../theme"

// A duotone icon of assets/icons by its file name, drawn in one colour.
Image {
    property string name: ""
    property color tint: Theme.primary
    property real size: Theme.mm(10)

    width: size
    height: size
    sourceSize: Qt.size(Math.round(size), Math.round(size))
    source: name === "" ? "" : "image://icon/" + name + "/" + String(tint).slice(1)
    Accessible.ignored: true
}
