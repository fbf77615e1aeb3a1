import QtQuick
import screens.painted
import "../theme"

// White paper to write on with the finger; three times as wide as high, as the signature is filed.
Item {
    id: pad

    readonly property alias inked: ink.inked

    function strokes(): var {
        return ink.strokes();
    }

    implicitHeight: again.height + Theme.mm(4) + sheet.height

    Words {
        anchors.verticalCenter: again.verticalCenter
        text: qsTr("签名")
        size: Theme.heading
        font.weight: Theme.strong
        Accessible.ignored: true
    }
    Rectangle {
        id: sheet

        anchors.bottom: parent.bottom
        width: parent.width
        height: width / 3
        radius: Theme.radius
        color: "#FFFFFF"
        border.width: 2 * Theme.line
        border.color: Theme.primary

        Rectangle { // the line to write on
            x: Theme.mm(10)
            y: parent.height * 0.78
            width: parent.width - 2 * x
            height: Theme.line
            color: "#8A94A6"
        }
        Words {
            anchors.centerIn: parent
            visible: !ink.inked
            text: qsTr("请在这里签名")
            size: Theme.title
            color: "#4A5568"
            Accessible.ignored: true
        }
        Ink {
            id: ink

            objectName: "pad"
            anchors.fill: parent
            color: "#17202A"
            penWidth: Theme.mm(1.3)
            Accessible.role: Accessible.Canvas
            Accessible.name: qsTr("签名区")
        }
    }
    SecondaryButton {
        id: again

        objectName: "clear"
        anchors.right: parent.right
        text: qsTr("清除重写")
        iconName: "eraser"
        enabled: ink.inked
        onClicked: ink.clear()
    }
    Component.onDestruction: ink.clear()
}
