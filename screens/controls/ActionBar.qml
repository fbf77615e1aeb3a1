import QtQuick
import "../theme"

// Always in the same place: Back left, Home in the middle, the one primary action right and largest; with the left
// hand the other way round.
Rectangle {
    id: bar

    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryEnabled: true
    property string primaryName: "primary"
    property string secondaryText: ""
    property string secondaryIcon: ""
    property string secondaryName: "secondary"
    property string backText: qsTr("上一步")
    property bool backVisible: true
    property bool homeVisible: true

    signal primary()
    signal secondary()
    signal back()
    signal home()

    implicitHeight: Theme.actionBarHeight
    color: Theme.card
    LayoutMirroring.enabled: Theme.leftHand

    Rectangle {
        width: parent.width
        height: Theme.line
        color: Theme.outline
    }
    Row {
        id: ways

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap
        LayoutMirroring.enabled: Theme.leftHand

        SecondaryButton {
            objectName: "back"
            visible: bar.backVisible
            text: bar.backText
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
        SecondaryButton { // another answer than the primary one
            objectName: bar.secondaryName
            visible: bar.secondaryText !== ""
            text: bar.secondaryText
            iconName: bar.secondaryIcon
            height: Theme.mm(22)
            onClicked: bar.secondary()
        }
    }
    PrimaryButton {
        objectName: bar.primaryName
        anchors.left: ways.right
        anchors.leftMargin: ways.width > 0 ? Theme.gap : 0
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        LayoutMirroring.enabled: Theme.leftHand
        visible: bar.primaryText !== ""
        enabled: bar.primaryEnabled
        text: bar.primaryText
        iconName: bar.primaryIcon
        height: Theme.mm(22)
        onClicked: bar.primary()
    }
}
