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
    subtitle: tiles.length > 0 ? qsTr("点一下图片就开始，24 小时可办") : qsTr("正在取服务清单，请稍候")

    Grid {
        id: grid

        readonly property real room: steps.visible ? steps.y - Theme.gap : page.contentHeight - privacy.height - Theme.gap
        readonly property real tileHeight: Math.min(Theme.mm(page.wide ? 78 : 88),
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
    Card {
        id: steps

        anchors.bottom: privacy.top
        anchors.bottomMargin: Theme.gap
        visible: page.tiles.length > 0 && page.tiles.length <= 3
        width: parent.width
        spacing: Theme.mm(6)
        border.width: Theme.highContrast ? Theme.line : 0
        color: Theme.tint

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("办事只要三步")
            color: Theme.primary
            font.weight: Theme.strong
        }
        Item {
            id: strip

            readonly property real third: width / 3

            width: parent.width
            height: Theme.mm(44)

            Repeater {
                model: [
                    { icon: "identification-card", words: qsTr("刷身份证") },
                    { icon: "note-pencil", words: qsTr("填表签名") },
                    { icon: "receipt", words: qsTr("取走凭条") }
                ]

                Column {
                    id: step

                    required property int index
                    required property var modelData

                    x: index * strip.third
                    width: strip.third
                    spacing: Theme.mm(3)

                    Rectangle {
                        anchors.horizontalCenter: parent.horizontalCenter
                        width: Theme.mm(28)
                        height: width
                        radius: width / 2
                        color: Theme.card

                        Icon {
                            anchors.centerIn: parent
                            name: step.modelData.icon
                            size: Theme.mm(16)
                        }
                    }
                    Words {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: step.modelData.words
                    }
                }
            }
            Repeater {
                model: 2

                Icon {
                    required property int index

                    x: (index + 1) * strip.third - width / 2
                    y: Theme.mm(14) - height / 2
                    name: "caret-right"
                    size: Theme.mm(9)
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
