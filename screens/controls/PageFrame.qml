import QtQuick
import "../theme"

// The root of every page: step bar, one sentence that says what to do, the content, the action bar.
// The header above it belongs to the stage and stays while pages slide.
FocusScope {
    id: frame

    // The stage sets these.
    property list<string> steps: []
    property int currentStep: 0
    property bool backVisible: true
    property bool homeVisible: true
    property string place: ""
    property string terminal: ""

    // A page that covers the header too and has no action bar.
    property bool wholeGlass: false

    property string title: ""
    property string subtitle: ""
    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryEnabled: true
    property alias primaryName: bar.primaryName
    property alias secondaryText: bar.secondaryText
    property alias secondaryIcon: bar.secondaryIcon
    property alias secondaryName: bar.secondaryName
    property alias backText: bar.backText
    property bool actionBarVisible: primaryText !== "" || secondaryText !== "" || backVisible || homeVisible
    default property alias content: area.data
    readonly property alias contentWidth: area.width
    readonly property alias contentHeight: area.height

    property bool keepsOnBack: false // the page itself answers Back, with what it holds

    signal backTouched()
    signal primary()
    signal secondary()
    signal answered(value: var)
    signal back()
    signal home()

    Accessible.role: Accessible.Pane
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    Column {
        id: top

        x: Theme.margin
        width: frame.width - 2 * Theme.margin
        topPadding: Theme.mm(8)
        spacing: Theme.mm(2)

        StepBar {
            visible: frame.steps.length > 0
            steps: frame.steps
            current: frame.currentStep
            bottomPadding: Theme.mm(6)
        }
        Words {
            objectName: "title"
            visible: text !== ""
            width: parent.width
            text: frame.title
            size: Theme.title
            font.weight: Theme.strong
            Accessible.role: Accessible.Heading
        }
        Words {
            objectName: "subtitle"
            visible: text !== ""
            width: parent.width
            text: frame.subtitle
            color: Theme.inkSecondary
        }
    }
    Item {
        id: area

        x: frame.wholeGlass ? 0 : Theme.margin
        y: frame.wholeGlass ? 0 : top.height + Theme.mm(6)
        width: frame.width - 2 * x
        height: frame.height - y - (bar.visible ? bar.height + Theme.mm(6) : frame.wholeGlass ? 0 : Theme.margin)
    }
    ActionBar {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width
        visible: frame.actionBarVisible && !frame.wholeGlass
        primaryText: frame.primaryText
        primaryIcon: frame.primaryIcon
        primaryEnabled: frame.primaryEnabled
        backVisible: frame.backVisible
        homeVisible: frame.homeVisible
        onPrimary: frame.primary()
        onSecondary: frame.secondary()
        onBack: frame.keepsOnBack ? frame.backTouched() : frame.back()
        onHome: frame.home()
    }
}
