import QtQuick
import "controls"
import "theme"

// The whole glass, drawn at the panel's size and scaled to the window with its aspect kept.
Rectangle {
    id: glass

    property size panel: Qt.size(1080, 1920)
    property real pxPerMm: 4.03
    property string place: ""
    property string terminal: ""
    property string language: "zh_CN"
    property bool elder: false
    property bool highContrast: false
    property bool idleOpen: false
    property int idleRemaining: 0
    property bool cautionOpen: false
    property string cautionHeading: ""
    property string cautionText: ""
    property string cautionKept: ""
    property string cautionGoOn: ""
    property string cautionLeave: ""
    readonly property Item holder: pages
    readonly property real headerHeight: header.height

    signal languageRequested(language: string)
    signal maintenanceRequested()
    signal stay()
    signal decided(leaves: bool)

    color: Theme.night

    Binding { target: Theme; property: "pxPerMm"; value: glass.pxPerMm }
    Binding { target: Theme; property: "elder"; value: glass.elder }
    Binding { target: Theme; property: "highContrast"; value: glass.highContrast }

    Item {
        width: glass.panel.width
        height: glass.panel.height
        anchors.centerIn: parent
        scale: Math.min(glass.width / width, glass.height / height)
        clip: scale !== 1

        Rectangle {
            anchors.fill: parent
            color: Theme.paper
        }
        Header {
            id: header

            width: parent.width
            place: glass.place
            terminal: glass.terminal
            language: glass.language
            onLanguageRequested: language => glass.languageRequested(language)
            onMaintenanceRequested: glass.maintenanceRequested()
        }
        Item {
            id: pages

            anchors.fill: parent
        }
        CautionSheet {
            anchors.fill: parent
            open: glass.cautionOpen
            heading: glass.cautionHeading
            text: glass.cautionText
            kept: glass.cautionKept
            goOn: glass.cautionGoOn
            leave: glass.cautionLeave
            onDecided: leaves => glass.decided(leaves)
        }
        IdleSheet {
            anchors.fill: parent
            open: glass.idleOpen
            remaining: glass.idleRemaining
            onStay: glass.stay()
        }
    }
}
