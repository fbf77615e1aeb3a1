import QtQuick
import QtQuick.Templates as T
import "../theme"

// What every control that can be touched is: at least one target large, reachable by keys, named.
T.AbstractButton {
    id: touchable

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    focusPolicy: Qt.TabFocus
    font.family: Theme.family
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.mm(1.5)
        visible: touchable.visualFocus
        color: "transparent"
        radius: Theme.radius + Theme.mm(1.5)
        border.color: Theme.caution
        border.width: Theme.mm(1)
        z: 1
    }
}
