pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var tiles: []
    property var shortcuts: []
    property int items: 0
    property bool searchable: false
    property string edition: ""
    property string notice: ""
    readonly property var shown: Theme.elder ? shortcuts.filter(each => each.id === "track") : shortcuts
    readonly property int columns: tiles.length <= 3 ? 1 : 2
    readonly property int rows: Math.ceil(tiles.length / columns)

    title: qsTr("您好，请选择要办的事")
    subtitle: Theme.elder && Theme.lowReach && tiles.length > 0 ? "" // room is short there
            : tiles.length === 0 ? qsTr("正在取服务清单，请稍候") : qsTr("共 %1 项服务，24 小时可办").arg(items)

    NoteCard {
        id: matter

        objectName: "notice"
        width: parent.width
        tone: "caution"
        text: page.notice
    }
    SearchButton {
        id: search

        objectName: "search"
        parent: page.beside ? page.aside : page.beneath
        y: matter.visible && !page.beside ? matter.height + Theme.gap : 0
        width: parent.width
        visible: page.searchable
        onClicked: page.answered("search")
    }
    Grid {
        id: grid

        readonly property real tallest: Theme.mm(page.columns === 1 ? 78 : 88)
        readonly property real room: (quick.visible && !page.beside ? quick.y : foot.y) - Theme.gap - y
        readonly property real head: matter.visible ? matter.height + Theme.gap : 0
        readonly property real tileHeight: Math.min(tallest, (room - (page.rows - 1) * spacing) / Math.max(1, page.rows))

        y: search.visible && !page.beside ? search.y + search.height + Theme.gap : head
        width: parent.width
        columns: page.columns
        spacing: Theme.gap

        Repeater {
            model: page.tiles

            Tile {
                required property var modelData

                objectName: "tile:" + modelData.id
                width: (grid.width - (page.columns - 1) * grid.spacing) / page.columns
                height: grid.tileHeight
                wide: page.columns === 1
                text: modelData.title
                note: modelData.note
                department: modelData.department
                iconName: modelData.icon
                closed: modelData.closed
                onClicked: page.answered(modelData.id)
            }
        }
    }
    Grid {
        id: quick

        readonly property int inRow: page.beside ? 2 : page.shown.length <= 5 ? page.shown.length : 3
        readonly property real share: (width - (inRow - 1) * spacing) / Math.max(1, inRow)

        parent: page.beside ? page.aside : page.beneath
        y: page.beside ? search.y + search.height + Theme.gap : foot.y - height - Theme.gap
        width: parent.width
        visible: page.shown.length > 0
        columns: inRow
        spacing: Theme.gap

        Repeater {
            model: page.shown

            ShortcutButton {
                required property var modelData

                objectName: "tile:" + modelData.id
                width: quick.share
                implicitHeight: Theme.mm(quick.inRow < page.shown.length ? 26 : 32)
                text: modelData.title
                iconName: modelData.icon
                onClicked: page.answered(modelData.id)
            }
        }
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width

        Words {
            width: parent.width
            visible: !(Theme.elder && Theme.lowReach) // said again where the card is asked for
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("您的信息只用于本次办事，离开后立即清除")
            size: Theme.small
            color: Theme.inkSecondary
        }
        Words {
            objectName: "edition"
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: page.edition
            size: Theme.small
            color: Theme.inkSecondary
        }
    }
}
