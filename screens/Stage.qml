pragma ComponentBehavior: Bound
import QtQuick
import "controls"
import "theme"

// The whole glass, drawn at the panel's size and scaled to the window with its aspect kept. In the low-reach mode
// header and page stand in the band that a seated hand reaches; a picture of what to do fills the rest.
Rectangle {
    id: glass

    property size panel: Qt.size(1080, 1920)
    property real pxPerMm: 4.03
    property real reach: 1209 // from the lower edge
    property string place: ""
    property string terminal: ""
    property string helpLine: ""
    property string language: "zh_CN"
    property bool elder: false
    property bool highContrast: false
    property bool lowReach: false
    property bool leftHand: false
    property bool voice: false
    property bool canSpeak: false
    property bool voicePaused: false
    property bool idleOpen: false
    property bool helpOpen: false
    property int idleRemaining: 0
    property bool cautionOpen: false
    property string cautionHeading: ""
    property string cautionText: ""
    property string cautionKept: ""
    property string cautionGoOn: ""
    property string cautionLeave: ""
    property Item shown: null // the page that stands, or comes
    readonly property Item holder: pages
    readonly property real headerHeight: header.height
    readonly property Item modal: idleOpen ? idle : cautionOpen ? caution : helpOpen ? help : null // only this can be touched

    signal languageRequested(language: string)
    signal maintenanceRequested()
    signal modeRequested(mode: string)
    signal voiceAsked(verb: string)
    signal stay()
    signal decided(leaves: bool)

    color: Theme.night

    Binding { target: Theme; property: "pxPerMm"; value: glass.pxPerMm }
    Binding { target: Theme; property: "elder"; value: glass.elder }
    Binding { target: Theme; property: "highContrast"; value: glass.highContrast }
    Binding { target: Theme; property: "lowReach"; value: glass.lowReach }
    Binding { target: Theme; property: "leftHand"; value: glass.leftHand }
    Binding { target: Theme; property: "landscape"; value: glass.panel.width > glass.panel.height }

    Binding { target: Theme; property: "guided"; value: header.y > Theme.mm(110) }

    Item {
        id: whole

        width: glass.panel.width
        height: glass.panel.height
        anchors.centerIn: parent
        scale: Math.min(glass.width / width, glass.height / height)
        clip: scale !== 1

        Rectangle {
            anchors.fill: parent
            color: Theme.paper
        }
        Loader {
            width: parent.width
            height: header.y
            active: header.visible && header.y > 0

            sourceComponent: GuidePicture {
                picture: (glass.shown as PageFrame)?.picture ?? ""
                words: (glass.shown as PageFrame)?.title ?? ""
            }
        }
        Header {
            id: header

            objectName: "header"
            visible: !(glass.shown as PageFrame)?.wholeGlass
            y: glass.lowReach ? Math.max(0, Math.floor(parent.height - glass.reach)) : 0
            width: parent.width
            place: glass.place
            terminal: glass.terminal
            language: glass.language
            onLanguageRequested: language => glass.languageRequested(language)
            onMaintenanceRequested: glass.maintenanceRequested()
            canSpeak: glass.canSpeak && glass.language === "zh_CN"
            voice: glass.voice
            onVoiceRequested: glass.voice ? glass.voiceAsked("repeat") : glass.modeRequested("voice")
            onElderRequested: glass.modeRequested("elder")
            onHelpRequested: glass.helpOpen = true
        }
        Item {
            id: pages

            y: header.y + header.height
            width: parent.width
            height: parent.height - y
        }
        HelpSheet {
            id: help

            anchors.fill: parent
            open: glass.helpOpen
            helpLine: glass.helpLine
            canSpeak: glass.canSpeak && glass.language === "zh_CN"
            voice: glass.voice
            paused: glass.voicePaused
            onVoiceAsked: verb => glass.voiceAsked(verb)
            onTurned: mode => glass.modeRequested(mode)
            onClosed: glass.helpOpen = false
        }
        CautionSheet {
            id: caution

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
            id: idle

            anchors.fill: parent
            open: glass.idleOpen
            remaining: glass.idleRemaining
            onStay: glass.stay()
        }
    }
}
