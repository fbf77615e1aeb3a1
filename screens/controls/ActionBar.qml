import QtQuick
import "../theme"

// Always in the same place: Back left, Home in the middle, the one primary action right and largest.
Rectangle {
    id: bar

    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryEnabled: true
    property bool backVisible: true
    property bool homeVisible: true

    signal primary()
    signal back()
    signal home()

    implicitHeight: Theme.actionBarHeight
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Theme.line
        color: Theme.outline
    }
    Row {
        id: ways

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        SecondaryButton {
            objectName: "back"
            visible: bar.backVisible
            text: qsTr("上一步")
            iconName: "arrow-left"
            height: Theme.mm(22)
            onClicked: bar.back()
        }
        SecondaryButton {
            objectName: "home"
            visible: bar.homeVisible
            text: qsTr("回首页")
            iconName: "house"
            height: Theme.mm(22)
            onClicked: bar.home()
        }
    }
    PrimaryButton {
        anchors.left: ways.right
        anchors.leftMargin: bar.backVisible || bar.homeVisible ? Theme.gap : 0
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.primaryText !== ""
        enabled: bar.primaryEnabled
        text: bar.primaryText
        iconName: bar.primaryIcon
        height: Theme.mm(22)
        onClicked: bar.primary()
    }
}
