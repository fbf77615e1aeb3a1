pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../keyboard"
import "../theme"

PageFrame {
    id: page

    property string query: ""
    property var live: ({ results: [] })
    readonly property string typed: line.text + keys.spelt
    property bool typing: true
    readonly property bool tight: Theme.lowReach && !beside // keys and results have no room together
    readonly property var results: live.results || []

    signal told(value: var)

    picture: "magnifying-glass"
    title: qsTr("要办什么？打字找")
    onTypedChanged: {
        list.page = 0;
        page.told(typed);
    }

    TextEntry {
        id: line

        objectName: "entry"
        width: parent.width
        label: page.title
        placeholder: qsTr("例如：社保，shebao 或者 sb")
        text: page.query
        maximumLength: 24
        active: page.typing
        onClicked: page.typing = true
    }
    SecondaryButton {
        objectName: "found"
        y: list.y
        width: parent.width
        visible: page.tight && page.typing && page.typed !== ""
        enabled: page.results.length > 0
        text: enabled ? qsTr("看找到的 %1 项").arg(page.results.length) : qsTr("没有找到，换个说法试试")
        onClicked: {
            line.insert(keys.spelt);
            page.typing = false;
        }
    }
    NoteCard {
        objectName: "nothing"
        x: list.x
        y: list.y
        width: list.width
        visible: page.typed !== "" && page.results.length === 0 && !(page.tight && page.typing)
        text: qsTr("没有找到。换个说法试试，或者回首页按类别找；也可以问现场的工作人员。")
    }
    Paged {
        id: list

        // The keys leave too little between them and the entry where the glass is wide.
        x: page.beside ? page.under.x : 0
        y: page.beside ? page.under.y : line.height + Theme.gap
        width: page.beside ? page.under.width : parent.width
        visible: !(page.tight && page.typing)
        height: page.beside ? page.under.height : keys.y - y - Theme.gap
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
    Keyboard {
        id: keys

        x: page.beside ? 0 : -Theme.margin
        anchors.bottom: parent.bottom
        width: parent.width - x + (page.beside ? 0 : Theme.margin)
        target: page.typing ? line : null
        withDone: false
    }
}
