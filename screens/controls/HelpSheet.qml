pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// How the glass is shown to this citizen, and who helps. Everything here ends with the visit.
Sheet {
    id: help

    property string helpLine: ""
    property bool canSpeak: false
    property bool voice: false
    property bool paused: false
    readonly property var turnedOn: ({
        elder: Theme.elder, high_contrast: Theme.highContrast, low_reach: Theme.lowReach,
        left_hand: Theme.leftHand, voice: help.voice
    })

    signal turned(mode: string)
    signal voiceAsked(verb: string)
    signal closed()

    Accessible.role: Accessible.Dialog
    Accessible.name: heading.text

    Words {
        id: heading

        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("显示与帮助")
        size: Theme.title
        font.weight: Theme.strong
        Accessible.role: Accessible.Heading
    }
    Grid {
        id: switches

        width: parent.width
        columns: Theme.landscape ? 2 : 1
        spacing: Theme.gap

        Repeater {
            model: [
                { mode: "elder", icon: "text-aa",
                  text: qsTr("长辈版"), note: qsTr("字更大，话更简单，时间更长") },
                { mode: "high_contrast", icon: "circle-half",
                  text: qsTr("高对比度"), note: qsTr("黑底白字，看得更清楚") },
                { mode: "low_reach", icon: "wheelchair",
                  text: qsTr("低位操作"), note: qsTr("按钮都移到下面，坐着也够得到") },
                { mode: "left_hand", icon: "hand-palm",
                  text: qsTr("左手操作"), note: qsTr("主要按钮放在左边") },
                ...help.canSpeak ? [{ mode: "voice", icon: "speaker-high",
                  text: qsTr("朗读"), note: qsTr("把每一页念给您听") }] : []
            ]

            SwitchRow {
                required property var modelData

                objectName: "mode:" + modelData.mode
                width: (switches.width - (switches.columns - 1) * switches.spacing) / switches.columns
                iconName: modelData.icon
                text: modelData.text
                note: modelData.note
                on: help.turnedOn[modelData.mode]
                onClicked: help.turned(modelData.mode)
            }
        }
    }
    Grid {
        id: voiceRow

        visible: help.voice && help.canSpeak
        width: parent.width
        columns: Theme.elder && !Theme.landscape ? 2 : 4
        spacing: Theme.gap

        Repeater {
            model: [
                { verb: "repeat", text: qsTr("再听一遍") },
                { verb: "pause", text: help.paused ? qsTr("继续念") : qsTr("停一停") },
                { verb: "softer", text: qsTr("小声点") },
                { verb: "louder", text: qsTr("大声点") }
            ]

            SecondaryButton {
                required property var modelData

                objectName: "voice:" + modelData.verb
                width: (voiceRow.width - (voiceRow.columns - 1) * voiceRow.spacing) / voiceRow.columns
                text: modelData.text
                onClicked: help.voiceAsked(modelData.verb)
            }
        }
    }
    Words {
        width: parent.width
        visible: text !== ""
        horizontalAlignment: Text.AlignHCenter
        text: help.helpLine
    }
    PrimaryButton {
        objectName: "closeHelp"
        width: parent.width
        height: Theme.mm(24)
        text: qsTr("好了")
        iconName: "check"
        onClicked: help.closed()
    }
}
