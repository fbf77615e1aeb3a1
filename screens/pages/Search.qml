pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string query: ""
    property var live: ({ results: [] })
    property string typed: query
    readonly property var results: live.results || []

    signal told(value: var)

    title: qsTr("要办什么？按拼音或者首字母")
    onTypedChanged: {
        list.page = 0;
        page.told(typed);
    }

    Rectangle {
        id: line

        width: parent.width
        height: Theme.mm(22)
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.primary
        border.width: 2 * Theme.line

        Icon {
            id: glass

            x: Theme.mm(6)
            anchors.verticalCenter: parent.verticalCenter
            name: "magnifying-glass"
            size: Theme.mm(11)
        }
        Words {
            objectName: "typed"
            anchors.left: glass.right
            anchors.leftMargin: Theme.mm(4)
            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            text: page.typed === "" ? qsTr("例如：社保 按 sb 或 shebao") : page.typed
            size: page.typed === "" ? Theme.body : Theme.heading
            color: page.typed === "" ? Theme.inkSecondary : Theme.ink
            maximumLineCount: 1
            elide: Text.ElideLeft
        }
    }
    NoteCard {
        objectName: "nothing"
        anchors.top: line.bottom
        anchors.topMargin: Theme.gap
        width: parent.width
        visible: page.typed !== "" && page.results.length === 0
        text: qsTr("没有找到。换个说法试试，或者回首页按类别找；也可以问现场的工作人员。")
    }
    Paged {
        id: list

        anchors.top: line.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: pad.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: page.results

            EntryRow {
                required property var modelData

                objectName: "tile:" + modelData.id
                width: list.width
                height: Math.ceil(Math.max(Theme.target, needed))
                text: modelData.title
                note: Theme.elder ? "" : modelData.department
                closed: modelData.closed
                iconName: modelData.icon
                onClicked: page.answered(modelData.id)
            }
        }
    }
    LetterPad {
        id: pad

        anchors.bottom: parent.bottom
        width: parent.width
        onLetter: text => {
            if (page.typed.length < 24)
                page.typed += text;
        }
        onErase: page.typed = page.typed.slice(0, -1)
        onClear: page.typed = ""
    }
}
