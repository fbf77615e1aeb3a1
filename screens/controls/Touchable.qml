import QtQuick
import QtQuick.Templates as T
import "../theme"

// What every control that can be touched is: at least one target large, reachable by keys, named.
T.AbstractButton {
    id: touchable

    property bool rollover: false // a key that may be pressed before the last one is lifted

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    focusPolicy: Qt.TabFocus
    font.family: Theme.family
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) click(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) click(); }

    Rectangle { // where the keys are
        anchors.fill: parent
        anchors.margins: -Theme.mm(2)
        visible: touchable.visualFocus
        color: "transparent"
        radius: Theme.radius + Theme.mm(2)
        border.color: Theme.focusOuter
        border.width: Theme.mm(1.6)
        z: 1

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.mm(0.6)
            color: "transparent"
            radius: parent.radius - Theme.mm(0.6)
            border.color: Theme.focusInner
            border.width: Theme.mm(1)
        }
    }
}
