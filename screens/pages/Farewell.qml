pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string message: ""
    property string note: ""

    picture: "check-circle"
    alsoSaid: [message, note]

    primaryText: qsTr("完成")
    onPrimary: page.answered(true)

    MouseArea {
        objectName: "anywhere"
        anchors.fill: parent
        onClicked: page.answered(true)
    }
    Column {
        width: parent.width
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -Theme.mm(14)
        spacing: Theme.mm(8)

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.mm(64)
            height: width
            radius: width / 2
            color: Theme.successTint

            Icon {
                anchors.centerIn: parent
                name: "check-circle"
                size: Theme.mm(42)
                tint: Theme.success
            }
        }
        Words {
            objectName: "message"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.message
            size: Theme.title
            font.weight: Theme.strong
            Accessible.role: Accessible.Heading
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.note
            color: Theme.inkSecondary
        }
        Item {
            width: 1
            height: Theme.mm(6)
        }
        Row {
            id: reminders

            width: parent.width
            spacing: Theme.gap

            Repeater {
                model: [
                    { icon: "identification-card", words: qsTr("带好身份证") },
                    { icon: "receipt", words: qsTr("带好凭条") }
                ]

                Card {
                    id: reminder

                    required property var modelData

                    width: (reminders.width - reminders.spacing) / 2
                    padding: Theme.mm(7)
                    spacing: Theme.mm(3)

                    Icon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        name: reminder.modelData.icon
                        size: Theme.mm(24)
                    }
                    Words {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: reminder.modelData.words
                    }
                }
            }
        }
    }
}
