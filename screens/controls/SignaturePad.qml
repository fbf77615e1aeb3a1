import QtQuick
import screens.painted
import "../theme"

// White paper to write on with the finger; three times as wide as high, as the signature is filed. Who cannot write
// signs by a touch or a key: then the paper bears the name in print, and that it was signed so.
Item {
    id: pad

    property string name: "" // of who signs; without it there is only the finger
    readonly property alias inked: ink.inked

    function clear() {
        ink.clear();
    }

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
        objectName: "byName"
        anchors.right: again.left
        anchors.rightMargin: Theme.gap
        visible: pad.name !== ""
        enabled: !ink.inked
        text: qsTr("按键签名")
        onClicked: ink.write(pad.name + "（按键签署）", Theme.family) // filed at the centre: Chinese in every language
    }
    SecondaryButton {
        id: again

        objectName: "clear"
        anchors.right: parent.right
        text: qsTr("清除重写")
        iconName: "eraser"
        enabled: ink.inked
        onClicked: pad.clear()
    }
    Component.onDestruction: pad.clear()
}
