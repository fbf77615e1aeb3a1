import QtQuick
import "../theme"

// One device: name, what is the matter, and its state as word, colour and shape.
Item {
    id: row

    property string name: ""
    property string detail: ""
    property string status: ""
    property string tone: "good" // good, warning, problem
    property bool lined: true
    readonly property color mark: tone === "good" ? Theme.success : tone === "warning" ? Theme.caution : Theme.danger

    implicitHeight: Math.max(words.height, badge.height) + Theme.mm(6)
    Accessible.role: Accessible.StaticText
    Accessible.name: [name, status, detail].filter(part => part !== "").join(", ")

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        width: badge.x - Theme.mm(4)

        Words {
            width: parent.width
            text: row.name
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: row.detail
            size: Theme.small
            color: row.tone === "good" ? Theme.inkSecondary : row.mark
            Accessible.ignored: true
        }
    }
    Rectangle {
        id: badge

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.mm(58), state.implicitWidth + Theme.mm(24))
        height: Theme.mm(14)
        radius: height / 2
        color: row.tone === "good" ? Theme.successTint : row.tone === "warning" ? Theme.cautionTint : Theme.dangerTint

        Icon {
            id: shape

            x: Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.mm(9)
            name: row.tone === "good" ? "check-circle" : row.tone === "warning" ? "warning" : "warning-circle"
            tint: row.mark
        }
        Words {
            id: state

            anchors.left: shape.right
            anchors.leftMargin: Theme.mm(2)
            anchors.verticalCenter: parent.verticalCenter
            text: row.status
            size: Theme.small * 1.1
            color: row.mark
            font.weight: Theme.strong
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
    Rectangle {
        visible: row.lined
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line / 2
        color: Theme.outline
    }
}
