pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string department: ""
    property var facts: []
    property string note: ""
    property var sections: []
    property string version: ""
    property string closed: ""
    property bool startable: true
    property bool request: false
    property string stale: ""

    picture: "file-text"
    subtitle: department
    // One entry a line; a heading stays with the first line under it.
    readonly property var entries: {
        const found = [];
        for (const section of sections)
            section.lines.forEach((line, index) =>
                found.push({ heading: index === 0 ? section.heading : "", line: line, first: found.length === 0 }));
        return found;
    }

    // The request has a place of its own: the main button never turns into another one under a finger.
    primaryText: startable && closed === "" ? qsTr("开始办理") : ""
    onPrimary: page.answered("begin")

    Paged {
        id: guide

        width: parent.width
        height: foot.y - Theme.gap
        spacing: Theme.mm(3)

        NoteCard {
            objectName: "stale"
            width: parent.width
            visible: page.stale !== ""
            tone: "caution"
            text: page.stale
        }
        NoteCard {
            objectName: "closed"
            width: parent.width
            visible: page.closed !== ""
            tone: "caution"
            heading: qsTr("这件事现在不能在本机办理")
            text: page.closed
        }
        NoteCard {
            width: parent.width
            visible: page.note !== "" && page.closed === ""
            text: page.note
        }
        Card {
            width: parent.width
            visible: page.facts.length > 0
            padding: Theme.mm(5)

            Repeater {
                model: page.facts

                InfoRow {
                    required property int index
                    required property var modelData

                    width: parent.width
                    label: modelData.label
                    value: modelData.value
                    lined: index < page.facts.length - 1
                }
            }
        }
        Repeater {
            model: page.entries

            Column {
                id: entry

                required property var modelData

                width: guide.width
                topPadding: heading.visible ? Theme.mm(4) : 0
                spacing: Theme.mm(2)

                Words {
                    id: heading

                    visible: text !== ""
                    width: parent.width
                    text: entry.modelData.heading
                    font.weight: Theme.strong
                    color: Theme.primary
                }
                Words {
                    width: parent.width
                    text: entry.modelData.line
                }
            }
        }
    }
    Item {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        height: take.height + (request.visible ? Theme.gap + request.height : 0)

        Words {
            anchors.verticalCenter: take.verticalCenter
            width: take.x - Theme.gap
            text: page.version === "" ? "" : qsTr("指南版本 %1").arg(page.version)
            size: Theme.small
            color: Theme.inkSecondary
        }
        SecondaryButton {
            id: take

            objectName: "take"
            anchors.right: parent.right
            text: qsTr("带走指南")
            iconName: "qr-code"
            onClicked: page.answered("take")
        }
        SecondaryButton {
            id: request

            objectName: "request"
            anchors.bottom: parent.bottom
            width: parent.width
            visible: page.request
            text: qsTr("给部门留言")
            iconName: "note-pencil"
            onClicked: page.answered("request")
        }
    }
}
