pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var tiles: []
    readonly property bool wide: tiles.length <= 4
    readonly property int columns: wide ? 1 : 2
    readonly property int rows: Math.ceil(tiles.length / columns)

    title: qsTr("您好，请选择要办的事")
    subtitle: qsTr("点一下图片就开始，24 小时可办")

    Grid {
        id: grid

        readonly property real room: steps.visible ? steps.y - Theme.gap : page.contentHeight - privacy.height - Theme.gap
        readonly property real tileHeight: Math.min(Theme.mm(page.wide ? 66 : 78),
                                                    (room - (page.rows - 1) * spacing) / Math.max(1, page.rows))

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
                wide: page.wide
                text: modelData.title
                note: modelData.note
                department: modelData.department
                iconName: modelData.icon
                closed: modelData.closed
                onClicked: page.answered(modelData.id)
            }
        }
    }
    Row {
        id: steps

        anchors.bottom: privacy.top
        anchors.bottomMargin: Theme.mm(8)
        visible: page.tiles.length <= 3
        width: parent.width
        spacing: Theme.mm(4)

        Repeater {
            model: [
                { icon: "identification-card", words: qsTr("刷身份证") },
                { icon: "note-pencil", words: qsTr("填表签名") },
                { icon: "receipt", words: qsTr("取走凭条") }
            ]

            Row {
                id: step

                required property int index
                required property var modelData

                spacing: Theme.mm(4)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: step.index > 0
                    name: "caret-right"
                    size: Theme.mm(8)
                    tint: Theme.shape
                }
                Column {
                    width: (steps.width - 2 * Theme.mm(16)) / 3 - Theme.mm(4)
                    spacing: Theme.mm(2)

                    Rectangle {
                        anchors.horizontalCenter: parent.horizontalCenter
                        width: Theme.mm(26)
                        height: width
                        radius: width / 2
                        color: Theme.tint

                        Icon {
                            anchors.centerIn: parent
                            name: step.modelData.icon
                            size: Theme.mm(15)
                        }
                    }
                    Words {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: step.modelData.words
                        color: Theme.inkSecondary
                    }
                }
            }
        }
    }
    Words {
        id: privacy

        anchors.bottom: parent.bottom
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("您的信息只用于本次办事，离开后立即清除")
        size: Theme.small
        color: Theme.inkSecondary
    }
}
