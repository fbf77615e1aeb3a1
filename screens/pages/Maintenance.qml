pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

// For the technician: denser, in the same language.
PageFrame {
    id: page

    property var devices: []
    property var queue: []
    property var backlog: []
    property var facts: []
    readonly property var counted: queue.filter(row => /^[\d,]+$/.test(row.value))
    readonly property var told: queue.filter(row => !/^[\d,]+$/.test(row.value))

    picture: "wrench"
    title: qsTr("维护")
    secondaryName: "refresh"
    secondaryText: qsTr("刷新")
    secondaryIcon: "arrow-counter-clockwise"
    primaryName: "close"
    primaryText: qsTr("退出维护")
    onSecondary: page.answered("refresh")
    onPrimary: page.answered("close")

    Paged {
        id: report

        width: parent.width
        height: parent.height - restart.height - Theme.gap
        spacing: Theme.mm(4)

        Card {
            width: report.width
            padding: Theme.mm(5)
            spacing: 0

            Words {
                text: qsTr("设备")
                font.weight: Theme.strong
                color: Theme.primary
            }
            Repeater {
                model: page.devices

                StatusRow {
                    required property int index
                    required property var modelData

                    objectName: "device:" + index
                    width: parent.width
                    name: modelData.name
                    detail: modelData.detail
                    status: modelData.state
                    tone: modelData.tone
                    lined: index < page.devices.length - 1
                }
            }
        }
        Card {
            width: report.width
            padding: Theme.mm(5)
            spacing: Theme.mm(2)

            Words {
                text: qsTr("待发件")
                font.weight: Theme.strong
                color: Theme.primary
            }
            Grid {
                id: counts

                width: parent.width
                columns: Math.min(5, Math.max(1, page.counted.length))
                columnSpacing: Theme.mm(4)
                rowSpacing: Theme.mm(4)

                Repeater {
                    model: page.counted

                    Column {
                        id: count

                        required property var modelData

                        width: (counts.width - (counts.columns - 1) * counts.columnSpacing) / counts.columns

                        Words {
                            text: count.modelData.value
                            size: Theme.title
                            font.weight: Theme.strong
                        }
                        Words {
                            width: parent.width
                            text: count.modelData.label
                            size: Theme.small
                            color: Theme.inkSecondary
                        }
                    }
                }
            }
            Column {
                width: parent.width

                Repeater {
                    model: page.backlog

                    InfoRow {
                        required property int index
                        required property var modelData

                        width: parent.width
                        label: modelData.label
                        value: modelData.value
                        labelShare: 0.4
                        lined: index < page.backlog.length - 1
                    }
                }
            }
            SecondaryButton {
                objectName: "carry"
                width: parent.width
                height: Theme.mm(22)
                text: qsTr("用U盘送到中心")
                iconName: "arrow-right"
                onClicked: page.answered("carry")
            }
        }
        Repeater {
            model: page.told

            NoteCard {
                required property var modelData

                width: report.width
                tone: "caution"
                heading: modelData.value
                text: modelData.label
            }
        }
        Card {
            width: report.width
            padding: Theme.mm(5)
            spacing: 0

            Words {
                text: qsTr("本机")
                font.weight: Theme.strong
                color: Theme.primary
            }
            Repeater {
                model: page.facts

                InfoRow {
                    required property int index
                    required property var modelData

                    width: parent.width
                    label: modelData.label
                    value: modelData.value
                    labelShare: 0.4
                    lined: index < page.facts.length - 1
                }
            }
        }
    }
    SecondaryButton {
        id: restart

        objectName: "restart"
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.mm(22)
        text: qsTr("重新启动程序")
        iconName: "wrench"
        onClicked: page.answered("restart")
    }
}
