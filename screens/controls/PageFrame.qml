import QtQuick
import "../theme"

// The root of every page: step bar, one sentence that says what to do, the content, the action bar. On a wide glass
// the steps and the sentence stand beside the content. The header above it belongs to the stage and stays while
// pages slide.
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
    property var alsoSaid: [] // sentences of the page beside title and subtitle
    readonly property string speech: [title, subtitle, ...alsoSaid].filter(part => !!part).join("\n") // said aloud
    property string picture: "hand-tap" // what stands over the page in the low-reach mode: see GuidePicture
    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryEnabled: true
    property alias primaryName: bar.primaryName
    property alias secondaryText: bar.secondaryText
    property alias secondaryIcon: bar.secondaryIcon
    property alias secondaryName: bar.secondaryName
    property alias backText: bar.backText
    property bool actionBarVisible: primaryText !== "" || secondaryText !== "" || backVisible || homeVisible
    property bool beside: Theme.landscape // the sentence stands beside the content
    property real besideShare: 0.32
    readonly property bool flat: contentHeight < Theme.mm(230) // little height: what is not needed leaves its room
    readonly property alias aside: under // where the place under the sentence is free, beside the content
    readonly property alias beneath: area
    default property alias content: area.data
    readonly property alias contentWidth: area.width
    readonly property alias contentHeight: area.height
    readonly property rect under: beside // below the sentence beside the content, in the content's place
        ? Qt.rect(top.x - area.x, top.height - area.y + Theme.gap, top.width, area.y + area.height - top.height - Theme.gap)
        : Qt.rect(0, 0, 0, 0)

    property bool keepsOnBack: false // the page itself answers Back, with what it holds

    signal backTouched()
    signal primary()
    signal secondary()
    signal answered(value: var)
    signal back()
    signal home()

    width: parent ? parent.width : 0
    y: parent && wholeGlass ? -parent.y : 0
    height: parent ? parent.height - y : 0
    Accessible.role: Accessible.Pane
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    Column {
        id: top

        x: frame.beside && Theme.leftHand ? frame.width - width - Theme.margin : Theme.margin
        visible: !frame.wholeGlass
        width: frame.beside ? frame.width * frame.besideShare : frame.width - 2 * Theme.margin
        topPadding: Theme.mm(Theme.lowReach ? 4 : 8)
        spacing: Theme.mm(2)

        StepBar {
            visible: frame.steps.length > 0
            room: top.width
            steps: frame.steps
            current: frame.currentStep
            bottomPadding: Theme.mm(Theme.lowReach ? 2 : 6)
        }
        Words {
            objectName: "title"
            visible: text !== "" && !Theme.guided // else it stands over the page, with the picture
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
        id: under

        x: top.x
        y: top.height + Theme.gap
        visible: frame.beside && !frame.wholeGlass
        width: top.width
        height: Math.max(0, area.y + area.height - y)
    }
    Item {
        id: area

        readonly property real besideX: Theme.leftHand ? Theme.margin : top.x + top.width + 2 * Theme.gap

        x: frame.wholeGlass ? 0 : frame.beside ? besideX : Theme.margin
        y: frame.wholeGlass ? 0 : frame.beside ? Theme.mm(8) : top.height + Theme.mm(Theme.lowReach ? 3 : 6)
        width: frame.wholeGlass ? frame.width : frame.beside ? frame.width - top.width - 2 * Theme.margin - 2 * Theme.gap
                                                             : frame.width - 2 * Theme.margin
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
