pragma Singleton
import QtQuick

// The one scale of every page. Measures are millimetres on the glass, turned into pixels by the panel's density.
QtObject {
    id: theme

    property real pxPerMm: 4.03
    property bool elder: false
    property bool highContrast: false
    property bool lowReach: false // all that can be touched stands low
    property bool leftHand: false // the primary action stands left
    property bool landscape: false
    property bool guided: false // a picture of what to do stands over the page
    readonly property bool low: landscape || guided // little height for a page
    property string family: "Noto Sans SC"

    // Type: the em, and the weights that the font is shipped in.
    readonly property real body: mm(elder ? 10.5 : 8)
    readonly property real small: mm(elder ? 8.5 : 6.5)
    readonly property real heading: mm(elder ? 12 : 9.5)
    readonly property real title: mm(elder ? 15 : 13)
    readonly property real least: mm(elder ? 6.6 : 6) // nothing is written smaller; 6.6 mm: capitals of 4.8 mm
    readonly property real keyNumber: mm(elder ? 26 : 22)
    readonly property int regular: Font.Normal
    readonly property int strong: Font.Bold

    // Space.
    readonly property real unit: mm(2)
    readonly property real radius: mm(4)
    readonly property real target: mm(elder ? 22 : 18)
    readonly property real gap: mm(elder ? 8 : 6)
    readonly property real margin: mm(12)
    readonly property real line: Math.max(2, mm(0.5))
    readonly property real headerHeight: mm(elder && !landscape ? 32 : 26)
    readonly property real actionBarHeight: mm(34)

    // Colour.
    readonly property color ink: highContrast ? "#FFFFFF" : "#17202A"
    readonly property color inkSecondary: highContrast ? "#FFFFFF" : "#4A5568"
    readonly property color paper: highContrast ? "#000000" : "#F5F7FA"
    readonly property color card: highContrast ? "#000000" : "#FFFFFF"
    readonly property color cardPressed: highContrast ? "#332B00" : "#DCE8F7"
    readonly property color outline: highContrast ? "#FFFFFF" : "#D5DCE6"
    readonly property color primary: highContrast ? "#FFD400" : "#0F5FB8"
    readonly property color primaryPressed: highContrast ? "#FFFFFF" : "#0A4688"
    readonly property color inkOnPrimary: highContrast ? "#000000" : "#FFFFFF"
    readonly property color tint: highContrast ? "#1F1A00" : "#E8F1FB"
    readonly property color tintPressed: highContrast ? "#332B00" : "#C9DDF4"
    readonly property color primarySoft: highContrast ? "#FFD400" : "#A9C6EC"
    readonly property color night: highContrast ? "#000000" : "#0B2E5C"
    readonly property color nightSoft: highContrast ? "#332B00" : "#1A4274"
    readonly property color inkOnNight: "#FFFFFF"
    readonly property color inkOnNightSecondary: highContrast ? "#FFFFFF" : "#BFD3EE"
    readonly property color success: highContrast ? "#FFD400" : "#187544"
    readonly property color successTint: highContrast ? "#1F1A00" : "#E6F4EC"
    readonly property color caution: highContrast ? "#FFD400" : "#B45309"
    readonly property color cautionTint: highContrast ? "#1F1A00" : "#FDF3E3"
    readonly property color danger: highContrast ? "#FFD400" : "#B42318"
    readonly property color dangerTint: highContrast ? "#1F1A00" : "#FCEBE9"
    readonly property color shape: highContrast ? "#FFFFFF" : "#8A94A6"
    readonly property color focusOuter: "#000000" // two tones: one of them shows on every ground
    readonly property color focusInner: "#FFD400"
    readonly property color disabled: highContrast ? "#1A1A1A" : "#D5DCE6"

    // Motion explains; it is never longer than a quarter of a second, loops of a picture apart.
    readonly property int slideMs: 220
    readonly property int loopMs: 800

    function mm(millimetres: real): real {
        return millimetres * theme.pxPerMm;
    }
}
