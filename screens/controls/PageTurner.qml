import QtQuick
import "../theme"

// Two large buttons and where one stands between them: for what is seen page by page.
Item {
    id: turner

    property int at: 0
    property int count: 1

    signal turned(at: int)

    implicitHeight: Theme.target

    SecondaryButton {
        objectName: "previous"
        width: Theme.mm(62)
        text: qsTr("上一页")
        iconName: "caret-left"
        enabled: turner.at > 0
        onClicked: turner.turned(turner.at - 1)
    }
    Words {
        objectName: "count"
        anchors.centerIn: parent
        visible: implicitWidth + 2 * Theme.mm(62) + 2 * Theme.mm(4) < parent.width
        text: qsTr("第 %1 页，共 %2 页").arg(turner.at + 1).arg(turner.count)
        size: Theme.small
        color: Theme.inkSecondary
    }
    SecondaryButton {
        objectName: "next"
        anchors.right: parent.right
        width: Theme.mm(62)
        text: qsTr("下一页")
        iconName: "caret-right"
        enabled: turner.at < turner.count - 1
        onClicked: turner.turned(turner.at + 1)
    }
}
