pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string body: ""
    property string next: ""
    property var actions: []
    property string tone: "info"
    readonly property color mark: tone === "problem" ? Theme.caution : tone === "success" ? Theme.success : Theme.primary
    readonly property color ground: tone === "problem" ? Theme.cautionTint
                                  : tone === "success" ? Theme.successTint : Theme.tint

    picture: tone === "problem" ? "warning" : tone === "success" ? "check-circle" : "info"
    alsoSaid: [body, next]
    primaryText: actions.length > 0 ? actions[0].label : ""
    onPrimary: page.answered(actions[0].value)

    Column {
        width: parent.width
        spacing: Theme.gap
        topPadding: Theme.mm(4)

        Card {
            width: parent.width
            padding: Theme.mm(page.flat ? 5 : 8)
            spacing: Theme.mm(8)

            Rectangle {
                id: sign

                anchors.horizontalCenter: parent.horizontalCenter
                visible: !page.flat
                width: Theme.mm(52)
                height: width
                radius: width / 2
                color: page.ground

                Icon {
                    anchors.centerIn: parent
                    name: page.picture
                    size: parent.width * 0.62
                    tint: page.mark
                }
            }
            Row {
                width: parent.width
                spacing: Theme.gap

                Icon {
                    id: mark

                    visible: page.flat
                    name: page.picture
                    size: Theme.mm(22)
                    tint: page.mark
                }
                Words {
                    objectName: "body"
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - (mark.visible ? mark.width + parent.spacing : 0)
                    horizontalAlignment: page.flat || contentHeight > 2.5 * size * 1.5 ? Text.AlignLeft : Text.AlignHCenter
                    text: page.body
                    size: Theme.heading
                }
            }
        }
        NoteCard {
            width: parent.width
            visible: page.next !== ""
            heading: qsTr("现在可以这样做")
            text: page.next
        }
        Repeater {
            model: page.actions.slice(1)

            SecondaryButton {
                required property var modelData

                objectName: "action:" + modelData.value
                width: parent.width
                height: Theme.mm(24)
                text: modelData.label
                onClicked: page.answered(modelData.value)
            }
        }
    }
}
