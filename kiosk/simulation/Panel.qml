pragma ComponentBehavior: Bound
import QtQuick
import "../../screens/theme"
import "bench"

// The rig on one sheet: what to do next, what lies where, what came out, and what can be broken.
Rectangle {
    id: panel

    property var cards: []
    property var codes: []
    property var devices: []
    property string folder: ""

    property string advice: ""
    property string adviceNote: ""
    property string place: ""
    property string card: ""
    property string page: ""
    property var scans: []
    property string slip: ""
    property int slips: 0
    property var sheets: []
    property var conditions: ({})
    property var record: []
    property string trouble: ""
    property bool busy: false

    signal asked(verb: string, which: string, how: string)

    width: 1000
    height: 1000
    color: Theme.paper

    Binding { target: Theme; property: "pxPerMm"; value: 2 } // a desk's screen, read from near

    AdviceStrip {
        id: strip

        width: parent.width
        advice: panel.advice
        note: panel.adviceNote
        place: panel.place
        trouble: panel.trouble
        busy: panel.busy
    }
    Flickable {
        id: left

        objectName: "left"
        anchors.top: strip.bottom
        anchors.bottom: parent.bottom
        width: Math.round(panel.width * 0.6)
        contentHeight: things.height + 2 * Theme.gap
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: things

            x: Theme.gap
            y: Theme.gap
            width: parent.width - 1.5 * Theme.gap
            spacing: Theme.gap

            CardDrawer {
                width: parent.width
                cards: panel.cards
                laid: panel.card
                wanted: panel.place === "cards"
                onLay: key => panel.asked("lay", key, "")
                onLift: panel.asked("lift", "", "")
            }
            ScannerDesk {
                width: parent.width
                page: panel.page
                scans: panel.scans
                folder: panel.folder
                wanted: panel.place === "desk"
                onPut: path => panel.asked("page", path, "")
                onClear: panel.asked("clear", "", "")
            }
            KeysAndCodes {
                width: parent.width
                codes: panel.codes
                onPress: key => panel.asked("press", String(key), "")
                onShow: code => panel.asked("show", code, "")
            }
            Section {
                width: parent.width
                title: "设备"
                note: "Devices, as the kiosk sees them"
                wanted: panel.place === "devices"

                Repeater {
                    model: panel.devices

                    DeviceLine {
                        required property var modelData

                        width: parent ? parent.width : 0
                        device: modelData
                        now: panel.conditions[modelData.kind] ?? {}
                        onTurn: key => panel.asked("turn", modelData.kind, key)
                        onPlug: panel.asked("plug", modelData.kind, "")
                        onHeal: panel.asked("heal", modelData.kind, "")
                    }
                }
            }
        }
    }
    Item {
        anchors.top: strip.bottom
        anchors.bottom: parent.bottom
        anchors.left: left.right
        anchors.right: parent.right

        SlipSlot {
            x: Theme.gap / 2
            y: Theme.gap
            width: parent.width - 1.5 * Theme.gap
            height: parent.height - papers.height - 3 * Theme.gap
            picture: panel.slip
            waiting: panel.slips
            wanted: panel.place === "slip"
            onTear: panel.asked("tear", "", "")
        }
        Column {
            id: papers

            x: Theme.gap / 2
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.gap
            width: parent.width - 1.5 * Theme.gap
            spacing: Theme.gap

            SheetTray {
                width: parent.width
                sheets: panel.sheets
                onOpen: path => panel.asked("open", path, "")
            }
            CentreRecord {
                width: parent.width
                record: panel.record
                onLookUp: panel.asked("look_up", "", "")
            }
        }
    }
}
